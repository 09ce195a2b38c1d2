import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../api/http";
import { useStretches } from "../api/paged";
import { paths, useApi } from "../api/queries";
import type { Page as Paged, Position, Status } from "../api/types";
import { fixed, short, span } from "../format";
import { useMayAct, useStatus } from "../hooks";
import { EarlierAccounts, HandOverPanel } from "./HandOver";
import { useRecent, type CycleEnd } from "../shell/NextCycle";
import { More } from "../ui/More";
import { Badge, Data, Facts, Page, Panel, SymbolName, Table, Time, sentence, type Tone } from "../ui/parts";

interface Difference {
  kind: string;
  symbol: string | null;
  local: string;
  venue: string;
  explained: boolean;
}

interface Latency {
  stats: { count: number; min_ms: number; max_ms: number; avg_ms: number; latest_ms: number };
}

const FEED: Record<string, [string, Tone]> = {
  UP: ["up", "good"],
  RESET: ["up, connected anew", "good"],
  DOWN: ["down", "bad"],
  FINISHED: ["at its end", "quiet"],
};

export default function Venue() {
  const status = useStatus();
  const differences = useStretches<Difference>("reconciliation", status.data);
  const ends = useRecent<CycleEnd>("cycle_end", 1_000, status.data);
  const compared = ends.data?.items.findLast((event) => event.payload.wallMillis.reconcile !== undefined);
  const latency = useApi<Latency>("/metrics/latency/okx-order", { every: 10_000 });
  const positions = useApi<Paged<Position>>(paths.positions, { every: 2_000 });
  return (
    <Page title="Venue" intro="Whether the books and the venue agree, and how the connections do.">
      <div className="columns">
        <Panel title="Connections" aside={<SyncButton />}>
          <Data query={status}>
            {(data) => (
              <Facts
                facts={[
                  { label: data.broker_name, value: <Badge tone={data.broker_connected ? "good" : "bad"}>{data.broker_connected ? "connected" : "down"}</Badge> },
                  { label: `Market feed ${data.market_source}`, value: <Badge tone={FEED[data.feed.state]?.[1] ?? "bad"} title={data.feed.detail}>{FEED[data.feed.state]?.[0] ?? data.feed.state}</Badge> },
                  { label: "Database", value: <Badge tone={data.database === "ok" ? "good" : "bad"}>{data.database}</Badge> },
                  { label: "Books compared with the venue", value: compared ? <>in cycle #{compared.payload.number}, <Time at={compared.ts} full /></> : "–" },
                  { label: "Facts waiting for the database", value: fixed(data.facts_waiting, 0) },
                  { label: "Newest entry of the journal", value: fixed(data.last_seq, 0) },
                ]}
              />
            )}
          </Data>
        </Panel>
        <Panel title="Order submissions">
          <Data query={latency}>
            {({ stats }) => (
              <Facts
                facts={[
                  { label: "Measured", value: fixed(stats.count, 0) },
                  { label: "Newest", value: `${fixed(stats.latest_ms, 1)} ms` },
                  { label: "Mean", value: `${fixed(stats.avg_ms, 1)} ms` },
                  { label: "Shortest, longest", value: `${fixed(stats.min_ms, 1)}, ${fixed(stats.max_ms, 1)} ms` },
                ]}
              />
            )}
          </Data>
        </Panel>
      </div>
      <div className="columns">
        <HandOverPanel />
        <Panel title="Age of prices, by the market's clock">
          <Data query={status}>{(data) => <Ages status={data} />}</Data>
        </Panel>
      </div>
      <EarlierAccounts />
      <Panel title="Protection at the venue" flush>
        <Data query={positions} empty={(page) => page.items.length === 0} whenEmpty="No position is open, so nothing needs a stop.">
          {(page) => (
            <Table
              name="Protection"
              rows={page.items}
              keyOf={(position) => position.symbol}
              columns={[
                { head: "Symbol", cell: (p) => <SymbolName symbol={p.symbol} /> },
                { head: "Stop", cell: (p) => <Badge tone={p.stopLossMissing ? "bad" : "good"}>{p.stopLossMissing ? "missing" : "at the venue"}</Badge> },
                { head: "Last verified", cell: (p) => <Time at={p.stopVerifiedAt} full /> },
              ]}
            />
          )}
        </Data>
      </Panel>
      <Panel title="Differences found" flush>
        <Data
          query={differences.query}
          empty={() => differences.items.length === 0}
          whenEmpty={`Books and venue have agreed at every comparison in the newest ${fixed(differences.looked, 0)} entries of the journal.`}
        >
          {() => (
            <Table
              name="Differences"
              rows={differences.items}
              keyOf={(event) => String(event.seq)}
              columns={[
                { head: "Time", cell: (event) => <Time at={event.ts} full /> },
                { head: "Kind", cell: ({ payload }) => payload.kind },
                { head: "Symbol", cell: ({ payload }) => (payload.symbol ? short(payload.symbol) : "–") },
                { head: "Books", cell: ({ payload }) => payload.local },
                { head: "Venue", cell: ({ payload }) => payload.venue },
                { head: "Explained", cell: ({ payload }) => <Badge tone={payload.explained ? "good" : "bad"}>{payload.explained ? "yes" : "no"}</Badge> },
              ]}
            />
          )}
        </Data>
        <More list={differences} label="Look further back" />
      </Panel>
    </Page>
  );
}

function Ages({ status }: { status: Status }) {
  return (
    <Facts
      facts={status.symbols.map((symbol) => {
        const age = status.feed.age_ms[symbol];
        return { label: short(symbol), value: age === undefined ? <Badge tone="bad">no price yet</Badge> : span(age / 1000) };
      })}
    />
  );
}

function SyncButton() {
  const client = useQueryClient();
  const mayAct = useMayAct();
  const [state, setState] = useState<"" | "running" | "done" | string>("");
  const run = async () => {
    setState("running");
    try {
      await post("/portfolio/sync");
      setState("done");
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
    }
    await client.invalidateQueries();
  };
  return (
    <>
      <span role="status">{state === "running" ? "Comparing" : state === "done" ? "Compared just now" : state ? sentence(state) : ""}</span>
      <button type="button" className="small" disabled={!mayAct || state === "running"} data-control="sync" onClick={() => void run()}>
        Compare now
      </button>
    </>
  );
}
