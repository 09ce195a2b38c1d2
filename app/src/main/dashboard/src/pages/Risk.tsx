import { paths, useApi } from "../api/queries";
import type { Risk as RiskAnswer, RiskRule } from "../api/types";
import { words } from "../format";
import { Link } from "../router";
import { Controls } from "../shell/Controls";
import { Badge, Data, Page, Panel, Table, Time, sentence } from "../ui/parts";
import { STATE } from "../ui/tones";

/** The rules whose value and limit are of one unit, told in different words. */
const ALIKE = new Set(["daily_loss", "order_rate"]);

/** How much of a limit is used, where value and limit are numbers of one unit. */
function used(rule: RiskRule): number | null {
  const limit = /^(-?[\d.]+)\s*(.*)$/.exec(rule.limit);
  const value = /^(-?[\d.]+)\s*(.*)$/.exec(rule.value ?? "");
  if (!limit || !value || (limit[2] !== value[2] && !ALIKE.has(rule.code)) || Number(limit[1]) <= 0 || rule.code.startsWith("min") || rule.code === "cash_buffer") {
    return null;
  }
  return Number(value[1]) / Number(limit[1]);
}

/** Broken ones first, then those that stand by themselves, then those that depend on a proposal. */
function rank(rule: RiskRule): number {
  return rule.kept === false ? 0 : rule.kept ? 1 : 2;
}

function Meter({ rule }: { rule: RiskRule }) {
  const share = used(rule);
  if (share === null) {
    return null;
  }
  const percent = Math.max(0, Math.min(100, share * 100));
  return (
    <span className={`meter ${share > 1 ? "over" : share > 0.8 ? "near" : ""}`} role="img" aria-label={`${percent.toFixed(0)}% of the limit used`}>
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

export default function Risk() {
  const query = useApi<RiskAnswer>(paths.risk, { every: 3_000 });
  return (
    <Page title="Risk" intro="Limits that no advisor can move, how close the account is to each, and when each last spoke against a proposal.">
      <Data query={query} lines={10}>
        {(risk) => (
          <>
            <Panel title="Trading state">
              <p>
                <Badge tone={STATE[risk.state] ?? "quiet"}>{risk.state}</Badge>{" "}
                {Date.parse(risk.since) > 0 ? (
                  <>
                    since <Time at={risk.since} full /> by {risk.by}
                  </>
                ) : (
                  "since the start"
                )}
              </p>
              {risk.reasons.length ? (
                <ul className="reasons">
                  {risk.reasons.map((reason) => (
                    <li key={reason}>{sentence(words(reason))}</li>
                  ))}
                </ul>
              ) : null}
              <Controls />
            </Panel>
            <Panel title="Rules" flush aside={<span className="tabular">{risk.rules.length} rules</span>}>
              <Table
                name="Risk rules"
                rows={risk.rules.toSorted((a, b) => rank(a) - rank(b))}
                keyOf={(rule) => rule.code}
                columns={[
                  {
                    head: "Rule",
                    cell: (rule) => (
                      <>
                        <strong>{words(rule.code)}</strong>
                        <span className="rule-about">{rule.description}</span>
                      </>
                    ),
                  },
                  { head: "Now", cell: (rule) => (rule.kept === null ? <span className="nothing one-line">per proposal</span> : <Badge tone={rule.kept ? "good" : "bad"}>{rule.kept ? "kept" : "broken"}</Badge>) },
                  { head: "Value", right: true, cell: (rule) => <span data-field={`risk.${rule.code}.value`}>{rule.value ?? "–"}</span> },
                  { head: "Limit", right: true, cell: (rule) => <span className="limit-cell" data-field={`risk.${rule.code}.limit`}>{rule.limit}</span> },
                  { head: "Used", cell: (rule) => <Meter rule={rule} /> },
                  { head: "Headroom", right: true, cell: (rule) => rule.headroom ?? "–" },
                  {
                    head: "Last fired",
                    cell: (rule) =>
                      rule.last_fired ? (
                        <>
                          <Time at={rule.last_fired.at} full />{" "}
                          <Link to={`/decisions/${rule.last_fired.decision_id}`}>{rule.last_fired.symbol.replace("-USDT-SWAP", "")}</Link> {rule.last_fired.value}
                        </>
                      ) : (
                        <span className="nothing">never</span>
                      ),
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </Data>
    </Page>
  );
}
