package io.autotrade.execution;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The execution room put together for one open broker: listens to the venue, keeps the books, and owns desk,
 * reconciliation, protection and kill switch.
 */
public final class TradingDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TradingDesk.class);

    private final Venue venue;
    private final Books books;
    private final FactRecorder facts;
    private final VenueNews news;
    private final OrderDesk orders;
    private final Reconciler reconciler;
    private final ProtectionGuard guard;
    private final KillSwitch killSwitch;
    private final OrderLatency latency = new OrderLatency();
    private final InstantSource clock;
    private final AtomicBoolean venueGap = new AtomicBoolean();
    private volatile boolean connected = true;
    private volatile @Nullable String maintenance;
    private final BookKeeping keeping;
    private Subscription events;

    /** @param keeping feeds the books, this desk's and those of desks before and after it */
    public TradingDesk(Vertx vertx, Venue venue, Journal journal, BookKeeping keeping, InstantSource clock) {
        this(vertx, venue, journal, keeping, clock, StopNote.NONE);
    }

    /** @param note keeps a halt that the database cannot */
    public TradingDesk(
            Vertx vertx, Venue venue, Journal journal, BookKeeping keeping, InstantSource clock, StopNote note) {
        this.venue = venue;
        this.keeping = keeping;
        this.books = keeping.books();
        this.clock = clock;
        this.facts = keeping.facts();
        this.news = new VenueNews(books);
        this.orders = new OrderDesk(vertx, venue, journal, books, news, facts, latency, clock);
        this.reconciler = new Reconciler(venue, journal, books, news, facts, clock);
        this.guard = new ProtectionGuard(venue, books, orders, facts, clock);
        this.killSwitch = new KillSwitch(venue, journal, books, orders, reconciler, facts, clock, note);
        this.events = venue.broker().listen(this::event);
    }

    private void event(BrokerEvent event) {
        switch (event) {
            case BrokerEvent.OrderUpdated updated -> facts.record(news.order(updated.order()));
            case BrokerEvent.Filled filled -> facts.record(news.fill(filled.fill(), false));
            case BrokerEvent.Booked booked -> facts.record(news.booking(booked.booking()));
            case BrokerEvent.ConnectionChanged changed -> connection(changed);
            case BrokerEvent.PositionChanged position -> {
                // positions follow from fills; reconciliation compares them
            }
            case BrokerEvent.PositionClosed position -> {
                // as above
            }
            case BrokerEvent.BalanceChanged balance -> {
                // as above
            }
        }
    }

    private void connection(BrokerEvent.ConnectionChanged changed) {
        LOG.info("connection to {}: {} {}", venue.brokerId(), changed.state(), changed.detail());
        switch (changed.state()) {
            case UP -> {
                connected = true;
                maintenance = null;
            }
            case RESET -> {
                connected = true;
                maintenance = null;
                venueGap.set(true);
            }
            case DOWN -> {
                connected = false;
                venueGap.set(true);
                facts.record(List.of(AlertCode.BROKER_DISCONNECTED.raised(
                        AlertRaised.Severity.WARNING,
                        "the connection to " + venue.brokerId() + " is down: " + changed.detail(),
                        null,
                        changed.at())));
            }
            case MAINTENANCE -> {
                maintenance = venue.brokerId() + " announced an interruption: " + changed.detail();
                facts.record(List.of(AlertCode.VENUE_MAINTENANCE.raised(
                        AlertRaised.Severity.WARNING,
                        venue.brokerId() + " announced an interruption: " + changed.detail(),
                        null,
                        changed.at())));
            }
        }
    }

    /** What the venue said about an interruption that has not ended; null without one. */
    public @Nullable String maintenance() {
        return maintenance;
    }

    /** Whether the venue's pushes flow. */
    public boolean connected() {
        return connected;
    }

    /** Whether pushes may have been missed since the last call; the caller then reconciles before any new exposure. */
    public boolean takeGap() {
        return venueGap.getAndSet(false);
    }

    public Venue venue() {
        return venue;
    }

    public Books books() {
        return books;
    }

    public FactRecorder facts() {
        return facts;
    }

    public OrderDesk orders() {
        return orders;
    }

    public Reconciler reconciler() {
        return reconciler;
    }

    public ProtectionGuard guard() {
        return guard;
    }

    public KillSwitch killSwitch() {
        return killSwitch;
    }

    public OrderLatency latency() {
        return latency;
    }

    public InstantSource clock() {
        return clock;
    }

    /** From now on no position is opened any more; exits and protection go on. */
    public void stopEntries() {
        orders.stop(OrderDesk.Stopped.ENTRIES);
    }

    /**
     * For a hand-over: orders nothing and hears nothing any more. Ask the reconciler once after this: what the venue
     * told before and what it has not told yet is then in the books.
     */
    public void detach() {
        orders.stop(OrderDesk.Stopped.EVERYTHING);
        events.cancel();
    }

    /** Takes {@link #detach} back. What was told meanwhile counts as a gap, see {@link #takeGap}. */
    public void attach() {
        events.cancel();
        events = venue.broker().listen(this::event);
        venueGap.set(true);
        orders.stop(OrderDesk.Stopped.NOTHING);
    }

    /** Releases the venue's dead man's switch, where there is one. */
    public WriteResult disarm() {
        return venue.can(Capability.DEAD_MANS_SWITCH)
                ? venue.broker().armDeadMansSwitch(Duration.ZERO).await()
                : new WriteResult.Accepted(null, clock.instant());
    }

    /**
     * Stops listening, waits for what is being written, closes the broker. Orders and positions stay as they are; the
     * books go on being kept.
     */
    public Future<Void> close() {
        detach();
        return facts.known().eventually(() -> venue.broker().close());
    }

    /** As {@link #close}, and keeps the books no more. */
    public Future<Void> closeAll() {
        return close().eventually(keeping::close);
    }
}
