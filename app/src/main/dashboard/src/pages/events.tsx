import { useState } from "react";
import type { JournalEvent } from "../api/types";
import { short, words } from "../format";
import { Link } from "../router";
import { Badge, Time, Tree, type Tone } from "../ui/parts";

const TONES: Record<string, Tone> = {
  alert: "warn",
  state: "warn",
  reconciliation: "warn",
  liquidation: "bad",
  fill: "good",
  outcome: "good",
  decision: "info",
  verdict: "info",
  intent: "info",
  order: "info",
};

/** Entries of the journal, one line each, whole when opened. */
export function EventLines({ events }: { events: JournalEvent[] }) {
  return (
    <ol className="log" tabIndex={0} role="list" aria-label="Entries of the journal">
      {events.map((event) => (
        <li key={event.seq} className="log-line">
          <span className="tabular">{event.seq}</span>
          <Time at={event.ts} full />
          <span>
            <Badge tone={TONES[event.type] ?? "quiet"}>{words(event.type)}</Badge>
          </span>
          <Entry event={event} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ event }: { event: JournalEvent }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary>{summary(event)}</summary>
      {open ? (
        <>
          {typeof event.payload.decisionId === "string" ? (
            <Link to={`/decisions/${event.payload.decisionId}`}>Decision {event.payload.decisionId.slice(0, 8)}</Link>
          ) : null}
          <Tree value={event.payload} />
        </>
      ) : null}
    </details>
  );
}

const SAID = ["change", "action", "outcome", "state", "status", "result", "kind", "code", "side", "quantity", "price", "netPnl", "equity", "stopPrice", "reason", "message", "detail", "text", "rationale"];

/** netPnl as net pnl. */
function spoken(key: string): string {
  return words(key).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What the entry is about, in its own words. */
function summary(event: JournalEvent): string {
  const payload = event.payload;
  const parts: string[] = [];
  if (typeof payload.symbol === "string") {
    parts.push(short(payload.symbol));
  }
  if (typeof payload.number === "number") {
    parts.push(`#${payload.number}`);
  }
  for (const key of SAID) {
    const value = payload[key];
    if (value !== null && value !== undefined && value !== "" && typeof value !== "object") {
      const text = String(value);
      parts.push(typeof value === "number" ? `${spoken(key)} ${value}` : /^[a-z_]+$/.test(text) ? words(text) : text);
    }
    if (parts.length > 6) {
      break;
    }
  }
  return parts.join(" · ") || "entry";
}
