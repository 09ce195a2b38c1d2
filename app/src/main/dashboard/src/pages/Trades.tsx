import { usePaged } from "../api/paged";
import type { Fill, TradeOutcome } from "../api/types";
import { span } from "../format";
import { usePortfolio } from "../hooks";
import { Link } from "../router";
import { Badge, Data, Facts, Num, Page, Panel, SymbolName, Table, Time, type Column } from "../ui/parts";
import { FillTable } from "./Chart";
import { More } from "../ui/More";

export default function Trades() {
  const portfolio = usePortfolio();
  const outcomes = usePaged<TradeOutcome>("/outcomes?limit=100");
  const fills = usePaged<Fill>("/fills?limit=100");
  return (
    <Page title="Trades" intro="Closed positions net of fees and funding, and every fill.">
      <Panel title="Statistics">
        <Data query={portfolio}>
          {({ portfolio: { statistics: s, currency } }) => (
            <Facts
              wide
              facts={[
                { label: "Closed positions", value: s.trades },
                { label: "Won, lost", value: `${s.wins}, ${s.losses}` },
                { label: "Won", value: <Num value={s.winRatePct} as="percent" /> },
                { label: "Profit factor", value: <Num value={s.profitFactor} as="ratio" />, hint: "What was won per unit lost" },
                { label: "Average win", value: <Num value={s.averageWin} sign unit={currency} /> },
                { label: "Average loss", value: <Num value={s.averageLoss === null ? null : -s.averageLoss} sign unit={currency} name="statistics.averageLoss" /> },
                { label: "Expectancy per trade", value: <Num value={s.expectancy} sign unit={currency} /> },
                { label: "Largest drawdown", value: <Num value={s.maxDrawdownPct} as="percent" /> },
                { label: "Sharpe, Sortino", value: s.sharpe === null ? "too early to measure" : <><Num value={s.sharpe} as="ratio" />, <Num value={s.sortino} as="ratio" /></> },
              ]}
            />
          )}
        </Data>
      </Panel>
      <Panel title="Closed positions" flush aside={`amounts in ${portfolio.data?.portfolio.currency ?? "settlement currency"}`}>
        <Data query={outcomes.query} empty={() => outcomes.items.length === 0} whenEmpty="No position has been closed yet.">
          {() => <OutcomeTable outcomes={outcomes.items} />}
        </Data>
        <More list={outcomes} />
      </Panel>
      <Panel title="Fills" flush>
        <Data query={fills.query} empty={() => fills.items.length === 0} whenEmpty="Nothing has been filled yet.">
          {() => <FillTable fills={fills.items} symbol />}
        </Data>
        <More list={fills} />
      </Panel>
    </Page>
  );
}

const HELD: Column<TradeOutcome> = { head: "Held", right: true, cell: (o) => span((Date.parse(o.ts) - Date.parse(o.openedAt)) / 1000) };

const WORST_AND_BEST: Column<TradeOutcome> = {
  head: "Worst, best",
  right: true,
  minor: true,
  cell: (o) => (
    <>
      <Num value={o.mae} sign /> <Num value={o.mfe} sign />
    </>
  ),
};

export function OutcomeTable({ outcomes, symbol = true, brief = false }: { outcomes: TradeOutcome[]; symbol?: boolean; brief?: boolean }) {
  const columns: Column<TradeOutcome>[] = [{ head: "Closed", cell: (o) => <Time at={o.ts} full /> }];
  if (symbol) {
    columns.push({
      head: "Symbol",
      cell: (o) => (
        <Link to={`/chart/${o.symbol}`}>
          <SymbolName symbol={o.symbol} />
        </Link>
      ),
    });
  }
  columns.push(
    { head: "Side", cell: (o) => <Badge tone={o.side === "long" ? "up" : "down"}>{`${o.side} ${o.leverage}×`}</Badge> },
  );
  if (!brief) {
    columns.push({ head: "Quantity", right: true, minor: true, cell: (o) => <Num value={o.quantity} as="quantity" exact={o.quantityExact} /> });
  }
  columns.push(
    { head: "Entry", right: true, cell: (o) => <Num value={o.entryPrice} as="price" exact={o.entryPriceExact} /> },
    { head: "Exit", right: true, cell: (o) => <Num value={o.exitPrice} as="price" exact={o.exitPriceExact} /> },
  );
  if (!brief) {
    columns.push(
      { head: "Gross", right: true, minor: true, cell: (o) => <Num value={o.grossPnl} sign /> },
      { head: "Fees", right: true, minor: true, cell: (o) => <Num value={o.fees} /> },
      { head: "Funding", right: true, minor: true, cell: (o) => <Num value={o.funding} sign /> },
    );
  }
  columns.push(
    {
      head: "Net",
      right: true,
      cell: (o) => (
        <>
          <Num value={o.netPnl} sign /> <Num value={o.netPnlPct} sign as="percent" />
        </>
      ),
    },
    ...(brief ? [] : [WORST_AND_BEST]),
    ...(brief ? [] : [HELD]),
    { head: "By", cell: (o) => <Badge>{o.reason}</Badge> },
    {
      head: "Decision",
      cell: (o) => (o.openedByDecision ? <Link to={`/decisions/${o.openedByDecision}`}>{o.openedByDecision.slice(0, 8)}</Link> : "–"),
    },
  );
  return <Table name="Closed positions" columns={columns} rows={outcomes} keyOf={(o) => o.outcomeId} />;
}
