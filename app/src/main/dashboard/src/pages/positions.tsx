import { paths, useApi } from "../api/queries";
import type { Page as Paged, Position } from "../api/types";
import { fixed, span } from "../format";
import { exactOf, usePortfolio } from "../hooks";
import { Link } from "../router";
import { Badge, Data, Num, Panel, SymbolName, Table, Time, type Column } from "../ui/parts";

const COLUMNS: Column<Position>[] = [
  {
    head: "Symbol",
    cell: (p) => (
      <Link to={`/chart/${p.symbol}`}>
        <SymbolName symbol={p.symbol} />
      </Link>
    ),
  },
  {
    head: "Side",
    cell: (p) => <Badge tone={p.side === "long" ? "up" : "down"}>{`${p.side} ${fixed(p.leverage, 0)}×`}</Badge>,
  },
  { head: "Quantity", right: true, cell: (p) => <Num value={p.quantity} as="quantity" name={`position.${p.symbol}.quantity`} /> },
  { head: "Entry", right: true, cell: (p) => <Num value={p.entryPrice} as="price" exact={p.entryPriceExact} name={`position.${p.symbol}.entryPrice`} /> },
  { head: "Mark", right: true, cell: (p) => <Num value={p.markPrice} as="price" exact={p.markPriceExact} /> },
  {
    head: "Unrealised",
    right: true,
    cell: (p) => (
      <>
        <Num value={p.pnl} sign exact={p.pnlExact} name={`position.${p.symbol}.pnl`} /> <Num value={p.pnlPct} sign as="percent" />
      </>
    ),
  },
  { head: "Notional", right: true, minor: true, cell: (p) => <Num value={p.notional} exact={exactOf(p, "notional")} /> },
  { head: "Margin", right: true, minor: true, cell: (p) => <Num value={p.margin} exact={exactOf(p, "margin")} /> },
  {
    head: "Stop",
    right: true,
    cell: (p) => (p.stopLossMissing ? <Badge tone="bad">no stop</Badge> : <Num value={p.exitPlan.stopLoss} as="price" exact={p.exitPlan.stopLossExact} />),
  },
  {
    head: "Verified",
    cell: (p) => (p.stopVerifiedAt ? <Time at={p.stopVerifiedAt} full /> : <Badge tone="warn">not yet</Badge>),
  },
  {
    head: "Target",
    right: true,
    cell: (p) => (p.profitTargetMissing ? <span className="nothing">none</span> : <Num value={p.exitPlan.profitTarget} as="price" exact={p.exitPlan.profitTargetExact} />),
  },
  {
    head: "Liquidation",
    right: true,
    cell: (p) =>
      p.liquidationPrice === null ? (
        <span className="nothing" title="The venue tells no liquidation price for it">
          none told
        </span>
      ) : (
        <>
          <Num value={p.liquidationPrice} as="price" /> <Num value={p.liquidationDistancePct} as="percent" />
        </>
      ),
  },
  { head: "Funding", right: true, minor: true, cell: (p) => <Num value={p.funding} sign exact={exactOf(p, "funding")} /> },
  { head: "Fees", right: true, minor: true, cell: (p) => <Num value={p.fees} exact={exactOf(p, "fees")} /> },
  { head: "Open for", right: true, minor: true, cell: (p) => <span title={p.openedAt}>{span(p.ageSeconds)}</span> },
  {
    head: "Decision",
    cell: (p) =>
      p.decisionId ? (
        <Link to={`/decisions/${p.decisionId}`} title={p.entryRationale ?? ""}>
          {p.decisionId.slice(0, 8)}
        </Link>
      ) : (
        <span className="nothing">not ours</span>
      ),
  },
];

export function PositionsPanel() {
  const query = useApi<Paged<Position>>(paths.positions, { every: 2_000 });
  const count = query.data?.items.length;
  const currency = usePortfolio().data?.portfolio.currency ?? "settlement currency";
  return (
    <Panel title="Positions" flush aside={
        count === undefined ? null : (
          <span className="tabular">
            <span data-field="positions.count">{count}</span> open, amounts in {currency}
          </span>
        )
      }>
      <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="No position is open.">
        {(page) => <Table name="Positions" columns={COLUMNS} rows={page.items} keyOf={(p) => p.symbol} />}
      </Data>
    </Panel>
  );
}
