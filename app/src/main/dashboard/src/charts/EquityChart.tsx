import { AreaSeries, createChart, LineSeries, type IChartApi, type ISeriesApi, type SeriesType, type UTCTimestamp } from "lightweight-charts";
import { useEffect, useMemo, useRef, useState } from "react";
import { useApi } from "../api/queries";
import type { BaselinePoint, Baselines, EquityPoint } from "../api/types";
import { fixed, short, signed, utcDayTime } from "../format";
import { usePortfolio, useStatus } from "../hooks";
import { useTheme } from "../shell/theme";
import { Data, Panel, Table } from "../ui/parts";
import { chartOptions, colour } from "./colours";
import { watermarkOf } from "./marks";

const RANGES: [string, number][] = [
  ["1 d", 1],
  ["7 d", 7],
  ["30 d", 30],
  ["all", 3650],
];

interface Dot {
  time: UTCTimestamp;
  value: number;
}

/** Points in strictly rising seconds, as the chart wants them; of two in one second the later. */
function dots<T extends { timestamp: string }>(points: T[], value: (point: T) => number | null): Dot[] {
  const out: Dot[] = [];
  for (const point of points) {
    const y = value(point);
    if (y === null) {
      continue;
    }
    const time = Math.floor(Date.parse(point.timestamp) / 1000) as UTCTimestamp;
    if (out.at(-1)?.time === time) {
      out.pop();
    }
    out.push({ time, value: y });
  }
  return out;
}

export default function EquityChart() {
  const [days, setDays] = useState(7);
  const [asTable, setAsTable] = useState(false);
  const history = useApi<{ history: EquityPoint[] }>(`/portfolio/history?days=${days}&points=800`, { every: 15_000 });
  const baselines = useApi<Baselines>(`/portfolio/baselines?days=${days}&points=500`, { every: 30_000 });
  const status = useStatus();
  const points = history.data?.history ?? [];
  const last = points.at(-1);
  const base = baselines.data;
  const end = base?.items.at(-1);
  return (
    <Panel
      title="Equity net of all costs"
      aside={
        <>
          <span className="choices bare" role="group" aria-label="Range">
            {RANGES.map(([name, value]) => (
              <button key={name} type="button" aria-pressed={days === value} onClick={() => setDays(value)}>
                {name}
              </button>
            ))}
          </span>
          <span className="choices bare">
            <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              Table
            </button>
          </span>
        </>
      }
    >
      {history.data ? <Legend last={last} end={end} base={base} /> : null}
      <Data
        query={history}
        lines={8}
        empty={(data) => data.history.length < 2}
        whenEmpty="The curve begins with the second valuation of the account, which comes with the first cycle."
      >
        {(data) =>
          asTable ? (
            <EquityTable points={data.history} />
          ) : (
            <Chart points={data.history} baselines={base?.items ?? []} watermark={watermarkOf(status.data)} />
          )
        }
      </Data>
    </Panel>
  );
}

function Legend({ last, end, base }: { last: EquityPoint | undefined; end: BaselinePoint | undefined; base: Baselines | undefined }) {
  const start = usePortfolio().data?.portfolio.startingCash;
  const against = (value: number | null | undefined) =>
    value === null || value === undefined || !start ? "not known" : `${signed((value / start - 1) * 100)}%`;
  return (
    <div className="legend" title={base?.note}>
      <span>
        <span className="key-line" style={{ color: "var(--accent)" }} />
        Equity <b className="tabular">{last ? fixed(last.equity) : "–"}</b> {against(last?.equity)}
      </span>
      {base ? (
        <>
          <span>
            <span className="key-line" style={{ color: "var(--muted)", borderTopStyle: "dotted" }} />
            Cash <b className="tabular">{end ? fixed(end.cash) : "–"}</b>
          </span>
          <span>
            <span className="key-line" style={{ color: "#c7902a" }} />
            Hold {base?.symbol ? short(base.symbol) : "–"} <b className="tabular">{fixed(end?.buyAndHold)}</b> {against(end?.buyAndHold)}
          </span>
          <span>
            <span className="key-line" style={{ color: "#9b7fd8" }} />
            Hold all, equal weight <b className="tabular">{fixed(end?.equalWeight)}</b> {against(end?.equalWeight)}
          </span>
        </>
      ) : null}
      <span>
        <span className="key-line" style={{ color: "var(--down)" }} />
        Drawdown <b className="tabular">{last ? `${fixed(last.drawdownPct)}%` : "–"}</b>
      </span>
    </div>
  );
}

function EquityTable({ points }: { points: EquityPoint[] }) {
  const rows = points.slice(-200).reverse();
  return (
    <div style={{ maxHeight: 380, overflow: "auto" }} tabIndex={0} role="region" aria-label="Equity as a table">
      <Table
        name="Equity"
        cards={false}
        rows={rows}
        keyOf={(point, index) => `${point.timestamp}${index}`}
        columns={[
          { head: "Time", cell: (point) => <time dateTime={point.timestamp}>{utcDayTime(point.timestamp)}</time> },
          { head: "Equity", right: true, cell: (point) => fixed(point.equity) },
          { head: "Net result", right: true, cell: (point) => signed(point.totalPnl) },
          { head: "Drawdown %", right: true, cell: (point) => fixed(point.drawdownPct) },
        ]}
      />
    </div>
  );
}

function Chart({ points, baselines, watermark }: { points: EquityPoint[]; baselines: BaselinePoint[]; watermark: string | null }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<IChartApi | null>(null);
  const lines = useRef<Record<string, ISeriesApi<SeriesType>>>({});
  const theme = useTheme();

  useEffect(() => {
    if (!box.current) {
      return;
    }
    const made = createChart(box.current, { ...chartOptions(), rightPriceScale: { scaleMargins: { top: 0.08, bottom: 0.06 } } });
    chart.current = made;
    const quiet = { priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false } as const;
    lines.current = {
      cash: made.addSeries(LineSeries, { ...quiet, color: colour("muted"), lineWidth: 1, lineStyle: 1 }),
      hold: made.addSeries(LineSeries, { ...quiet, color: "#c7902a", lineWidth: 1 }),
      equal: made.addSeries(LineSeries, { ...quiet, color: "#9b7fd8", lineWidth: 1 }),
      equity: made.addSeries(AreaSeries, {
        lineColor: colour("accent"),
        topColor: `${colour("accent")}38`,
        bottomColor: `${colour("accent")}05`,
        lineWidth: 2,
        priceLineVisible: false,
      }),
      drawdown: made.addSeries(
        AreaSeries,
        {
          lineColor: colour("down"),
          topColor: `${colour("down")}08`,
          bottomColor: `${colour("down")}45`,
          invertFilledArea: true,
          lineWidth: 1,
          priceLineVisible: false,
          priceFormat: { type: "custom", formatter: (value: number) => `${value.toFixed(2)}%`, minMove: 0.01 },
        },
        1,
      ),
    };
    made.panes()[0]?.setStretchFactor(4);
    made.panes()[1]?.setStretchFactor(1);
    return () => {
      chart.current = null;
      made.remove();
    };
  }, [theme]);

  const shape = useMemo(
    () => ({
      equity: dots(points, (point) => point.equity),
      drawdown: dots(points, (point) => -point.drawdownPct),
      cash: dots(baselines, (point) => point.cash),
      hold: dots(baselines, (point) => point.buyAndHold),
      equal: dots(baselines, (point) => point.equalWeight),
    }),
    [points, baselines],
  );

  const fitted = useRef("");
  useEffect(() => {
    for (const [name, data] of Object.entries(shape)) {
      lines.current[name]?.setData(data);
    }
    // A range the person chose by hand stays; a new first point means another range was asked for.
    const first = `${theme}${shape.equity[0]?.time ?? ""}`;
    if (fitted.current !== first || shape.equity.length < 200) {
      chart.current?.timeScale().fitContent();
      fitted.current = first;
    }
  }, [shape, theme]);

  const first = points[0];
  const last = points.at(-1);
  return (
    <div className="chart">
      <div
        ref={box}
        style={{ position: "absolute", inset: 0 }}
        role="img"
        aria-label={`Equity from ${fixed(first?.equity)} to ${fixed(last?.equity)}; the same as a table with the button Table`}
      />
      {watermark ? (
        <div className="chart-watermark" aria-hidden="true">
          {watermark}
        </div>
      ) : null}
    </div>
  );
}
