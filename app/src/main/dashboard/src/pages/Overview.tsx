import { lazy, Suspense } from "react";
import { paths, useApi } from "../api/queries";
import type { Alert, Order, Page as Paged, Portfolio } from "../api/types";
import { exactOf, usePortfolio } from "../hooks";
import { Link } from "../router";
import { Controls } from "../shell/Controls";
import { NextCycle } from "../shell/NextCycle";
import { SafeLight } from "../shell/SafeLight";
import { Badge, Data, Loading, Num, Panel, Time } from "../ui/parts";
import { SEVERITY } from "../ui/tones";
import { DecisionFeed } from "./feed";
import { byUrgency, OrderTimelines } from "./timelines";
import { PositionsPanel } from "./positions";

const EquityChart = lazy(() => import("../charts/EquityChart"));

export default function Overview() {
  return (
    <div className="page overview">
      <h1 className="visually-hidden" tabIndex={-1}>
        Overview
      </h1>
      <Figures />
      <div className="overview-grid">
        <div className="area-equity">
          <Suspense fallback={<Panel title="Equity"><Loading lines={6} /></Panel>}>
            <EquityChart />
          </Suspense>
        </div>
        <div className="area-steer">
          <SafeLight />
          <Panel title="Next cycle">
            <NextCycle />
          </Panel>
          <Panel title="Controls">
            <Controls />
          </Panel>
        </div>
        <div className="area-positions">
          <PositionsPanel />
        </div>
        <div className="area-orders">
          <OrdersPanel />
        </div>
        <div className="area-feed">
          <Panel title="Decisions" flush aside={<Link to="/decisions">All</Link>}>
            <DecisionFeed limit={30} />
          </Panel>
        </div>
        <div className="area-alerts">
          <AlertsPanel />
        </div>
      </div>
    </div>
  );
}

interface Figure {
  name: keyof Portfolio & string;
  label: string;
  as?: "money" | "percent" | "ratio";
  sign?: boolean;
  hint?: string;
}

const FIGURES: Figure[] = [
  { name: "totalPnl", label: "Net result", sign: true, hint: "Realised and unrealised, after fees and funding" },
  { name: "unrealizedPnl", label: "Unrealised", sign: true },
  { name: "realizedPnl", label: "Realised", sign: true, hint: "Of prices alone, before fees and funding" },
  { name: "fees", label: "Fees paid" },
  { name: "funding", label: "Funding", sign: true, hint: "Positive when received" },
  { name: "availableCash", label: "Available" },
  { name: "grossExposure", label: "Exposure" },
  { name: "drawdownPct", label: "Drawdown", as: "percent", hint: "Below the highest equity" },
];

/** The figures of the account, as the service keeps them. */
function Figures() {
  const query = usePortfolio();
  return (
    <section className="figures" aria-label="Account">
      <Data query={query} lines={2}>
        {({ portfolio }) => (
          <dl>
            <div className="figure first">
              <dt>Equity</dt>
              <dd>
                <Num value={portfolio.equity} unit={portfolio.currency} exact={exactOf(portfolio, "equity")} name="portfolio.equity" />
                <Num value={portfolio.pnlPct} as="percent" sign name="portfolio.pnlPct" />
              </dd>
            </div>
            {FIGURES.map((figure) => (
              <div key={figure.name} className="figure">
                <dt title={figure.hint}>{figure.label}</dt>
                <dd>
                  <Num
                    value={portfolio[figure.name] as number}
                    as={figure.as ?? "money"}
                    sign={figure.sign ?? false}
                    exact={exactOf(portfolio, figure.name)}
                    name={`portfolio.${figure.name}`}
                  />
                </dd>
              </div>
            ))}
            <div className="figure">
              <dt title="Of hourly returns, over a year; shown when there is enough to measure">Sharpe</dt>
              <dd>{portfolio.statistics.sharpe === null ? <span className="nothing">too early</span> : <Num value={portfolio.statistics.sharpe} as="ratio" />}</dd>
            </div>
            <div className="figure">
              <dt>Trades won</dt>
              <dd>
                <span className="num">
                  <span data-field="statistics.wins">{portfolio.statistics.wins}</span>/{portfolio.statistics.trades}
                </span>
              </dd>
            </div>
            <div className="figure">
              <dt>Model cost</dt>
              <dd>
                <Num value={portfolio.modelCostUsd} as="cost" unit="USD" name="portfolio.modelCostUsd" />
              </dd>
            </div>
          </dl>
        )}
      </Data>
    </section>
  );
}

function OrdersPanel() {
  const query = useApi<Paged<Order>>(paths.orders, { every: 10_000 });
  return (
    <Panel title="Orders" flush aside={<Link to="/orders">All</Link>}>
      <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="No order has been sent yet.">
        {(page) => <OrderTimelines orders={byUrgency(page.items).slice(0, 8)} />}
      </Data>
    </Panel>
  );
}

function AlertsPanel() {
  const query = useApi<Paged<Alert>>(paths.alerts, { every: 15_000 });
  return (
    <Panel title="Alerts" flush aside={<Link to="/alerts">All</Link>}>
      <Data query={query} empty={(page) => page.items.length === 0} whenEmpty="No alert has been raised.">
        {(page) => (
          <ul className="alerts" tabIndex={0} aria-label="Newest alerts">
            {page.items.slice(0, 6).map((alert, index) => (
              <li key={`${alert.ts}${alert.code}${index}`}>
                <Time at={alert.ts} full />
                <Badge tone={SEVERITY[alert.severity] ?? "quiet"}>{alert.severity}</Badge>
                <span>{alert.message}</span>
              </li>
            ))}
          </ul>
        )}
      </Data>
    </Panel>
  );
}
