import { useState } from "react";
import { useStretches } from "../api/paged";
import { useApi } from "../api/queries";
import type { EventPage } from "../api/types";
import { fixed, words } from "../format";
import { useStatus } from "../hooks";
import { Link, useRoute } from "../router";
import { More } from "../ui/More";
import { Data, Page, Panel } from "../ui/parts";
import { EventLines } from "./events";

const GROUPS: [string, string][] = [
  ["everything", ""],
  ["decisions", "advice,decision,verdict,outcome,counterfactual,rule"],
  ["orders", "intent,order,protection"],
  ["money", "account,fill,funding,liquidation,transfer,portfolio"],
  ["service", "cycle_start,cycle_end,scheduler,state,config,alert,approval,reconciliation"],
];

/** Entries of any kind in one stretch: few enough to be drawn at once. */
const STRETCH = 200;
/** With a kind most of them are passed over. */
const STRETCH_OF_A_KIND = 1_000;

/** The journal itself: from its end backwards, or what belongs to one decision or cycle. */
export default function Log() {
  const { search } = useRoute();
  const decision = search.get("decision") ?? "";
  const cycle = search.get("cycle") ?? "";
  return <Entries key={decision + cycle} decision={decision} cycle={cycle} />;
}

function Entries({ decision, cycle }: { decision: string; cycle: string }) {
  const { go } = useRoute();
  const [typed, setTyped] = useState(decision);
  const [group, setGroup] = useState("everything");
  const types = GROUPS.find(([name]) => name === group)?.[1] ?? "";
  return (
    <Page title="Log" intro="The journal: everything that happened, in order, as it was committed.">
      <Panel
        title={decision ? "Entries of one decision, oldest first" : cycle ? "Entries of one cycle, oldest first" : "Entries, newest first"}
        flush
        aside={decision ? <Link to={`/decisions/${encodeURIComponent(decision)}`}>Decision</Link> : null}
      >
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            go(typed.trim() ? `/log?decision=${encodeURIComponent(typed.trim())}` : "/log");
          }}
        >
          <label>
            Decision id
            <input className="id-field" value={typed} onChange={(event) => setTyped(event.target.value)} spellCheck={false} autoComplete="off" />
          </label>
          <button type="submit">Show</button>
          {decision || cycle ? (
            <button type="button" onClick={() => go("/log")}>
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
        {decision ? <Chosen of={`decision=${encodeURIComponent(decision)}`} types={types} /> : cycle ? <Chosen of={`cycle=${encodeURIComponent(cycle)}`} types={types} /> : <Backwards types={types} />}
      </Panel>
    </Page>
  );
}

function Chosen({ of, types }: { of: string; types: string }) {
  const query = useApi<EventPage>(`/events?${of}&limit=1000${types ? `&type=${types}` : ""}`, { keep: true });
  return (
    <Data query={query} lines={10} empty={(page) => page.items.length === 0} whenEmpty="The journal has no such entry of it.">
      {(page) => <EventLines events={page.items} />}
    </Data>
  );
}

function Backwards({ types }: { types: string }) {
  const status = useStatus();
  const list = useStretches<Record<string, unknown>>(types, status.data, types ? STRETCH_OF_A_KIND : STRETCH);
  return (
    <>
      <Data query={list.query} lines={10} empty={() => list.items.length === 0} whenEmpty={`There is no such entry among the newest ${fixed(list.looked, 0)}.`}>
        {() => <EventLines events={list.items} />}
      </Data>
      <More list={list} label="Look further back" />
    </>
  );
}
