import type { SeriesMarker, Time, UTCTimestamp, WhitespaceData } from "lightweight-charts";
import type { Decision, Fill, Order, Position, TradeOutcome } from "../api/types";
import { quantity, signed } from "../format";
import { colour } from "./colours";

/** The bar a moment falls into, or null when it is not shown. */
export function barOf(iso: string, bars: number[], seconds: number): UTCTimestamp | null {
  const at = Date.parse(iso) / 1000;
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined || at < first) {
    return null;
  }
  // What happened after the last finished candle is shown at it until its own is finished.
  const bar = Math.min(Math.floor(at / seconds) * seconds, last);
  return bar as UTCTimestamp;
}

export function fillMarks(fills: Fill[], bars: number[], seconds: number): SeriesMarker<Time>[] {
  return fills.flatMap((fill) => {
    const time = barOf(fill.ts, bars, seconds);
    const buy = fill.side === "buy";
    const by = fill.origin === "stop" || fill.origin === "target" ? ` (${fill.origin})` : "";
    return time === null
      ? []
      : [
          {
            time,
            position: buy ? "belowBar" : "aboveBar",
            shape: buy ? "arrowUp" : "arrowDown",
            color: colour(buy ? "up" : "down"),
            text: `${fill.side} ${quantity(fill.quantity)}${by}`,
          } satisfies SeriesMarker<Time>,
        ];
  });
}

/** Decisions to do something, taken or refused; to hold needs no mark. */
export function decisionMarks(decisions: Decision[], bars: number[], seconds: number): SeriesMarker<Time>[] {
  return decisions.flatMap((decision) => {
    const time = barOf(decision.createdAt, bars, seconds);
    if (time === null || decision.action === "hold" || decision.action === "no_entry") {
      return [];
    }
    const refused = decision.verdict?.outcome === "refused" || decision.verdict?.outcome === "expired";
    return [
      {
        time,
        position: decision.action === "buy" ? "belowBar" : "aboveBar",
        shape: refused ? "square" : "circle",
        color: colour(refused ? "warn" : "accent"),
        size: 0.6,
        text: refused ? `${decision.action} ${decision.verdict?.outcome ?? ""}` : undefined,
      } satisfies SeriesMarker<Time>,
    ];
  });
}

export interface Held {
  from: string;
  /** Null while it is open. */
  to: string | null;
  stop: number | null;
  target: number | null;
}

export type Trades = Held[];

/** Each position of a symbol with the stop and target its entry was sent with, or has now. */
export function heldOf(outcomes: TradeOutcome[], position: Position | undefined, orders: Order[]): Trades {
  const entries = new Map(orders.filter((order) => order.leg === "entry" && order.decisionId).map((order) => [order.decisionId, order]));
  const closed = outcomes.map((outcome) => {
    const entry = entries.get(outcome.openedByDecision);
    return { from: outcome.openedAt, to: outcome.ts, stop: entry?.stopLoss ?? null, target: entry?.takeProfit ?? null };
  });
  return position
    ? [
        ...closed,
        {
          from: position.openedAt,
          to: null,
          stop: position.stopLossMissing ? null : position.exitPlan.stopLoss,
          target: position.profitTargetMissing ? null : position.exitPlan.profitTarget,
        },
      ]
    : closed;
}

type Level = WhitespaceData<Time> | { time: Time; value: number };

/** Stops and targets at every bar; nothing where no position was open. */
export function levels(trades: Trades, bars: number[], seconds: number): { stops: Level[]; targets: Level[] } {
  const sorted = trades.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const stops: Level[] = [];
  const targets: Level[] = [];
  let index = 0;
  let shown: Held | null = null;
  for (const bar of bars) {
    const time = bar as UTCTimestamp;
    while (index < sorted.length && ended(sorted[index], bar)) {
      index++;
    }
    const trade = sorted[index];
    const open = trade !== undefined && Date.parse(trade.from) / 1000 < bar + seconds;
    // The first bar of a position that follows at once is left out, so that no line joins two positions.
    const drawn = open && (shown === trade || shown === null);
    shown = open ? trade : null;
    stops.push(drawn && trade.stop ? { time, value: trade.stop } : { time });
    targets.push(drawn && trade.target ? { time, value: trade.target } : { time });
  }
  return { stops, targets };
}

function ended(trade: Held | undefined, bar: number): boolean {
  return trade?.to !== null && trade?.to !== undefined && Date.parse(trade.to) / 1000 < bar;
}

export function result(outcome: TradeOutcome): string {
  return `${signed(outcome.netPnl)} (${outcome.reason})`;
}
