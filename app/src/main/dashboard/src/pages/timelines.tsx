import type { Order, OrderStep } from "../api/types";
import { quantity, words } from "../format";
import { Link } from "../router";
import { Badge, Num, SymbolName, Time } from "../ui/parts";
import { ORDER, UNRESOLVED, WORKING } from "../ui/tones";

/** Unresolved first, then those that may still be filled, then the rest as the service lists them. */
export function byUrgency(orders: Order[]): Order[] {
  const rank = (order: Order) => (UNRESOLVED.has(order.state) ? 0 : WORKING.has(order.state) ? 1 : 2);
  return orders.toSorted((a, b) => rank(a) - rank(b));
}

/** Each order with every state it went through. */
export function OrderTimelines({ orders, full = false }: { orders: Order[]; full?: boolean }) {
  return (
    <ul className="orders" tabIndex={full ? undefined : 0} aria-label="Orders">
      {orders.map((order) => (
        <li key={order.clientOrderId} className={UNRESOLVED.has(order.state) ? "unresolved" : WORKING.has(order.state) ? "working" : ""}>
          <div className="order-head">
            <SymbolName symbol={order.symbol} />
            <Badge tone={order.side === "buy" ? "up" : "down"}>{order.side}</Badge>
            <span>{purpose(order)}</span>
            <span className="num">
              {order.quantity === null ? "whole position" : `${quantity(order.filledQuantity)} / ${quantity(order.quantity)}`}
            </span>
            {order.averagePrice === null ? null : (
              <span>
                at <Num value={order.averagePrice} as="price" exact={order.averagePriceExact ?? undefined} />
              </span>
            )}
            <span className="order-end">
              <Badge tone={ORDER[order.state] ?? "quiet"}>{words(order.state)}</Badge>
            </span>
          </div>
          <Steps steps={order.timeline} />
          {order.detail || order.venueCode ? (
            <p className="order-detail">
              {order.venueCode ? <code>{order.venueCode}</code> : null} {order.detail}
            </p>
          ) : null}
          {full ? (
            <p className="order-ids">
              <code>{order.clientOrderId}</code>
              {order.venueOrderId ? (
                <>
                  {" "}
                  at venue <code>{order.venueOrderId}</code>
                </>
              ) : null}
              {order.decisionId ? (
                <>
                  {" "}
                  from decision <Link to={`/decisions/${order.decisionId}`}>{order.decisionId.slice(0, 8)}</Link>
                </>
              ) : null}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function purpose(order: Order): string {
  const leg = order.leg ?? (order.origin === "stop" ? "stop and target" : order.origin);
  return `${leg}${order.orderType ? `, ${words(order.orderType)}` : ""}`;
}

function Steps({ steps }: { steps: OrderStep[] }) {
  return (
    <ol className="timeline">
      {steps.map((step, index) => (
        <li key={index} className={ORDER[step.state] ?? "quiet"} title={step.detail}>
          <span className="timeline-state">{words(step.state)}</span>
          <Time at={step.ts} />
        </li>
      ))}
    </ol>
  );
}
