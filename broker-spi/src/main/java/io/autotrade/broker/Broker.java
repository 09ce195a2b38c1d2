package io.autotrade.broker;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One account at one venue. Implemented by plugins, used by the service.
 *
 * <h2>Writes</h2>
 *
 * {@link #place}, {@link #amend}, {@link #cancel}, {@link #closePosition}, {@link #setLeverage}, {@link #protect} and
 * {@link #armDeadMansSwitch} always complete with a {@link WriteResult} and fail only on a defect of the plugin. A
 * broker <em>never</em> repeats a write on its own unless the venue has said that the first was not executed.
 *
 * <h2>Reads</h2>
 *
 * Reads fail with a {@link BrokerException}. A failed or incomplete read is no information: a broker never answers with
 * the part it got, and never with remembered values.
 *
 * <h2>Life</h2>
 *
 * A broker is ready when {@link BrokerProvider#open} completes. After {@link #close} every call fails or answers
 * {@link WriteResult.NotSent}.
 */
public interface Broker {

    /** What the broker can do; does not change while it is open. */
    Set<Capability> capabilities();

    /** All instruments the account may trade; may be a cached list that is refreshed in the background. */
    Future<List<Instrument>> instruments();

    /**
     * Places an order.
     *
     * <p>A client order id that was used before gives {@link RejectReason#DUPLICATE_CLIENT_ORDER_ID} and has no effect.
     */
    Future<WriteResult> place(PlaceOrder order);

    /** Changes a resting order; needs {@link Capability#AMEND}. */
    Future<WriteResult> amend(AmendOrder change);

    /**
     * Cancels a resting order. {@link WriteResult.Accepted} means that the venue will try: the order may still fill
     * first. An order that is final gives {@link RejectReason#ORDER_NOT_OPEN}, an unknown one
     * {@link RejectReason#ORDER_NOT_FOUND}.
     */
    Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId);

    /**
     * Closes a position, or a part, at market. Resting reduce-only orders and protection of the position are removed
     * when the position is gone. Without a position: {@link RejectReason#NO_POSITION}.
     */
    Future<WriteResult> closePosition(ClosePosition request);

    /** Sets the leverage of a symbol, at least 1; needs {@link Capability#LEVERAGE}. */
    Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage);

    /**
     * Sets or replaces stop and target of the open position of a symbol; needs {@link Capability#POSITION_PROTECTION}.
     * There is no moment without the old or the new stop. Without a position: {@link RejectReason#NO_POSITION}.
     */
    Future<WriteResult> protect(Symbol symbol, Protection protection);

    /**
     * Asks the venue to cancel this service's resting entry orders when this is not called again within the time;
     * protective orders stay. {@link Duration#ZERO} disarms. Needs {@link Capability#DEAD_MANS_SWITCH}.
     */
    Future<WriteResult> armDeadMansSwitch(Duration timeout);

    /** What the venue knows about an order, open, final or a protective one. */
    Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId);

    /** All orders that are not final, protective and external ones included. */
    Future<List<Order>> openOrders();

    /**
     * Fills after a cursor, oldest first.
     *
     * @param cursor {@link Page#START} or the {@link Page#nextCursor()} of an earlier page, of this or an earlier run
     */
    Future<Page<Fill>> fills(String cursor);

    /** Funding, forced closes and transfers after a cursor, oldest first. */
    Future<Page<Booking>> bookings(String cursor);

    /** All open positions. */
    Future<List<Position>> positions();

    Future<Balance> balance();

    /** Current prices at the venue where orders would be executed. */
    Future<PriceQuote> marketPrice(Symbol symbol);

    /**
     * Registers a listener for events from now on. Events are delivered one at a time; the listener returns quickly and
     * does not throw.
     */
    Subscription listen(Consumer<BrokerEvent> listener);

    /** Releases everything. Does not cancel orders and does not close positions. Idempotent. */
    Future<Void> close();
}
