import { useApi } from "../api/queries";
import type { JournalEvent } from "../api/types";
import { fixed, words } from "../format";
import { usePortfolio, useStatus } from "../hooks";
import { useRecent, type Advice } from "../shell/NextCycle";
import { Badge, Data, Facts, Page, Panel, Table, Time, Tree } from "../ui/parts";

export default function Model() {
  const status = useStatus();
  const portfolio = usePortfolio();
  const advice = useRecent<Advice>("advice", 1_200, status.data);
  const calibration = useApi<Record<string, unknown>>("/calibration");
  return (
    <Page title="Model" intro="How well the advisor's confidence holds, and what its answers took and cost.">
      <div className="columns">
        <Panel title="Advisor">
          <Data query={status}>
            {(data) => (
              <>
                <Facts
                  facts={[
                    { label: "In use", value: data.advisor },
                    { label: "Model cost since the account was opened", value: portfolio.data ? `${fixed(portfolio.data.portfolio.modelCostUsd, 4)} USD` : "–" },
                  ]}
                />
                <Tree value={data.advisor_status} open />
              </>
            )}
          </Data>
        </Panel>
        <Panel title="Calibration: stated confidence against what became of it">
          <Data query={calibration}>{(answer) => <Calibration answer={answer} />}</Data>
        </Panel>
      </div>
      <Data query={advice} lines={6} empty={(page) => page.items.length === 0} whenEmpty="No advice has been asked for lately.">
        {(page) => <Recent events={page.items} />}
      </Data>
    </Page>
  );
}

interface Bin {
  from: number;
  to: number;
  stated: number | null;
  came: number | null;
  count: number;
}

const FROM = ["from", "lower", "confidenceFrom", "low"];
const TO = ["to", "upper", "confidenceTo", "high"];
const STATED = ["stated", "meanConfidence", "confidence", "statedConfidence", "mean_confidence"];
const CAME = ["actual", "winRate", "hitRate", "observed", "accuracy", "win_rate", "hit_rate", "wonShare"];
const COUNT = ["count", "decisions", "samples", "n", "trades"];

function bin(value: unknown): Bin | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const object = value as Record<string, unknown>;
  const find = (names: string[]) => {
    const name = names.find((each) => typeof object[each] === "number");
    return name === undefined ? null : (object[name] as number);
  };
  const from = find(FROM);
  const to = find(TO);
  return from === null || to === null ? null : { from, to, stated: find(STATED), came: find(CAME), count: find(COUNT) ?? 0 };
}

/** Bins of confidence as bars: the bar is what came true, the mark what was stated. */
function Calibration({ answer }: { answer: Record<string, unknown> }) {
  const items = Array.isArray(answer.items) ? (answer.items as Record<string, unknown>[]) : [answer];
  if (items.length === 0) {
    return <p className="empty">Nothing has been measured yet. It needs closed trades with a stated confidence.</p>;
  }
  return (
    <>
      {items.map((item, index) => {
        const list = Object.values(item).find((value): value is unknown[] => Array.isArray(value) && value.some((each) => bin(each)));
        const bins = list?.map(bin).filter((each): each is Bin => each !== null) ?? [];
        return (
          <div key={index}>
            {bins.length ? (
              <div className="bars">
                {bins.map((each) => (
                  <div key={each.from}>
                    <span className="tabular">
                      {fixed(each.from * 100, 0)} to {fixed(each.to * 100, 0)}%
                    </span>
                    <span
                      className="bar"
                      role="img"
                      aria-label={`Stated ${fixed((each.stated ?? (each.from + each.to) / 2) * 100, 0)}%, came true ${each.came === null ? "not known" : `${fixed(each.came * 100, 0)}%`}`}
                    >
                      <span style={{ width: `${(each.came ?? 0) * 100}%` }} />
                      <i style={{ left: `${(each.stated ?? (each.from + each.to) / 2) * 100}%` }} />
                    </span>
                    <span className="tabular">
                      {each.came === null ? "–" : `${fixed(each.came * 100, 0)}%`} of {each.count}
                    </span>
                  </div>
                ))}
              </div>
            ) : null}
            <details open={bins.length === 0}>
              <summary>All figures</summary>
              <Tree value={item} open />
            </details>
          </div>
        );
      })}
    </>
  );
}

function Recent({ events }: { events: JournalEvent<Advice>[] }) {
  const all = events.map((event) => event.payload);
  const items = all.flatMap((advice) => advice.items);
  const bad = items.filter((item) => item.status !== "accepted").length;
  const waits = all.flatMap((advice) => Object.values(advice.wallMillis)).toSorted((a, b) => a - b);
  const sum = (value: (advice: Advice) => number) => all.reduce((total, advice) => total + value(advice), 0);
  const failed = all.filter((advice) => advice.status !== "ok");
  return (
    <>
      <Panel title={`Last ${all.length} answers`}>
        <Facts
          wide
          facts={[
            { label: "Readable", value: `${all.length - failed.length} of ${all.length}` },
            { label: "Items not taken as they came", value: `${bad} of ${items.length}` },
            { label: "Tokens in", value: fixed(sum((a) => a.promptTokens), 0) },
            { label: "of them cached", value: fixed(sum((a) => a.cachedPromptTokens), 0) },
            { label: "Tokens out", value: fixed(sum((a) => a.completionTokens), 0) },
            { label: "Cost", value: `${fixed(sum((a) => a.costUsd), 4)} USD` },
            { label: "Median wait of a stage", value: waits.length ? `${waits[Math.floor(waits.length / 2)]} ms` : "not measured" },
          ]}
        />
      </Panel>
      <Panel title="Answers" flush>
        <Table
          name="Answers"
          rows={events.toReversed().slice(0, 50)}
          keyOf={(event) => String(event.seq)}
          columns={[
            { head: "Time", cell: (event) => <Time at={event.ts} full /> },
            { head: "Model", cell: ({ payload }) => payload.model ?? payload.advisor },
            { head: "Prompt", cell: ({ payload }) => payload.promptVersion },
            { head: "Status", cell: ({ payload }) => <Badge tone={payload.status === "ok" ? "good" : "bad"}>{words(payload.status)}</Badge> },
            { head: "Items", right: true, cell: ({ payload }) => payload.items.length },
            { head: "Tokens in", right: true, cell: ({ payload }) => fixed(payload.promptTokens, 0) },
            { head: "Tokens out", right: true, cell: ({ payload }) => fixed(payload.completionTokens, 0) },
            { head: "Cost USD", right: true, cell: ({ payload }) => fixed(payload.costUsd, 4) },
            { head: "Said", cell: ({ payload }) => payload.detail || "–" },
          ]}
        />
      </Panel>
    </>
  );
}
