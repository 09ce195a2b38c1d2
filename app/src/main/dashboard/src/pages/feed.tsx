import { useState } from "react";
import { useApi } from "../api/queries";
import type { Decision, Page as Paged } from "../api/types";
import { fixed, words } from "../format";
import { Link } from "../router";
import { Badge, Data, SymbolName, Time } from "../ui/parts";
import { ACTION, VERDICT } from "../ui/tones";

/** The rule that spoke against it, if one did. */
export function against(decision: Decision): string {
  const rule = decision.verdict?.rules.find((result) => !result.passed);
  return rule ? `${words(rule.code)}: ${rule.reason || `${rule.value ?? ""} against ${rule.limit ?? ""}`}` : "";
}

/** Newest decisions with what the risk rules said, refused and held ones included. */
export function DecisionFeed({ limit = 40, filters = true }: { limit?: number; filters?: boolean }) {
  const [kind, setKind] = useState("all");
  const query = useApi<Paged<Decision>>(
    `/decisions?limit=${limit}&prompts=false${kind === "all" ? "" : `&verdict=${kind}`}`,
    { every: 10_000 },
  );
  return (
    <>
      {filters ? (
        <div className="choices" role="group" aria-label="Verdict">
          {["all", "accepted", "amended", "refused", "held", "expired"].map((choice) => (
            <button key={choice} type="button" aria-pressed={choice === kind} onClick={() => setKind(choice)}>
              {choice}
            </button>
          ))}
        </div>
      ) : null}
      <Data
        query={query}
        empty={(page) => page.items.length === 0}
        whenEmpty={kind === "all" ? "No decision has been made yet. The first comes with the first cycle." : `No decision was ${kind}.`}
      >
        {(page) => (
          <ol className="feed" tabIndex={0} role="list" aria-label="Decisions">
            {page.items.map((decision) => (
              <li key={decision.id}>
                <Link to={`/decisions/${decision.id}`}>
                  <span className="feed-head">
                    <Time at={decision.createdAt} />
                    <SymbolName symbol={decision.symbol} />
                    <Badge tone={ACTION[decision.action] ?? "quiet"}>{words(decision.action)}</Badge>
                    <span className="feed-confidence num">{fixed(decision.confidence * 100, 0)}%</span>
                    <Badge tone={VERDICT[decision.verdict?.outcome ?? ""] ?? "quiet"}>{decision.verdict?.outcome ?? "no verdict"}</Badge>
                  </span>
                  <span className="feed-why">{against(decision) || decision.rationale}</span>
                </Link>
              </li>
            ))}
          </ol>
        )}
      </Data>
    </>
  );
}
