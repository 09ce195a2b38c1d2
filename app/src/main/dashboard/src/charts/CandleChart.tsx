import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useMemo, useRef } from "react";
import type { Candle, Decision, Fill, Position, TradeOutcome } from "../api/types";
import { price } from "../format";
import { useTick } from "../hooks";
import { useTheme } from "../shell/theme";
import { chartOptions, colour } from "./colours";
import { decisionMarks, fillMarks, levels, type Trades } from "./marks";

export interface Shown {
  ema: boolean;
  bollinger: boolean;
  rsi: boolean;
  macd: boolean;
  fills: boolean;
  stops: boolean;
  decisions: boolean;
}

export interface CandleChartProps {
  symbol: string;
  seconds: number;
  candles: Candle[];
  fills: Fill[];
  decisions: Decision[];
  outcomes: TradeOutcome[];
  trades: Trades;
  position: Position | undefined;
  shown: Shown;
  watermark: string | null;
}

const QUIET = { priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false } as const;
const EMA20 = "#c7902a";
const EMA50 = "#9b7fd8";

type Lines = Record<string, ISeriesApi<SeriesType>>;

/** Candles with what was done on them: fills, stops and targets over their time, decisions, indicators. */
export function CandleChart(props: CandleChartProps) {
  const { symbol, seconds, candles, shown, watermark } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<IChartApi | null>(null);
  const lines = useRef<Lines>({});
  const marks = useRef<ISeriesMarkersPluginApi<Time> | null>(null);
  const theme = useTheme();
  const panes = `${shown.rsi}${shown.macd}`;

  useEffect(() => {
    if (!box.current) {
      return;
    }
    const made = createChart(box.current, chartOptions());
    chart.current = made;
    lines.current = series(made, shown.rsi, shown.macd);
    marks.current = createSeriesMarkers(lines.current.candles as ISeriesApi<SeriesType>, []);
    fitted.current = "";
    return () => {
      chart.current = null;
      marks.current = null;
      lines.current = {};
      made.remove();
    };
    // What is shown in panes of its own makes another chart
  }, [theme, panes]);

  const fitted = useRef("");
  useEffect(() => {
    fill(lines.current, candles, shown);
    const wanted = `${symbol}/${seconds}/${theme}/${panes}`;
    if (fitted.current !== wanted && candles.length > 0) {
      chart.current?.timeScale().setVisibleLogicalRange({ from: candles.length - 160, to: candles.length + 6 });
      fitted.current = wanted;
    }
  }, [candles, shown, theme, panes, symbol, seconds]);

  const all = useMemo(() => {
    const bars = candles.map((candle) => Math.floor(Date.parse(candle.timestamp) / 1000));
    const list: SeriesMarker<Time>[] = [];
    if (shown.fills) {
      list.push(...fillMarks(props.fills, bars, seconds));
    }
    if (shown.decisions) {
      list.push(...decisionMarks(props.decisions, bars, seconds));
    }
    return list.toSorted((a, b) => Number(a.time) - Number(b.time));
  }, [candles, props.fills, props.decisions, shown.fills, shown.decisions, seconds, theme]);

  useEffect(() => marks.current?.setMarkers(all), [all, panes, theme]);

  useEffect(() => {
    const made = chart.current;
    if (!made || !shown.stops) {
      return;
    }
    const bars = candles.map((candle) => Math.floor(Date.parse(candle.timestamp) / 1000));
    // What was far from the price then must not flatten the candles now.
    const drawn = levels(props.trades, bars, seconds).map((level) => {
      const line = made.addSeries(LineSeries, { ...QUIET, color: colour(level.tone), lineWidth: 2, lineStyle: 2, autoscaleInfoProvider: () => null });
      line.setData(level.data);
      return line;
    });
    return () => {
      // With its chart a line goes by itself.
      if (chart.current === made) {
        drawn.forEach((line) => made.removeSeries(line));
      }
    };
  }, [props.trades, candles, shown.stops, seconds, theme, panes]);

  useLevels(lines, props.position, shown.stops, symbol, `${theme}${panes}`);

  const last = candles.at(-1);
  return (
    <div className="chart tall">
      <div
        ref={box}
        style={{ position: "absolute", inset: 0 }}
        role="img"
        aria-label={`${symbol}, ${candles.length} candles, last close ${price(last?.close)}; fills and trades are listed below`}
      />
      {watermark ? (
        <div className="chart-watermark" aria-hidden="true">
          {watermark}
        </div>
      ) : null}
    </div>
  );
}

/** The newest price, and entry, stop and target of the open position, as lines across. */
function useLevels(lines: React.RefObject<Lines>, position: Position | undefined, stops: boolean, symbol: string, made: string) {
  const tick = useTick(symbol);
  useEffect(() => {
    const candles = lines.current.candles;
    if (!candles) {
      return;
    }
    const drawn: IPriceLine[] = [];
    const line = (value: number | null | undefined, title: string, tone: string, style: 0 | 1 | 2) => {
      if (value) {
        drawn.push(candles.createPriceLine({ price: value, title, color: colour(tone), lineStyle: style, lineWidth: 1, axisLabelVisible: true }));
      }
    };
    if (position) {
      line(position.entryPrice, "entry", "muted", 2);
      if (stops) {
        line(position.stopLossMissing ? null : position.exitPlan.stopLoss, "stop", "down", 0);
        line(position.profitTargetMissing ? null : position.exitPlan.profitTarget, "target", "up", 0);
        line(position.liquidationPrice, "liquidation", "warn", 0);
      }
    }
    return () => {
      // With its chart a line goes by itself.
      if (lines.current.candles === candles) {
        drawn.forEach((each) => candles.removePriceLine(each));
      }
    };
  }, [position?.entryPrice, position?.exitPlan.stopLoss, position?.exitPlan.profitTarget, position?.liquidationPrice, stops, made, symbol]);

  const now = useRef<IPriceLine | null>(null);
  useEffect(() => {
    now.current = null;
  }, [made]);
  useEffect(() => {
    const candles = lines.current.candles;
    if (!tick || !candles) {
      return;
    }
    if (now.current) {
      now.current.applyOptions({ price: tick.last });
    } else {
      now.current = candles.createPriceLine({ price: tick.last, title: "now", color: colour("accent"), lineStyle: 1, lineWidth: 1, axisLabelVisible: true });
    }
  }, [tick, made]);
}

function series(chart: IChartApi, rsi: boolean, macd: boolean): Lines {
  const quiet = QUIET;
  const made: Lines = {};
  made.candles = chart.addSeries(CandlestickSeries, {
    upColor: colour("up"),
    downColor: colour("down"),
    wickUpColor: colour("up"),
    wickDownColor: colour("down"),
    borderVisible: false,
    priceLineVisible: false,
    lastValueVisible: false,
  });
  made.volume = chart.addSeries(HistogramSeries, { ...quiet, priceScaleId: "volume", priceFormat: { type: "volume" }, color: colour("strong-line") });
  made.volume.priceScale().applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
  made.ema20 = chart.addSeries(LineSeries, { ...quiet, color: EMA20, lineWidth: 1 });
  made.ema50 = chart.addSeries(LineSeries, { ...quiet, color: EMA50, lineWidth: 1 });
  made.upper = chart.addSeries(LineSeries, { ...quiet, color: colour("muted"), lineWidth: 1, lineStyle: 1 });
  made.lower = chart.addSeries(LineSeries, { ...quiet, color: colour("muted"), lineWidth: 1, lineStyle: 1 });
  let pane = 1;
  if (rsi) {
    made.rsi = chart.addSeries(LineSeries, { ...quiet, color: colour("accent"), lineWidth: 1, title: "RSI 14", lastValueVisible: true }, pane++);
    for (const level of [30, 70]) {
      made.rsi.createPriceLine({ price: level, color: colour("strong-line"), lineStyle: 1, lineWidth: 1, axisLabelVisible: true });
    }
  }
  if (macd) {
    made.histogram = chart.addSeries(HistogramSeries, { ...quiet, title: "MACD" }, pane);
    made.macd = chart.addSeries(LineSeries, { ...quiet, color: colour("accent"), lineWidth: 1 }, pane);
    made.signal = chart.addSeries(LineSeries, { ...quiet, color: EMA20, lineWidth: 1 }, pane);
  }
  chart.panes().forEach((each, index) => each.setStretchFactor(index === 0 ? 4 : 1));
  return made;
}

function fill(lines: Lines, candles: Candle[], shown: Shown): void {
  const time = (candle: Candle) => (Date.parse(candle.timestamp) / 1000) as UTCTimestamp;
  const of = (value: (candle: Candle) => number | null | undefined, wanted: boolean) =>
    wanted
      ? candles.flatMap((candle) => {
          const y = value(candle);
          return y === null || y === undefined ? [] : [{ time: time(candle), value: y }];
        })
      : [];
  const up = `${colour("up")}66`;
  const down = `${colour("down")}66`;
  const precision = digits(candles.at(-1)?.close ?? 1);
  lines.candles?.applyOptions({ priceFormat: { type: "price", precision, minMove: 10 ** -precision } });
  lines.candles?.setData(candles.map((c) => ({ time: time(c), open: c.open, high: c.high, low: c.low, close: c.close })));
  lines.volume?.setData(candles.map((c) => ({ time: time(c), value: c.volume, color: c.close >= c.open ? up : down })));
  lines.ema20?.setData(of((c) => c.ema20, shown.ema));
  lines.ema50?.setData(of((c) => c.ema50, shown.ema));
  lines.upper?.setData(of((c) => c.bollinger_upper, shown.bollinger));
  lines.lower?.setData(of((c) => c.bollinger_lower, shown.bollinger));
  lines.rsi?.setData(of((c) => c.rsi14, shown.rsi));
  lines.macd?.setData(of((c) => c.macd, shown.macd));
  lines.signal?.setData(of((c) => c.macd_signal, shown.macd));
  lines.histogram?.setData(
    of((c) => c.macd_histogram, shown.macd).map((point) => ({ ...point, color: point.value >= 0 ? up : down })),
  );
}

function digits(close: number): number {
  return close >= 1000 ? 1 : close >= 10 ? 2 : close >= 1 ? 4 : 5;
}

