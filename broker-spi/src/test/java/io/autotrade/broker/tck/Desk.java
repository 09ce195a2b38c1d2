package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One opened account under test: places orders, moves the market and waits for what follows, always within the
 * deadline. Every failure says what was expected and what was seen.
 */
final class Desk extends Patience implements AutoCloseable {

    private static final int MAX_PAGES = 1000;

    private final BrokerHarness harness;
    private final Vertx vertx;
    private final Symbol symbol;
    private final BigDecimal start;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger ids = new AtomicInteger();
    private @Nullable Broker broker;
    private @Nullable Subscription listening;
    private @Nullable Instrument instrument;
    private @Nullable Balance opening;

    Desk(BrokerHarness harness, Vertx vertx, Duration deadline) {
        super(deadline);
        this.harness = harness;
        this.vertx = vertx;
        symbol = harness.symbols().getFirst();
        start = harness.startPrice(symbol);
    }

    /** Opens the account and sets the first price of every symbol. */
    void open() {
        Broker opened = await("open", harness.open());
        broker = opened;
        listening = opened.listen(newLog());
        if (instrument == null) {
            for (Symbol each : harness.symbols()) {
                harness.price(each, harness.startPrice(each));
            }
            opening = balance();
        }
        instrument = instrument(symbol);
    }

    /** Closes the broker and opens the same account again. */
    void reopen() {
        await("close", broker().close());
        open();
    }

    @Override
    public void close() {
        try {
            if (listening != null) {
                listening.cancel();
            }
            if (broker != null) {
                await("close", broker.close());
            }
        } finally {
            harness.close();
        }
    }

    BrokerHarness harness() {
        return harness;
    }

    Vertx vertx() {
        return vertx;
    }

    Broker broker() {
        return Objects.requireNonNull(broker, "not open");
    }

    Symbol symbol() {
        return symbol;
    }

    Instrument instrument() {
        return Objects.requireNonNull(instrument, "not open");
    }

    /** The balance before anything was traded. */
    Balance opening() {
        return Objects.requireNonNull(opening, "not open");
    }

    boolean can(Capability capability) {
        return broker().capabilities().contains(capability);
    }

    // Ids, quantities and prices

    ClientOrderId id() {
        return new ClientOrderId("tck" + run + ids.incrementAndGet());
    }

    /** About one percent of the opening cash per lot, and never below what the instrument takes. */
    BigDecimal lots(int number) {
        Instrument traded = instrument();
        BigDecimal onePercent = opening().cash().movePointLeft(2).divide(start, 18, java.math.RoundingMode.DOWN);
        BigDecimal forNotional =
                traded.minNotional().multiply(new BigDecimal("1.5")).divide(start, 18, java.math.RoundingMode.UP);
        BigDecimal lot = onePercent.max(forNotional).max(traded.minQuantity());
        return Amounts.ceiling(lot, traded.quantityStep()).multiply(BigDecimal.valueOf(number));
    }

    /** A price in relation to the first one, on a step: {@code "0.98"} is two percent below. */
    BigDecimal price(String factor) {
        return Amounts.floor(
                start.multiply(new BigDecimal(factor)), instrument().priceStep());
    }

    /** Moves the market to {@link #price(String)}. */
    BigDecimal move(String factor) {
        BigDecimal price = price(factor);
        harness.price(symbol, price);
        return price;
    }

    // Writes

    WriteResult.Accepted accepted(String what, Future<WriteResult> write) {
        WriteResult result = await(what, write);
        return result instanceof WriteResult.Accepted accepted
                ? accepted
                : fail(what + " must be accepted, was " + result);
    }

    WriteResult.Rejected rejected(String what, Future<WriteResult> write, RejectReason... reasons) {
        WriteResult result = await(what, write);
        if (result instanceof WriteResult.Rejected rejected && List.of(reasons).contains(rejected.reason())) {
            assertThat(rejected.message())
                    .as("message for a person in " + rejected)
                    .isNotBlank();
            return rejected;
        }
        return fail(what + " must be rejected with " + List.of(reasons) + ", was " + result);
    }

    /** Places an order that must be accepted, and waits until it is final. */
    Order execute(PlaceOrder order) {
        accepted("place " + order, broker().place(order));
        return finished(order.clientOrderId());
    }

    /** Buys at market and waits for the complete fill. */
    Order buy(BigDecimal quantity) {
        return filled(PlaceOrder.market(id(), symbol, Side.BUY, quantity));
    }

    /** Sells at market and waits for the complete fill. */
    Order sell(BigDecimal quantity) {
        return filled(PlaceOrder.market(id(), symbol, Side.SELL, quantity));
    }

    Order filled(PlaceOrder order) {
        Order done = execute(order);
        assertThat(done.state()).as("state of " + done).isEqualTo(OrderState.FILLED);
        return done;
    }

    /** Places a limit order that must be accepted and rest. */
    Order rest(PlaceOrder order) {
        accepted("place " + order, broker().place(order));
        return eventually(
                "order " + order.clientOrderId() + " rests",
                () -> openOrder(order.clientOrderId()).orElse(null),
                Objects::nonNull);
    }

    PlaceOrder limit(Side side, OrderType type, BigDecimal quantity, String factor) {
        return PlaceOrder.limit(id(), symbol, side, type, quantity, price(factor));
    }

    // Reads

    Order finished(ClientOrderId id) {
        return eventually(
                "order " + id + " is final",
                () -> found(id).orElse(null),
                order -> order != null && order.state().isFinal());
    }

    /** What the venue knows under this id, empty when it knows nothing (yet). */
    Optional<Order> found(ClientOrderId id) {
        return switch (await("order " + id, broker().order(symbol, id))) {
            case OrderLookup.Found found -> Optional.of(found.order());
            case OrderLookup.NeverArrived never -> Optional.empty();
            case OrderLookup.NotVisible notVisible -> Optional.empty();
        };
    }

    List<Order> openOrders() {
        return await("openOrders", broker().openOrders());
    }

    Optional<Order> openOrder(ClientOrderId id) {
        return openOrders().stream()
                .filter(order -> id.equals(order.clientOrderId()))
                .findFirst();
    }

    Instrument instrument(Symbol wanted) {
        return await("instruments", broker().instruments()).stream()
                .filter(candidate -> candidate.symbol().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no instrument " + wanted));
    }

    Balance balance() {
        return await("balance", broker().balance());
    }

    Optional<Position> position() {
        return await("positions", broker().positions()).stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst();
    }

    /** Waits for a position of this side and exactly this quantity. */
    Position position(PositionSide side, BigDecimal quantity) {
        return eventually(
                        "a " + side + " position of " + quantity.toPlainString() + " " + symbol,
                        this::position,
                        found -> found.filter(position ->
                                        position.side() == side && Amounts.equal(position.quantity(), quantity))
                                .isPresent())
                .orElseThrow();
    }

    /** Waits until there is no position of the symbol. */
    void flat() {
        eventually("no position of " + symbol, this::position, Optional::isEmpty);
    }

    /** All fills of the account, page by page. */
    List<Fill> fills() {
        return fillsFrom(Page.START).items();
    }

    /** All fills after a cursor as one page. */
    Page<Fill> fillsFrom(String cursor) {
        return all("fills", cursor, broker()::fills);
    }

    /** The fills of one order; waits until they add up to what the order says is filled. */
    List<Fill> fills(Order order) {
        return eventually(
                "fills of " + order.clientOrderId() + " adding up to "
                        + order.filledQuantity().toPlainString(),
                () -> fillsOf(order.clientOrderId()),
                found -> Amounts.quantity(found).compareTo(order.filledQuantity()) >= 0);
    }

    List<Fill> fillsOf(@Nullable ClientOrderId id) {
        return fills().stream()
                .filter(fill -> Objects.equals(id, fill.clientOrderId()))
                .toList();
    }

    Page<Booking> bookingsFrom(String cursor) {
        return all("bookings", cursor, broker()::bookings);
    }

    List<Booking> bookings() {
        return bookingsFrom(Page.START).items();
    }

    private <T> Page<T> all(String what, String cursor, Function<String, Future<Page<T>>> read) {
        List<T> items = new ArrayList<>();
        String next = cursor;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Page<T> page = await(what, read.apply(next));
            items.addAll(page.items());
            next = page.nextCursor();
            if (!page.hasMore()) {
                return new Page<>(items, next, false);
            }
        }
        return fail(what + ": hasMore is still true after " + MAX_PAGES + " pages");
    }

    // Statements about the account

    void assertClose(String what, BigDecimal actual, BigDecimal expected) {
        assertThat(actual.subtract(expected).abs())
                .as("%s: expected %s, was %s; difference", what, expected.toPlainString(), actual.toPlainString())
                .isLessThanOrEqualTo(harness.moneyTolerance());
    }

    /** Nothing was traded: no fill, no position, and the money is what it was. */
    void assertUntouched() {
        assertThat(fills()).as("fills").isEmpty();
        assertThat(await("positions", broker().positions())).as("positions").isEmpty();
        assertClose("equity", balance().equity(), opening().equity());
    }

    /** Waits until the balance is what fills, bookings and open position say it must be. */
    Balance assertBalances(String moment) {
        return eventually(
                        moment
                                + ": equity = cash + unrealised = opening cash + proceeds of fills + bookings + position",
                        () -> Books.of(this),
                        books -> books.agree(harness.moneyTolerance()))
                .balance();
    }
}
