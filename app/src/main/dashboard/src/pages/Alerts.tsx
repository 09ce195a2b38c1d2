import { useState } from "react";
import { usePaged } from "../api/paged";
import type { Alert } from "../api/types";
import { short } from "../format";
import { More } from "../ui/More";
import { Badge, Data, Page, Panel, Table, Time } from "../ui/parts";
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
        <Data query={list.query} empty={() => shown.length === 0} whenEmpty={list.items.length === 0 ? "No alert has been raised." : `None of the newest ${list.items.length} alerts is ${severity}.`}>
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
    </Page>
  );
}
