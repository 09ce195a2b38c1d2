import { fixed } from "../format";
import { useStatus } from "../hooks";
import { Controls } from "../shell/Controls";
import { NextCycle, useRecent, type Advice, type CycleEnd } from "../shell/NextCycle";
import { Link } from "../router";
import { Badge, Data, Page, Panel, Table, Time } from "../ui/parts";

export default function Cycles() {
  const status = useStatus();
  const ends = useRecent<CycleEnd>("cycle_end", 2_000, status.data);
  const advice = useRecent<Advice>("advice", 2_000, status.data);
  const byCycle = new Map(advice.data?.items.map((event) => [event.payload.cycleId, event.payload]));
  return (
    <Page title="Cycles" intro="When an evaluation runs, how long each stage takes on the wall clock, and what the advisor cost.">
      <div className="columns">
        <Panel title="Next cycle">
          <NextCycle />
        </Panel>
        <Panel title="Controls">
          <Controls />
        </Panel>
      </div>
      <Panel title="Last cycles" flush>
        <Data query={ends} lines={8} empty={(page) => page.items.length === 0} whenEmpty="No cycle has ended yet.">
          {(page) => (
            <Table
              name="Last cycles"
              rows={page.items.toReversed().slice(0, 50)}
              keyOf={(event) => String(event.seq)}
              columns={[
                { head: "Cycle", right: true, cell: ({ payload }) => <span className="tabular">#{payload.number}</span> },
                { head: "Ended", cell: (event) => <Time at={event.ts} full /> },
                { head: "Result", cell: ({ payload }) => <Badge tone={payload.result === "success" ? "good" : "bad"}>{payload.result}</Badge> },
                { head: "Decisions", right: true, cell: ({ payload }) => payload.decisions },
                { head: "Orders", right: true, cell: ({ payload }) => payload.orders },
                ...["reconcile", "market", "advice", "record", "execution", "protection"].map((stage) => ({
                  head: `${stage} ms`,
                  right: true,
                  minor: true,
                  cell: ({ payload }: { payload: CycleEnd }) => payload.wallMillis[stage] ?? "–",
                })),
                {
                  head: "Whole ms",
                  right: true,
                  cell: ({ payload }) => fixed(Object.values(payload.wallMillis).reduce((sum, each) => sum + each, 0), 0),
                },
                { head: "Model", minor: true, cell: ({ payload }) => byCycle.get(payload.cycleId)?.model ?? byCycle.get(payload.cycleId)?.advisor ?? "–" },
                { head: "Tokens", right: true, cell: ({ payload }) => tokens(byCycle.get(payload.cycleId)) },
                { head: "Cost USD", right: true, cell: ({ payload }) => fixed(byCycle.get(payload.cycleId)?.costUsd, 4) },
                { head: "Detail", cell: (event) => event.payload.detail || <Link to={`/log?cycle=${event.payload.cycleId}`}>entries</Link> },
              ]}
            />
          )}
        </Data>
      </Panel>
    </Page>
  );
}

function tokens(advice: Advice | undefined): string {
  return advice ? fixed(advice.promptTokens + advice.completionTokens, 0) : "–";
}
