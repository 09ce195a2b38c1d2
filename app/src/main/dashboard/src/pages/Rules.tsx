import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../api/http";
import { useApi } from "../api/queries";
import type { LearnedRule, Page as Paged } from "../api/types";
import { fixed, words } from "../format";
import { useMayAct } from "../hooks";
import { Link } from "../router";
import { Dialog } from "../ui/Dialog";
import { Badge, Data, Page, Panel, Time, sentence } from "../ui/parts";

export default function Rules() {
  const query = useApi<Paged<LearnedRule>>("/rules");
  const rank = (rule: LearnedRule) => (rule.status === "active" ? 0 : rule.status === "candidate" ? 1 : 2);
  return (
    <Page title="Rules" intro="What was learned from closed trades, whether it helps, and what goes back into the prompt.">
      <Panel title="Learned rules" flush aside={<span className="tabular">{query.data?.items.length ?? 0} rules</span>}>
        <Data
          query={query}
          empty={(page) => page.items.length === 0}
          whenEmpty="No rule has been learned yet. Rules come from closed trades when a language model is the advisor."
        >
          {(page) => (
            <ul className="rule-list">
              {page.items.toSorted((a, b) => rank(a) - rank(b)).map((rule) => (
                <Rule key={rule.ruleId} rule={rule} />
              ))}
            </ul>
          )}
        </Data>
      </Panel>
    </Page>
  );
}

/** Decisions of one rule that are named. */
const SHOWN = 8;

function Rule({ rule }: { rule: LearnedRule }) {
  return (
    <li>
      <div className="rule-head">
        <Badge tone={rule.status === "active" ? "good" : rule.status === "candidate" ? "info" : "quiet"}>{rule.status}</Badge>
        <Badge>{words(rule.ruleType ?? "rule")}</Badge>
        {rule.pinned ? <Badge tone="warn">pinned</Badge> : null}
        <Effectiveness rule={rule} />
        <span className="num">{rule.applied ?? 0} decisions with it</span>
        <Time at={rule.at ?? rule.ts} full />
        <span className="order-end">
          <RuleControls rule={rule} />
        </span>
      </div>
      <p className="rule-text">{rule.text}</p>
      <p className="hint">
        {rule.reason ? `${sentence(rule.reason)} ` : null}
        {rule.by && rule.by !== "service" ? `By ${rule.by}. ` : null}
        {rule.learnedFrom?.length ? `Taught by ${rule.learnedFrom.length === 1 ? "the decision" : `${rule.learnedFrom.length} decisions`} ` : null}
        {rule.learnedFrom?.slice(-SHOWN).map((id) => (
          <span key={id}>
            <Link to={`/decisions/${id}`}>{id.slice(0, 8)}</Link>{" "}
          </span>
        ))}
        {(rule.learnedFrom?.length ?? 0) > SHOWN ? "are the newest of them." : null}
      </p>
      {rule.tradesWith === undefined ? null : (
        <p className="rule-measure">
          Won with it <b className="tabular">{share(rule.winsWith, rule.tradesWith)}</b>, without <b className="tabular">{share(rule.winsWithout, rule.tradesWithout)}</b>.
        </p>
      )}
    </li>
  );
}

function share(wins = 0, trades = 0): string {
  return trades === 0 ? "0 of 0 trades" : `${wins} of ${trades} trades, ${fixed((wins / trades) * 100, 0)}%`;
}

/** One half is no effect; before a trade was opened with the rule nothing is known. */
function Effectiveness({ rule }: { rule: LearnedRule }) {
  if (!rule.tradesWith) {
    return <span className="nothing">effectiveness not measured yet</span>;
  }
  const percent = rule.effectiveness * 100;
  return (
    <>
      <span className="num" title="50% is no effect; below 45% a measured rule retires">
        Effectiveness <b>{fixed(percent, 0)}%</b>
      </span>
      <span className={`meter half ${percent < 45 ? "over" : ""}`} role="img" aria-label={`Effectiveness ${fixed(percent, 0)} of 100, 50 is no effect`}>
        <span style={{ width: `${percent}%` }} />
      </span>
    </>
  );
}

const VERBS: Record<string, string> = { pin: "Pin", unpin: "Unpin", retire: "Retire" };

function RuleControls({ rule }: { rule: LearnedRule }) {
  const mayAct = useMayAct();
  const client = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const [failure, setFailure] = useState("");
  const run = async (action: string) => {
    try {
      await post(`/rules/${encodeURIComponent(rule.ruleId)}/${action}`);
      setAsked(null);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    await client.invalidateQueries({ queryKey: ["rules"] });
  };
  const actions = rule.status === "retired" ? [] : [rule.pinned ? "unpin" : "pin", "retire"];
  return (
    <>
      {actions.map((action) => (
        <button
          key={action}
          type="button"
          className="small"
          disabled={!mayAct}
          aria-label={`${VERBS[action]} the rule: ${rule.text}`}
          onClick={() => {
            setFailure("");
            setAsked(action);
          }}
        >
          {VERBS[action]}
        </button>
      ))}
      {asked ? (
        <Dialog title={`${VERBS[asked]} this rule`} onClose={() => setAsked(null)}>
          <p className="rule-text">{rule.text}</p>
          <p>
            {asked === "retire"
              ? "It is taken out of the prompt and stays out."
              : asked === "pin"
                ? "It stays in the prompt whatever measurement says."
                : "Measurement decides about it again."}
          </p>
          {failure ? (
            <p className="failure" role="alert">
              {sentence(failure)}
            </p>
          ) : null}
          <div className="buttons">
            <button type="button" onClick={() => setAsked(null)}>
              Cancel
            </button>
            <button type="button" className="primary" onClick={() => void run(asked)}>
              {VERBS[asked]}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
