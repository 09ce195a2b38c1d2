package io.autotrade.execution;

import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.journal.Journal;
import io.autotrade.journal.JournalException;
import io.autotrade.risk.Verdict.Allowed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends orders, each at most once and after its intent: what may add exposure when the intent is committed, what only
 * reduces it when the intent has its place in the journal's queue, so that exits go out while the database is away.
 * Methods wait for their result and are called on a virtual thread, one at a time.
 */
public final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger("trade.execution");

    /** An order that waits longer than this on its way must not be executed any more. */
    static final Duration ORDER_LIFE = Duration.ofSeconds(10);

    private static final int FINAL_WAITS = 25;
    private static final Duration FINAL_WAIT = Duration.ofMillis(200);

    /**
     * What became of an order so far.
     *
     * @param detail one sentence for a person; empty when there is nothing to say
     */
    public record Ticket(ClientOrderId clientOrderId, OrderStatus status, String detail) {}

    /**
     * Why an order is wanted.
     *
     * @param cause what the client order id is derived from: a decision id or the id of a safety action
     * @param decisionId null for safety orders
     */
    public record Cause(
            String cause,
            @Nullable String decisionId,
            @Nullable String cycleId,
            String reason) {

        public static Cause decision(String decisionId, String cycleId, String reason) {
            return new Cause(decisionId, decisionId, cycleId, reason);
        }

        public static Cause safety(String action, @Nullable String decisionId, String reason) {
            return new Cause(action, decisionId, null, reason);
        }
    }

    private final Vertx vertx;
    private final Venue venue;
    private final Journal journal;
    private final Books books;
    private final VenueNews news;
    private final FactRecorder facts;
    private final OrderLatency latency;
    private final InstantSource clock;
    private volatile Stopped stopped = Stopped.NOTHING;

    /** What is not sent any more because the service stops. */
    enum Stopped {
        NOTHING,
        ENTRIES,
        EVERYTHING
    }

    OrderDesk(
            Vertx vertx,
            Venue venue,
            Journal journal,
            Books books,
            VenueNews news,
            FactRecorder facts,
            OrderLatency latency,
            InstantSource clock) {
        this.vertx = vertx;
        this.venue = venue;
        this.journal = journal;
        this.books = books;
        this.news = news;
        this.facts = facts;
        this.latency = latency;
        this.clock = clock;
    }

    void stop(Stopped what) {
        stopped = what;
    }

    /** Opens a position with its protection. */
    public Ticket open(Cause cause, Symbol symbol, Allowed.Open open) {
        ClientOrderId id = ClientOrderIds.of(cause.cause(), symbol, Leg.ENTRY, 0);
        Optional<Ticket> earlier = earlier(id);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        boolean bounded = open.worstPrice() != null && venue.can(Capability.IOC);
        ClientOrderId protectionId = ClientOrderIds.of(cause.cause(), symbol, Leg.PROTECTION, 0);
        Instant now = clock.instant();
        OrderIntended intent = new OrderIntended(
                id,
                cause.decisionId(),
                cause.cycleId(),
                venue.brokerId(),
                symbol,
                Leg.ENTRY,
                open.side().entrySide(),
                bounded ? OrderType.IOC : OrderType.MARKET,
                open.quantity(),
                bounded ? open.worstPrice() : null,
                false,
                open.leverage(),
                protectionId,
                open.stopPrice(),
                open.targetPrice(),
                open.referencePrice(),
                now.plus(ORDER_LIFE),
                cause.reason(),
                now);
        PlaceOrder order = new PlaceOrder(
                id,
                symbol,
                intent.side(),
                intent.orderType(),
                open.quantity(),
                intent.limitPrice(),
                false,
                venue.can(Capability.LEVERAGE) ? open.leverage() : null,
                venue.can(Capability.ATTACHED_PROTECTION)
                        ? new Protection(protectionId, open.stopPrice(), open.targetPrice())
                        : null,
                intent.notAfter());
        Ticket ticket = awaitFinal(send(intent, () -> venue.broker().place(order)));
        return order.protection() == null ? protectAfterwards(intent, ticket) : ticket;
    }

    /** For venues that take no protection with the entry: the stop follows the fill at once. */
    private Ticket protectAfterwards(OrderIntended intent, Ticket ticket) {
        boolean filled = books.order(intent.clientOrderId())
                .filter(order -> order.filledQuantity().signum() > 0)
                .isPresent();
        if (filled && intent.protectionId() != null) {
            Protection protection = new Protection(intent.protectionId(), intent.stopLoss(), intent.takeProfit());
            WriteResult result = answerOf(() -> venue.broker().protect(intent.symbol(), protection));
            LOG.info("protection of {}: {}", intent.symbol(), result);
        }
        return ticket;
    }

    /**
     * Market orders are final within moments. What is not is asked for, never sent again; what stays open is followed
     * by reconciliation.
     */
    private Ticket awaitFinal(Ticket ticket) {
        Ticket latest = ticket;
        for (int waits = 0; waits < FINAL_WAITS && isWorking(latest.status()); waits++) {
            vertx.timer(FINAL_WAIT.toMillis(), TimeUnit.MILLISECONDS).await();
            facts.known().await();
            OrderStatus status = books.order(ticket.clientOrderId())
                    .map(TrackedOrder::status)
                    .orElse(latest.status());
            latest = new Ticket(ticket.clientOrderId(), status, latest.detail());
        }
        return latest;
    }

    private static boolean isWorking(OrderStatus status) {
        return status == OrderStatus.OPEN || status == OrderStatus.PARTIALLY_FILLED;
    }

    /** Closes the whole position of a symbol at market. */
    public Ticket close(
            Cause cause, Leg leg, int generation, Symbol symbol, Side side, @Nullable BigDecimal reference) {
        return close(cause, leg, generation, symbol, side, null, reference);
    }

    /**
     * Closes a position, or a part of it, at market.
     *
     * @param quantity base asset, of the instrument's step; null for all of it
     */
    public Ticket close(
            Cause cause,
            Leg leg,
            int generation,
            Symbol symbol,
            Side side,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal reference) {
        ClientOrderId id = ClientOrderIds.of(cause.cause(), symbol, leg, generation);
        Optional<Ticket> earlier = earlier(id);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        OrderIntended intent = new OrderIntended(
                id,
                cause.decisionId(),
                cause.cycleId(),
                venue.brokerId(),
                symbol,
                leg,
                side,
                OrderType.MARKET,
                quantity,
                null,
                true,
                null,
                null,
                null,
                null,
                reference,
                null,
                cause.reason(),
                clock.instant());
        return awaitFinal(send(intent, () -> venue.broker().closePosition(new ClosePosition(id, symbol, quantity))));
    }

    /** Sets or replaces stop and target of an open position. */
    public Ticket protect(
            Cause cause,
            int generation,
            Symbol symbol,
            PositionSide side,
            @Nullable BigDecimal stopPrice,
            @Nullable BigDecimal targetPrice) {
        ClientOrderId id = ClientOrderIds.of(cause.cause(), symbol, Leg.PROTECTION, generation);
        OrderIntended intent = new OrderIntended(
                id,
                cause.decisionId(),
                cause.cycleId(),
                venue.brokerId(),
                symbol,
                Leg.PROTECTION,
                side.exitSide(),
                OrderType.MARKET,
                null,
                null,
                true,
                null,
                id,
                stopPrice,
                targetPrice,
                null,
                null,
                cause.reason(),
                clock.instant());
        return send(intent, () -> venue.broker().protect(symbol, new Protection(id, stopPrice, targetPrice)));
    }

    /** The fate of an order that was wanted before, so that wanting it again does nothing. */
    private Optional<Ticket> earlier(ClientOrderId id) {
        return books.order(id).map(order -> new Ticket(id, order.status(), "was sent before"));
    }

    private Ticket send(OrderIntended intent, Supplier<Future<WriteResult>> write) {
        if (stopped == Stopped.EVERYTHING || (stopped == Stopped.ENTRIES && intent.leg() == Leg.ENTRY)) {
            return new Ticket(intent.clientOrderId(), OrderStatus.NOT_SENT, "the service is stopping");
        }
        note(intent);
        long began = System.nanoTime();
        WriteResult result = answerOf(write);
        latency.add(Duration.ofNanos(System.nanoTime() - began));
        Ticket ticket = record(intent, result);
        facts.known().await();
        return books.order(intent.clientOrderId())
                .map(order -> new Ticket(order.clientOrderId(), order.status(), ticket.detail()))
                .orElse(ticket);
    }

    /** Gives up when the database goes away, for exits must not wait behind it. */
    private void commit(OrderIntended intent) {
        Future<List<JournalEntry>> written = journal.append(intent);
        try {
            journal.unlessAway(written).await();
        } catch (JournalException e) {
            written.onSuccess(late -> facts.record(
                    news.reply(intent, OrderStatus.NOT_SENT, null, "", "the database was away", clock.instant())));
            throw e;
        }
    }

    /** An exit that not even the queue has room for is better known late, from the venue, than not sent. */
    private void note(OrderIntended intent) {
        if (!intent.reduceOnly()) {
            commit(intent);
            return;
        }
        try {
            facts.urgent(List.of(intent)).known().await();
        } catch (JournalException e) {
            if (!e.full()) {
                throw e;
            }
            LOG.error(
                    "{} {} {} goes out without an intent: {}",
                    intent.leg(),
                    intent.side(),
                    intent.symbol(),
                    e.getMessage());
        }
    }

    /** A plugin that throws or fails instead of answering has said nothing: the outcome is unknown. */
    private static WriteResult answerOf(Supplier<Future<WriteResult>> write) {
        try {
            return write.get().await();
        } catch (RuntimeException e) {
            LOG.error("the broker broke while an order was being sent", e);
            return new WriteResult.Unknown(new BrokerFault.Malformed(
                    "the broker plugin failed: " + e.getClass().getSimpleName()));
        }
    }

    private Ticket record(OrderIntended intent, WriteResult result) {
        OrderStatus status = switch (result) {
            case WriteResult.Accepted accepted -> OrderStatus.OPEN;
            case WriteResult.Rejected rejected -> OrderStatus.REJECTED;
            case WriteResult.NotSent notSent -> OrderStatus.NOT_SENT;
            case WriteResult.Unknown unknown -> OrderStatus.UNKNOWN;
        };
        String detail = switch (result) {
            case WriteResult.Accepted accepted -> "";
            case WriteResult.Rejected rejected -> rejected.reason() + ": " + rejected.message();
            case WriteResult.NotSent notSent -> notSent.fault().message();
            case WriteResult.Unknown unknown -> unknown.fault().message();
        };
        String code = result instanceof WriteResult.Rejected rejected ? rejected.venueCode() : "";
        String venueOrderId = result instanceof WriteResult.Accepted accepted ? accepted.venueOrderId() : null;
        LOG.atDebug()
                .addKeyValue("client_order_id", intent.clientOrderId())
                .log("{} {} {}: {} {}", intent.leg(), intent.side(), intent.symbol(), status, detail);
        if (intent.leg() != Leg.PROTECTION) {
            facts.record(news.reply(intent, status, venueOrderId, code, detail, clock.instant()));
        }
        alertFor(intent, status, detail).ifPresent(alert -> facts.record(List.of(alert)));
        return new Ticket(intent.clientOrderId(), status, detail);
    }

    private Optional<DomainEvent> alertFor(OrderIntended intent, OrderStatus status, String detail) {
        return switch (status) {
            case UNKNOWN ->
                Optional.of(AlertCode.ORDER_UNKNOWN.raised(
                        AlertRaised.Severity.CRITICAL,
                        "the outcome of order " + intent.clientOrderId() + " is not known; " + intent.symbol()
                                + " is blocked until the venue has told. " + detail,
                        intent.symbol(),
                        clock.instant()));
            case REJECTED, NOT_SENT ->
                Optional.of((status == OrderStatus.REJECTED ? AlertCode.ORDER_REJECTED : AlertCode.ORDER_NOT_SENT)
                        .raised(
                                intent.leg() == Leg.ENTRY
                                        ? AlertRaised.Severity.WARNING
                                        : AlertRaised.Severity.CRITICAL,
                                intent.leg() + " " + intent.side() + " " + intent.symbol() + " was not executed: "
                                        + detail,
                                intent.symbol(),
                                clock.instant()));
            case INTENDED, SENT, OPEN, PARTIALLY_FILLED, FILLED, CANCELLED, NEVER_ARRIVED -> Optional.empty();
        };
    }
}
