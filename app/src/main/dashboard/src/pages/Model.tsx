import { useApi } from "../api/queries";
import type { CalibrationScore, JournalEvent } from "../api/types";
import { fixed, words } from "../format";
import { usePortfolio, useStatus } from "../hooks";
import { useRecent, type Advice } from "../shell/NextCycle";
import { Badge, Data, Facts, Page, Panel, Table, Time, Tree } from "../ui/parts";

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
                    { label: "Model cost since the account was opened", value: portfolio.data ? `${fixed(portfolio.data.portfolio.modelCostUsd, 4)} USD` : "–" },
                  ]}
                />
                <Tree value={data.advisor_status} open />
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
