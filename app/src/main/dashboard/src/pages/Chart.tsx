import { useMemo, useState } from "react";
import { paths, useApi } from "../api/queries";
import type { Candle, Decision, Fill, Order, Page as Paged, Position, TradeOutcome } from "../api/types";
import { CandleChart, type Shown } from "../charts/CandleChart";
import { heldOf, watermarkOf } from "../charts/marks";
import { short } from "../format";
import { useStatus } from "../hooks";
import { Link, useRoute } from "../router";
import { Badge, Data, Facts, Loading, Num, Page, Panel, Table, Time } from "../ui/parts";
import { OutcomeTable } from "./Trades";

const TIMEFRAMES: Record<string, number> = { "1m": 60, "5m": 300, "15m": 900, "1h": 3600, "4h": 14_400, "1d": 86_400 };

const LAYERS: [keyof Shown, string][] = [
  ["fills", "Entries and exits"],
  ["stops", "Stops and targets"],
  ["decisions", "Decisions"],
  ["ema", "EMA 20, 50"],
  ["bollinger", "Bollinger"],
  ["rsi", "RSI"],
  ["macd", "MACD"],
];

export default function ChartPage({ id }: { id?: string }) {
  const status = useStatus();
  const symbol = id ?? status.data?.symbols[0];
  if (!symbol) {
    return <Loading lines={10} />;
  }
  return <SymbolChart symbol={symbol} symbols={status.data?.symbols ?? [symbol]} watermark={watermarkOf(status.data)} />;
}

function SymbolChart({ symbol, symbols, watermark }: { symbol: string; symbols: string[]; watermark: string | null }) {
  const { go, search } = useRoute();
  const timeframe = search.get("timeframe") ?? "15m";
  const [shown, setShown] = useState<Shown>({ fills: true, stops: true, decisions: true, ema: true, bollinger: false, rsi: true, macd: false });
  const candles = useApi<Paged<Candle>>(`/market/candles/${symbol}?timeframe=${timeframe}&limit=800&indicators=true`, { every: 20_000 });
  const fills = useApi<Paged<Fill>>(`/fills?symbol=${symbol}&limit=300`);
  const outcomes = useApi<Paged<TradeOutcome>>(`/outcomes?symbol=${symbol}&limit=200`);
  const orders = useApi<Paged<Order>>(`/orders?symbol=${symbol}&limit=300`);
  const decisions = useApi<Paged<Decision>>(`/decisions?symbol=${symbol}&limit=500&prompts=false`);
  const positions = useApi<Paged<Position>>(paths.positions, { every: 2_000 });
  const position = positions.data?.items.find((each) => each.symbol === symbol);
  const trades = useMemo(
    () => heldOf(outcomes.data?.items ?? [], position, orders.data?.items ?? []),
    // The rest of a position changes with every price.
    [outcomes.data, orders.data, position?.openedAt, position?.exitPlan.stopLoss, position?.exitPlan.profitTarget],
  );
  const fillItems = useMemo(() => fills.data?.items ?? [], [fills.data]);
  const decisionItems = useMemo(() => decisions.data?.items ?? [], [decisions.data]);
  const outcomeItems = useMemo(() => outcomes.data?.items ?? [], [outcomes.data]);
  return (
    <Page title={`${short(symbol)} chart`} intro={symbol}>
      <Panel
        title="Candles"
        aside={
          <span className="choices bare" role="group" aria-label="Timeframe">
            {Object.keys(TIMEFRAMES).map((each) => (
              <button key={each} type="button" aria-pressed={each === timeframe} onClick={() => go(`/chart/${symbol}?timeframe=${each}`)}>
                {each}
              </button>
            ))}
          </span>
        }
      >
        <div className="toolbar">
          <label>
            <span className="visually-hidden">Symbol</span>
            <select value={symbol} onChange={(event) => go(`/chart/${event.target.value}?timeframe=${timeframe}`)}>
              {symbols.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          {LAYERS.map(([layer, name]) => (
            <label key={layer}>
              <input type="checkbox" checked={shown[layer]} onChange={(event) => setShown({ ...shown, [layer]: event.target.checked })} />
              {name}
            </label>
          ))}
        </div>
        <Data
          query={candles}
          lines={12}
          empty={(page) => page.items.length === 0}
          whenEmpty={`There is no finished candle of ${timeframe} yet.`}
        >
          {(page) => (
            <CandleChart
              symbol={symbol}
              seconds={TIMEFRAMES[timeframe] ?? 900}
              candles={page.items}
              fills={fillItems}
              decisions={decisionItems}
              outcomes={outcomeItems}
              trades={trades}
              position={position}
              shown={shown}
              watermark={watermark}
            />
          )}
        </Data>
        <p className="hint">
          Arrows are fills, dots are decisions that were taken, squares those the risk rules refused. Dashed lines are stop and target while a
          position was open. Only finished candles are drawn; the line named now is the newest price.
        </p>
      </Panel>
      {position ? <OpenPosition position={position} /> : null}
      <div className="columns">
        <Panel title="Fills" flush>
          <Data query={fills} empty={(page) => page.items.length === 0} whenEmpty={`${short(symbol)} has not been traded yet.`}>
            {(page) => <FillTable fills={page.items.slice(0, 30)} />}
          </Data>
        </Panel>
        <Panel title="Closed positions" flush>
          <Data query={outcomes} empty={(page) => page.items.length === 0} whenEmpty="No position has been closed yet.">
            {(page) => <OutcomeTable outcomes={page.items.slice(0, 30)} symbol={false} brief />}
          </Data>
        </Panel>
      </div>
    </Page>
  );
}

function OpenPosition({ position }: { position: Position }) {
  return (
    <Panel title="Open position" aside={position.decisionId ? <Link to={`/decisions/${position.decisionId}`}>Decision</Link> : null}>
      <Facts
        wide
        facts={[
          { label: "Side", value: <Badge tone={position.side === "long" ? "up" : "down"}>{`${position.side} ${position.leverage}×`}</Badge> },
          { label: "Quantity", value: <Num value={position.quantity} as="quantity" /> },
          { label: "Entry", value: <Num value={position.entryPrice} as="price" /> },
          { label: "Unrealised", value: <Num value={position.pnl} sign /> },
          { label: "At risk to the stop", value: <Num value={position.risk} /> },
          { label: "Stop verified", value: <Time at={position.stopVerifiedAt} full /> },
        ]}
      />
      <p className="hint">Ends when: {position.exitPlan.invalidation || "no invalidation was given"}</p>
    </Panel>
  );
}

export function FillTable({ fills, symbol = false }: { fills: Fill[]; symbol?: boolean }) {
  return (
    <Table
      name="Fills"
      rows={fills}
      keyOf={(fill) => fill.fillId}
      columns={[
        { head: "Time", cell: (fill) => <Time at={fill.ts} full /> },
        ...(symbol ? [{ head: "Symbol", cell: (fill: Fill) => short(fill.symbol) }] : []),
        { head: "Side", cell: (fill) => <Badge tone={fill.side === "buy" ? "up" : "down"}>{fill.side}</Badge> },
        { head: "Quantity", right: true, cell: (fill) => <Num value={fill.quantity} as="quantity" exact={fill.quantityExact} /> },
        { head: "Price", right: true, cell: (fill) => <Num value={fill.price} as="price" exact={fill.priceExact} /> },
        { head: "Fee", right: true, cell: (fill) => <Num value={fill.fee} unit={fill.feeCurrency} /> },
        { head: "By", cell: (fill) => `${fill.origin}, ${fill.liquidity}` },
        {
          head: "Decision",
          cell: (fill) => (fill.decisionId ? <Link to={`/decisions/${fill.decisionId}`}>{fill.decisionId.slice(0, 8)}</Link> : "–"),
        },
      ]}
    />
  );
}
