import { useState } from "react";
import { usePaged } from "../api/paged";
import { useApi } from "../api/queries";
import type { Alert } from "../api/types";
import { short } from "../format";
import { More } from "../ui/More";
import { Badge, Data, Page, Panel, Table, Time, Tree } from "../ui/parts";
import { SEVERITY } from "../ui/tones";

export default function Alerts() {
  const [severity, setSeverity] = useState("all");
  const list = usePaged<Alert>("/alerts?limit=100");
  const shown = severity === "all" ? list.items : list.items.filter((alert) => alert.severity === severity);
  return (
    <Page title="Alerts" intro="What a person should know, newest first.">
      <Panel title="Alerts" flush>
        <div className="choices" role="group" aria-label="Severity">
          {["all", "critical", "warning", "info"].map((each) => (
            <button key={each} type="button" aria-pressed={each === severity} onClick={() => setSeverity(each)}>
              {each}
            </button>
          ))}
        </div>
        <Data query={list.query} empty={() => shown.length === 0} whenEmpty="No such alert has been raised.">
          {() => (
            <Table
              name="Alerts"
              rows={shown}
              keyOf={(alert, index) => `${alert.ts}${alert.code}${index}`}
              columns={[
                { head: "Time", cell: (alert) => <Time at={alert.ts} full /> },
                { head: "Severity", cell: (alert) => <Badge tone={SEVERITY[alert.severity] ?? "quiet"}>{alert.severity}</Badge> },
                { head: "Code", cell: (alert) => <code>{alert.code}</code> },
                { head: "Symbol", cell: (alert) => (alert.symbol ? short(alert.symbol) : "–") },
                { head: "Message", cell: (alert) => alert.message },
              ]}
            />
          )}
        </Data>
        <More list={list} />
      </Panel>
      <Approvals />
    </Page>
  );
}

/** What needs the approval of named persons; shown where the service keeps such. */
function Approvals() {
  const contract = useApi<{ paths: Record<string, unknown> }>("/openapi.json", { every: 3_600_000 });
  const path = Object.keys(contract.data?.paths ?? {}).find((each) => each.endsWith("/approvals"));
  const query = useApi<unknown>(path?.replace("/api/autotrade/v1", "") ?? "/approvals", { enabled: path !== undefined });
  return path ? (
    <Panel title="Approvals">
      <Data query={query}>{(answer) => <Tree value={answer} open />}</Data>
    </Panel>
  ) : null;
}
