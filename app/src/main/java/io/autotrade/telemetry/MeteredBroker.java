package io.autotrade.telemetry;

import io.autotrade.broker.AmendOrder;
import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A broker of which every call is timed and counted by its outcome, and within a cycle is a span of it; changes nothing
 * else.
 */
public final class MeteredBroker implements Broker {

    private final Broker broker;
    private final MeterRegistry registry;
    private final Tracer tracer;

    /** @param tracer of the cycle a call may belong to */
    public MeteredBroker(Broker broker, MeterRegistry registry, Tracer tracer) {
        this.broker = broker;
        this.registry = registry;
        this.tracer = tracer;
    }

    private Future<WriteResult> write(String operation, Supplier<Future<WriteResult>> call) {
        return timed(operation, call, MeteredBroker::outcome);
    }

    private <T> Future<T> read(String operation, Supplier<Future<T>> call) {
        return timed(operation, call, answer -> "ok");
    }

    private <T> Future<T> timed(String operation, Supplier<Future<T>> call, Function<T, String> outcome) {
        long began = System.nanoTime();
        return Spans.child(
                tracer,
                "broker " + operation,
                span -> call.get()
                        .onComplete(
                                answer -> took(operation, outcome.apply(answer), began, span),
                                failure -> took(operation, outcome(failure), began, span)));
    }

    private void took(String operation, String outcome, long began, Span span) {
        span.setAttribute("outcome", outcome);
        Metric.BROKER_CALLS.timer(registry, operation, outcome).record(Duration.ofNanos(System.nanoTime() - began));
    }

    private static String outcome(WriteResult result) {
        return switch (result) {
            case WriteResult.Accepted accepted -> "ok";
            case WriteResult.Rejected rejected -> "rejected";
            case WriteResult.NotSent notSent ->
                notSent.fault() instanceof BrokerFault.RateLimited ? "rate_limited" : "not_sent";
            case WriteResult.Unknown unknown -> "unknown";
        };
    }

    private static String outcome(Throwable failure) {
        if (!(failure instanceof BrokerException read)) {
            return "defect";
        }
        return switch (read.fault()) {
            case BrokerFault.RateLimited fault -> "rate_limited";
            case BrokerFault.Unavailable fault -> "unavailable";
            case BrokerFault.Unauthorized fault -> "unauthorized";
            case BrokerFault.EnvironmentMismatch fault -> "environment_mismatch";
            case BrokerFault.Unsupported fault -> "unsupported";
            case BrokerFault.Malformed fault -> "malformed";
        };
    }

    @Override
    public Set<Capability> capabilities() {
        return broker.capabilities();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return read("instruments", broker::instruments);
    }

    @Override
    public Future<WriteResult> place(PlaceOrder order) {
        return write("place", () -> broker.place(order));
    }

    @Override
    public Future<WriteResult> amend(AmendOrder change) {
        return write("amend", () -> broker.amend(change));
    }

    @Override
    public Future<WriteResult> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        return write("cancel", () -> broker.cancel(symbol, clientOrderId));
    }

    @Override
    public Future<WriteResult> closePosition(ClosePosition request) {
        return write("close_position", () -> broker.closePosition(request));
    }

    @Override
    public Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        return write("set_leverage", () -> broker.setLeverage(symbol, leverage));
    }

    @Override
    public Future<WriteResult> protect(Symbol symbol, Protection protection) {
        return write("protect", () -> broker.protect(symbol, protection));
    }

    @Override
    public Future<WriteResult> armDeadMansSwitch(Duration timeout) {
        return write("arm_dead_mans_switch", () -> broker.armDeadMansSwitch(timeout));
    }

    @Override
    public Future<OrderLookup> order(Symbol symbol, ClientOrderId clientOrderId) {
        return read("order", () -> broker.order(symbol, clientOrderId));
    }

    @Override
    public Future<List<Order>> openOrders() {
        return read("open_orders", broker::openOrders);
    }

    @Override
    public Future<Page<Fill>> fills(String cursor) {
        return read("fills", () -> broker.fills(cursor));
    }

    @Override
    public Future<Page<Booking>> bookings(String cursor) {
        return read("bookings", () -> broker.bookings(cursor));
    }

    @Override
    public Future<List<Position>> positions() {
        return read("positions", broker::positions);
    }

    @Override
    public Future<Balance> balance() {
        return read("balance", broker::balance);
    }

    @Override
    public Future<PriceQuote> marketPrice(Symbol symbol) {
        return read("market_price", () -> broker.marketPrice(symbol));
    }

    @Override
    public Subscription listen(Consumer<BrokerEvent> listener) {
        return broker.listen(listener);
    }

    @Override
    public Future<Void> close() {
        return broker.close();
    }
}
