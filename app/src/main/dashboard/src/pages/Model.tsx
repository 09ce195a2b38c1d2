import { useApi } from "../api/queries";
import type { CalibrationScore, JournalEvent } from "../api/types";
import { fixed, words } from "../format";
import { usePortfolio, useStatus } from "../hooks";
import { useRecent, type Advice } from "../shell/NextCycle";
import { Badge, Data, Facts, Page, Panel, Table, Time, type Fact } from "../ui/parts";

export default function Model() {
  const status = useStatus();
  const portfolio = usePortfolio();
  const advice = useRecent<Advice>("advice", 1_200, status.data);
  const calibration = useApi<{ items: CalibrationScore[] }>("/calibration");
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
                    ...health(data.advisor_status as unknown as Health),
                    { label: "Model cost since the account was opened", value: portfolio.data ? `${fixed(portfolio.data.portfolio.modelCostUsd, 4)} USD` : "–" },
                  ]}
                />
              </>
            )}
          </Data>
        </Panel>
        <Panel title="Calibration: stated confidence against what became of it">
          <Data
            query={calibration}
            empty={(answer) => answer.items.length === 0}
            whenEmpty="Nothing has been measured yet. It needs closed trades whose decision stated a confidence."
          >
            {(answer) => answer.items.map((score) => <Confidence key={score.model + score.promptVersion} score={score} />)}
          </Data>
        </Panel>
      </div>
      <Data query={advice} lines={6} empty={(page) => page.items.length === 0} whenEmpty="No advice has been asked for lately.">
        {(page) => <Recent events={page.items} />}
      </Data>
    </Page>
  );
}

interface Health {
  state?: string;
  message?: string;
  cure?: string;
  at?: string;
}

/** What the service knows of the model's endpoint. */
function health(told: Health | null): Fact[] {
  if (!told?.state) {
    return [];
  }
  return [
    { label: "State", value: <Badge tone={told.state === "up" ? "good" : "bad"}>{words(told.state)}</Badge> },
    ...(told.message ? [{ label: "It says", value: told.message }] : []),
    ...(told.cure ? [{ label: "What helps", value: told.cure }] : []),
    ...(told.at ? [{ label: "Known since", value: <Time at={told.at} full /> }] : []),
  ];
}

/** Bins of confidence as bars: the bar is what came true, the mark what was stated. */
function Confidence({ score }: { score: CalibrationScore }) {
  return (
    <>
      <h3>
        {score.model}, prompt {score.promptVersion}
      </h3>
      <Facts
        wide
        facts={[
          { label: "Closed trades", value: <span data-field="calibration.trades">{score.trades}</span> },
          { label: "Won", value: score.wins },
          { label: "Mean confidence", value: score.meanConfidence === null ? "–" : `${fixed(score.meanConfidence * 100, 0)}%` },
          { label: "Brier score", value: fixed(score.brier, 3), hint: "0 is perfect, 0.25 is what always saying 50% brings" },
        ]}
      />
      <div className="bars">
        {score.bins
          .filter((bin) => bin.trades > 0)
          .map((bin) => (
            <div key={bin.from}>
              <span className="tabular">
                {fixed(bin.from * 100, 0)} to {fixed(bin.to * 100, 0)}%
              </span>
              <span
                className="bar"
                role="img"
                aria-label={`Stated ${fixed(bin.meanConfidence * 100, 0)}%, won ${bin.winRate === null ? "not known" : `${fixed(bin.winRate * 100, 0)}%`}`}
              >
                <span style={{ width: `${(bin.winRate ?? 0) * 100}%` }} />
                <i style={{ left: `calc(${bin.meanConfidence * 100}% - 2px)` }} />
              </span>
              <span className="tabular">
                {bin.wins} of {bin.trades} won
              </span>
            </div>
          ))}
      </div>
      <p className="hint">Bars are what was won, marks what was stated. A bar that ends before its mark tells of too much confidence.</p>
    </>
  );
}

function Recent({ events }: { events: JournalEvent<Advice>[] }) {
  const all = events.map((event) => event.payload);
  const items = all.flatMap((advice) => advice.items);
  const bad = items.filter((item) => item.status !== "accepted").length;
  const waits = all.flatMap((advice) => advice.wallMillis.model ?? []).toSorted((a, b) => a - b);
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
            { label: "Wait for the model, median", value: waits.length ? `${fixed(waits[Math.floor(waits.length / 2)], 0)} ms` : "not measured" },
            { label: "longest", value: waits.length ? `${fixed(waits.at(-1), 0)} ms` : "not measured" },
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
            { head: "Wait ms", right: true, cell: ({ payload }) => fixed(payload.wallMillis.model, 0) },
            { head: "Tokens in", right: true, cell: ({ payload }) => fixed(payload.promptTokens, 0) },
            { head: "Tokens out", right: true, cell: ({ payload }) => fixed(payload.completionTokens, 0) },
            { head: "Cost USD", right: true, cell: ({ payload }) => fixed(payload.costUsd, 4) },
            { head: "Detail", cell: ({ payload }) => payload.detail || null },
          ]}
        />
      </Panel>
    </>
  );
}
