import { useState } from "react";
import { useApi } from "../api/queries";
import { useStretches } from "../api/paged";
import { fixed } from "../format";
import { useStatus } from "../hooks";
import { More } from "../ui/More";
import { Badge, Data, Page, Panel, Table, Time } from "../ui/parts";

interface Change {
  key: string;
  before: string;
  after: string;
}

interface Changed {
  hash: string;
  by: string;
  changes: Change[];
}

/** Keys as they stand in the file, with their values. */
function flat(value: unknown, path = ""): [string, string][] {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    const entries = Object.entries(value);
    return entries.length === 0 ? [[path, "{}"]] : entries.flatMap(([key, child]) => flat(child, path ? `${path}.${key}` : key));
  }
  const text = Array.isArray(value) && value.every((each) => typeof each !== "object") ? value.join(", ") || "none" : typeof value === "string" ? value : JSON.stringify(value);
  return [[path, text]];
}

export default function Config() {
  const config = useApi<Record<string, unknown>>("/config");
  const status = useStatus();
  const history = useStretches<Changed>("config", status.data);
  const [wanted, setWanted] = useState("");
  return (
    <Page title="Configuration" intro="What is in force, secrets left out. It is changed in its file and read again while the service runs.">
      <div className="columns">
        <Panel title="In force" flush>
          <div className="filters">
            <label>
              Find a key or value
              <input type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
            </label>
          </div>
          <Data query={config} lines={12}>
            {(data) => {
              const rows = flat(data).filter(([key, value]) => `${key} ${value}`.toLowerCase().includes(wanted.toLowerCase()));
              return rows.length ? (
                <Table
                  name="Configuration"
                  cards={false}
                  rows={rows}
                  keyOf={([key]) => key}
                  columns={[
                    { head: "Key", cell: ([key]) => <code>{key}</code> },
                    { head: "Value", cell: ([key, value]) => <span className="config-value" data-field={`config.${key}`}>{value}</span> },
                  ]}
                />
              ) : (
                <p className="empty">No key and no value contains that.</p>
              );
            }}
          </Data>
        </Panel>
        <Panel title="History" flush>
          <Data query={history.query} empty={() => history.items.length === 0} whenEmpty={`The newest ${fixed(history.looked, 0)} entries of the journal tell of no change.`}>
            {() => (
              <ul className="orders">
                {history.items.map((event) => (
                  <li key={event.seq}>
                    <div className="order-head">
                      <Time at={event.ts} full />
                      <Badge>{event.payload.by}</Badge>
                      <code title={event.payload.hash}>{event.payload.hash.slice(0, 12)}</code>
                      <span className="nothing">{event.payload.changes.length === 0 ? "no key differs" : `${event.payload.changes.length} changed`}</span>
                    </div>
                    {event.payload.changes.length ? (
                      <div className="diff">
                        {event.payload.changes.map((change) => (
                          <div key={change.key} className="change">
                            <div>{change.key}</div>
                            <div className="removed">− {change.before}</div>
                            <div className="added">+ {change.after}</div>
                          </div>
                        ))}
                      </div>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
          </Data>
          <More list={history} label="Look further back" />
        </Panel>
      </div>
    </Page>
  );
}
