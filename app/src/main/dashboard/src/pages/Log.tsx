import { useState } from "react";
import { useApi } from "../api/queries";
import type { EventPage, JournalEvent } from "../api/types";
import { words } from "../format";
import { useStatus } from "../hooks";
import { useRoute } from "../router";
import { Data, Empty, Page, Panel } from "../ui/parts";
import { EventLines } from "./events";

const GROUPS: [string, string][] = [
  ["everything", ""],
  ["decisions", "advice,decision,verdict,outcome,counterfactual,rule"],
  ["orders", "intent,order,protection"],
  ["money", "account,fill,funding,liquidation,transfer,portfolio"],
  ["service", "cycle_start,cycle_end,scheduler,state,config,alert,approval,reconciliation"],
];

const PAGE = 150;

/** The journal itself: newest entries, or those of one decision or cycle. */
export default function Log() {
  const { search, go } = useRoute();
  const decision = search.get("decision") ?? "";
  const cycle = search.get("cycle") ?? "";
  const [typed, setTyped] = useState(decision);
  const [group, setGroup] = useState("everything");
  const types = GROUPS.find(([name]) => name === group)?.[1] ?? "";
  return (
    <Page title="Log" intro="The journal: everything that happened, in order, as it was committed.">
      <Panel title={decision ? "Entries of one decision" : cycle ? "Entries of one cycle" : "Newest entries"} flush>
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            go(typed.trim() ? `/log?decision=${encodeURIComponent(typed.trim())}` : "/log");
          }}
        >
          <label>
            Decision id
            <input value={typed} onChange={(event) => setTyped(event.target.value)} spellCheck={false} autoComplete="off" size={38} />
          </label>
          <button type="submit">Show</button>
          {decision || cycle ? (
            <button
              type="button"
              onClick={() => {
                setTyped("");
                go("/log");
              }}
            >
              Show all
            </button>
          ) : null}
          <span className="choices bare" role="group" aria-label="Kind of entry">
            {GROUPS.map(([name]) => (
              <button key={name} type="button" aria-pressed={group === name} onClick={() => setGroup(name)}>
                {words(name)}
              </button>
            ))}
          </span>
        </form>
        {decision ? <OfDecision id={decision} types={types} /> : <Newest types={types} cycle={cycle} />}
      </Panel>
    </Page>
  );
}

function OfDecision({ id, types }: { id: string; types: string }) {
  const query = useApi<EventPage>(`/events?decision=${encodeURIComponent(id)}&limit=1000${types ? `&type=${types}` : ""}`);
  return (
    <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="The journal has no such entry of this decision.">
      {(page) => <EventLines events={page.items} />}
    </Data>
  );
}

function Newest({ types, cycle }: { types: string; cycle: string }) {
  const status = useStatus();
  const [back, setBack] = useState(1);
  const reach = PAGE * back * (types ? 4 : 1) * (cycle ? 8 : 1);
  const after = status.data ? Math.max(0, Math.floor((status.data.last_seq - reach) / 50) * 50) : 0;
  const query = useApi<EventPage>(`/events?after=${after}&limit=1000${types ? `&type=${types}` : ""}`, {
    enabled: status.data !== undefined,
    every: 10_000,
    keep: true,
  });
  return (
    <>
      <Data query={query} lines={10}>
        {(page) => {
          const events = page.items.filter((event) => matches(event, cycle)).toReversed();
          return events.length ? <EventLines events={events} /> : <Empty>There is no such entry among the newest {reach}.</Empty>;
        }}
      </Data>
      {after > 0 && reach < 1_000 * (types ? 4 : 1) ? (
        <div className="more">
          <button type="button" onClick={() => setBack(back + 1)}>
            Show older ones
          </button>
        </div>
      ) : null}
    </>
  );
}

function matches(event: JournalEvent, cycle: string): boolean {
  return cycle === "" || event.payload.cycleId === cycle;
}
