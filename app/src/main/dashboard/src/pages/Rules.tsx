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

function Rule({ rule }: { rule: LearnedRule }) {
  return (
    <li>
      <div className="rule-head">
        <Badge tone={rule.status === "active" ? "good" : rule.status === "candidate" ? "info" : "quiet"}>{rule.status}</Badge>
        <Badge>{words(rule.ruleType ?? "rule")}</Badge>
        {rule.pinned ? <Badge tone="warn">pinned</Badge> : null}
        <span className="num">
          Effectiveness <b>{fixed((rule.effectiveness ?? 0) * 100, 0)}%</b>
        </span>
        <span className="meter" role="img" aria-label={`Effectiveness ${fixed((rule.effectiveness ?? 0) * 100, 0)} of 100`}>
          <span style={{ width: `${(rule.effectiveness ?? 0) * 100}%` }} />
        </span>
        <span className="num">{rule.applied ?? 0} decisions with it</span>
        <Time at={rule.at ?? rule.ts} full />
        <span className="order-end">
          <RuleControls rule={rule} />
        </span>
      </div>
      <p className="rule-text">{rule.text}</p>
      <p className="hint">
        {rule.reason ? `${sentence(rule.reason)} ` : null}
        {rule.by ? `By ${rule.by}. ` : null}
        {rule.learnedFrom?.length ? "Learned from " : null}
        {rule.learnedFrom?.map((id) => (
          <span key={id}>
            <Link to={`/decisions/${id}`}>{id.slice(0, 8)}</Link>{" "}
          </span>
        ))}
      </p>
      {rule.tradesWith === undefined ? null : (
        <p className="rule-measure">
          Won {rule.winsWith} of {rule.tradesWith} trades that were opened with it, {rule.winsWithout} of {rule.tradesWithout} without.
        </p>
      )}
    </li>
  );
}

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
          aria-label={`${action} the rule: ${rule.text}`}
          onClick={() => {
            setFailure("");
            setAsked(action);
          }}
        >
          {action}
        </button>
      ))}
      {asked ? (
        <Dialog title={`${asked} this rule`} onClose={() => setAsked(null)}>
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
              {asked}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
