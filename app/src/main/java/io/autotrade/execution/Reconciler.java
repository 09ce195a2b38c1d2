package io.autotrade.execution;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.Page;
import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.journal.Journal;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the books agree with the venue by asking it; never by ordering anything. A failed read is no information, and
 * an absence counts only when it was seen twice. Runs on a virtual thread, one run at a time.
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    static final String FILLS_CURSOR = "cursor.fills";
    static final String BOOKINGS_CURSOR = "cursor.bookings";
    /** Venues round what they report; less than this is the same. */
    private static final BigDecimal SAME = new BigDecimal("0.00000001");

    /**
     * Result of a run.
     *
     * @param failure null when every question was answered
     * @param unresolved orders whose outcome is still not known
     * @param differences differences found in this run, explained ones included
     */
    public record Report(@Nullable String failure, int unresolved, int differences) {
        public boolean complete() {
            return failure == null;
        }
    }

    private final Venue venue;
    private final Journal journal;
    private final Books books;
    private final VenueNews news;
    private final FactRecorder facts;
    private final InstantSource clock;
    private final KeyValueStore store;
    private @Nullable String fillsCursor;
    private @Nullable String bookingsCursor;
    private final CashCheck cash = new CashCheck();
    private Map<Symbol, BigDecimal> seenOnce = new HashMap<>();
    private Map<ClientOrderId, Integer> absences = new HashMap<>();

    Reconciler(Venue venue, Journal journal, Books books, VenueNews news, FactRecorder facts, InstantSource clock) {
        this.venue = venue;
        this.journal = journal;
        this.books = books;
        this.news = news;
        this.facts = facts;
        this.clock = clock;
        this.store = journal.keyValues(owner(venue.brokerId()));
    }

    /** Owner of the small store in which the desk keeps how far it has read the account of a broker. */
    public static String owner(String brokerId) {
        return "desk." + brokerId;
    }

    /**
     * Opens the books for this account if they are not open, else catches up with everything that happened while the
     * service was away.
     *
     * @throws BrokerException when the venue cannot be asked; nothing may be traded then
     */
    public Report start() {
        if (books.brokerId().filter(venue.brokerId()::equals).isEmpty()) {
            openBooks();
        }
        Report report = run(true);
        if (report.failure() != null) {
            throw new IllegalStateException("the account could not be reconciled at start: " + report.failure());
        }
        List<DomainEvent> late = List.copyOf(books.missingOutcomes());
        facts.record(late);
        facts.settled().await();
        return report;
    }

    private void openBooks() {
        Broker broker = venue.broker();
        Balance balance = broker.balance().await();
        fillsCursor = AccountTaking.skipToEnd(broker::fills);
        bookingsCursor = AccountTaking.skipToEnd(broker::bookings);
        store.putAll(Map.of(FILLS_CURSOR, fillsCursor, BOOKINGS_CURSOR, bookingsCursor))
                .await();
        journal.append(new AccountOpened(
                        venue.brokerId(), venue.environment(), balance.currency(), balance.cash(), clock.instant()))
                .await();
        LOG.info(
                "books opened for {} with {} {}",
                venue.brokerId(),
                balance.cash().toPlainString(),
                balance.currency());
    }

    /** Asks everything once. */
    public Report run() {
        return run(false);
    }

    private Report run(boolean atStart) {
        int differences = 0;
        if (facts.lossy() && journal.healthy()) {
            news.forget();
            facts.asksAgain();
        }
        try {
            resolveOrders();
            differences += readFills(atStart);
            readBookings();
            resolveForgottenOrders();
            facts.known().await();
            differences += comparePositions();
            differences += compareCash();
            return new Report(null, books.unresolvedOrders().size(), differences);
        } catch (BrokerException e) {
            LOG.warn("reconciliation broken off: {}", e.getMessage());
            return new Report(
                    Objects.toString(e.getMessage(), ""),
                    books.unresolvedOrders().size(),
                    differences);
        }
    }

    /** Asks for every order whose outcome is not known. */
    private void resolveOrders() {
        for (TrackedOrder order : books.unresolvedOrders()) {
            lookUp(order);
        }
    }

    private void lookUp(TrackedOrder order) {
        OrderLookup answer =
                venue.broker().order(order.symbol(), order.clientOrderId()).await();
        switch (answer) {
            case OrderLookup.Found found -> facts.record(news.order(found.order()));
            case OrderLookup.NeverArrived never -> {
                if (order.intent() != null && order.status().isUnresolved()) {
                    facts.record(news.reply(
                            order.intent(),
                            OrderStatus.NEVER_ARRIVED,
                            null,
                            "",
                            "the venue never received it",
                            clock.instant()));
                }
            }
            case OrderLookup.NotVisible notVisible -> markUnknown(order);
        }
    }

    private void markUnknown(TrackedOrder order) {
        if (order.intent() != null && order.status() != OrderStatus.UNKNOWN) {
            facts.record(news.reply(
                    order.intent(), OrderStatus.UNKNOWN, null, "", "the venue does not show it yet", clock.instant()));
        }
    }

    private int readFills(boolean atStart) {
        String cursor = fillsCursor != null ? fillsCursor : cursor(FILLS_CURSOR);
        String before = cursor;
        int missed = 0;
        while (true) {
            Page<Fill> page = venue.broker().fills(cursor).await();
            for (Fill fill : page.items()) {
                boolean unrecorded = news.isUnrecorded(fill);
                List<DomainEvent> events = news.fill(fill, !atStart);
                missed += events.isEmpty() ? 0 : 1;
                facts.record(events);
                if (unrecorded && fill.clientOrderId() != null) {
                    recordOrder(fill.symbol(), fill.clientOrderId());
                }
            }
            cursor = page.nextCursor();
            if (!page.hasMore()) {
                break;
            }
        }
        fillsCursor = keep(FILLS_CURSOR, before, cursor);
        return missed;
    }

    /** An order of ours that only the venue remembers. */
    private void recordOrder(Symbol symbol, ClientOrderId id) {
        if (venue.broker().order(symbol, id).await() instanceof OrderLookup.Found found) {
            facts.record(news.order(found.order()));
        }
    }

    private void readBookings() {
        String cursor = bookingsCursor != null ? bookingsCursor : cursor(BOOKINGS_CURSOR);
        String before = cursor;
        while (true) {
            Page<Booking> page = venue.broker().bookings(cursor).await();
            page.items().forEach(booking -> facts.record(news.booking(booking)));
            cursor = page.nextCursor();
            if (!page.hasMore()) {
                break;
            }
        }
        bookingsCursor = keep(BOOKINGS_CURSOR, before, cursor);
    }

    private String cursor(String key) {
        String stored = store.get(key).await();
        return stored == null ? Page.START : stored;
    }

    /**
     * A cursor is written after what lies before it, so it is never durable alone. It stays where it is while facts are
     * being dropped.
     */
    private String keep(String key, String before, String after) {
        if (facts.lossy()) {
            return before;
        }
        if (!after.equals(before)) {
            store.remember(Map.of(key, after)).await();
        }
        return after;
    }

    /** Orders the books hold open and the venue does not list. */
    private void resolveForgottenOrders() {
        List<TrackedOrder> local = books.openOrders().stream()
                .filter(order -> !order.status().isUnresolved())
                .toList();
        if (local.isEmpty()) {
            absences = new HashMap<>();
            return;
        }
        Set<ClientOrderId> listed = new HashSet<>();
        for (Order order : venue.broker().openOrders().await()) {
            if (order.clientOrderId() != null) {
                listed.add(order.clientOrderId());
            }
        }
        Map<ClientOrderId, Integer> missing = new HashMap<>();
        for (TrackedOrder order : local) {
            if (listed.contains(order.clientOrderId())) {
                continue;
            }
            lookUp(order);
            int times = absences.getOrDefault(order.clientOrderId(), 0) + 1;
            missing.put(order.clientOrderId(), times);
            if (times >= 2 && order.intent() == null) {
                facts.record(List.of(gone(order)));
            }
        }
        absences = missing;
    }

    private OrderChanged gone(TrackedOrder order) {
        return new OrderChanged(
                order.clientOrderId(),
                order.decisionId(),
                order.venueOrderId(),
                order.symbol(),
                order.side(),
                OrderStatus.CANCELLED,
                order.quantity(),
                order.filledQuantity(),
                order.averagePrice(),
                order.origin(),
                "",
                "no longer listed by the venue",
                clock.instant());
    }

    private int comparePositions() {
        List<Position> venuePositions = venue.broker().positions().await();
        facts.known().await();
        Instant now = clock.instant();
        Portfolio local = books.portfolio(Map.of(), now);
        Map<Symbol, BigDecimal> differences = signedQuantities(venuePositions);
        for (OpenPosition position : local.positions().values()) {
            BigDecimal signed = position.quantity()
                    .multiply(BigDecimal.valueOf(position.side().sign()));
            differences.merge(position.symbol(), signed.negate(), BigDecimal::add);
        }
        differences.values().removeIf(difference -> difference.abs().compareTo(SAME) <= 0);
        List<DomainEvent> found = new ArrayList<>();
        for (Symbol symbol : new TreeSet<>(differences.keySet())) {
            BigDecimal difference = Objects.requireNonNull(differences.get(symbol));
            BigDecimal before = seenOnce.get(symbol);
            boolean agreed = before != null && before.compareTo(difference) == 0;
            if (agreed && !books.haltedSymbols().contains(symbol)) {
                found.addAll(unexplained(symbol, difference, now));
            }
        }
        seenOnce = differences;
        facts.record(found);
        facts.known().await();
        return found.size() / 2;
    }

    private int compareCash() {
        Balance balance = venue.broker().balance().await();
        Instant now = clock.instant();
        List<DomainEvent> found = cash.compare(balance, books.portfolio(Map.of(), now), now);
        facts.record(found);
        return found.size() / 2;
    }

    private static Map<Symbol, BigDecimal> signedQuantities(List<Position> positions) {
        Map<Symbol, BigDecimal> quantities = new HashMap<>();
        for (Position position : positions) {
            BigDecimal signed = position.quantity()
                    .multiply(BigDecimal.valueOf(position.side().sign()));
            quantities.merge(position.symbol(), signed, BigDecimal::add);
        }
        return quantities;
    }

    private List<DomainEvent> unexplained(Symbol symbol, BigDecimal difference, Instant now) {
        String text = "the venue holds " + difference.toPlainString() + " more than the books";
        return List.of(
                new ReconciliationDifference("unexplained", symbol, "books", text, false, now),
                AlertCode.RECONCILIATION.raised(
                        AlertRaised.Severity.CRITICAL,
                        symbol + ": " + text
                                + "; the symbol is halted. Compare with the venue, then re-arm to trade it again",
                        symbol,
                        now));
    }
}
