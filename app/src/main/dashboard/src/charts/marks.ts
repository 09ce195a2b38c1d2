import type { SeriesMarker, Time, UTCTimestamp } from "lightweight-charts";
import type { Decision, Fill, Order, Position, Status, TradeOutcome } from "../api/types";
import { quantity } from "../format";
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

/** Marks that still have room for words beside them. */
const WORDED = 16;

export function fillMarks(fills: Fill[], bars: number[], seconds: number): SeriesMarker<Time>[] {
  const worded = fills.filter((fill) => barOf(fill.ts, bars, seconds) !== null).length <= WORDED;
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
            text: worded ? `${fill.side} ${quantity(fill.quantity)}${by}` : undefined,
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
        text: refused && decisions.length <= WORDED ? `${decision.action} ${decision.verdict?.outcome ?? ""}` : undefined,
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

export interface Level {
  tone: "down" | "up";
  data: { time: Time; value: number }[];
}

/** Positions whose levels are drawn; each takes a line of its own. */
const MOST = 24;

/** Stop and target of each position over the bars it was open in. */
export function levels(trades: Trades, bars: number[], seconds: number): Level[] {
  const first = bars[0] ?? 0;
  return trades
    .filter((trade) => trade.to === null || Date.parse(trade.to) / 1000 >= first)
    .toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from))
    .slice(0, MOST)
    .flatMap((trade) => {
      const from = Date.parse(trade.from) / 1000 - seconds;
      const to = trade.to === null ? Infinity : Date.parse(trade.to) / 1000;
      const held = bars.filter((bar) => bar > from && bar <= to);
      const level = (tone: Level["tone"], value: number | null): Level[] =>
        value === null || held.length === 0 ? [] : [{ tone, data: held.map((bar) => ({ time: bar as UTCTimestamp, value })) }];
      return [...level("down", trade.stop), ...level("up", trade.target)];
    });
}

/** What stands across a chart whose prices are not those of a market now. */
export function watermarkOf(status: Status | undefined): string | null {
  return status?.simulated_market ? (status.market_source === "replay" ? "RECORDED" : "SIMULATED") : null;
}
