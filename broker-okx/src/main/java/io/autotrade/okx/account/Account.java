package io.autotrade.okx.account;

import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.loop.Outlet;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.InstrumentCache;
import io.autotrade.okx.rest.InstrumentRefresh;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.Query;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The parts of an opened account, put together. Everything but the construction happens on the loop. */
final class Account {

    private static final String CURRENCY = "USDT";
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration AFTER_START = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final int HISTORY_PAGES = 10;
    private static final int PAGE = 100;

    private final Venue venue;
    private final Outlet<BrokerEvent> outlet;
    private final Reads reads;
    private final Fills fills;
    private final Bookings bookings;
    private final Lookups lookups;
    private final Leverages leverages;
    private final Protections protections;
    private final Cancels cancels;
    private final OrderWrites orders;
    private final DeadMansSwitch deadMansSwitch;
    private final SentOrders sent;
    private final Sweeper sweeper;
    private final EntryWatch entryWatch;
    private final PositionWatch positionWatch;
    private final BookingWatch bookingWatch;
    private final PushReader pushReader;
    private final Push push;
    private final MaintenanceWatch maintenance;
    private final List<Runnable> timers = new ArrayList<>();
    private boolean closed;

    private Account(Venue venue, Links links, URI privateSocket, URI businessSocket, SocketTimings timings) {
        this.venue = venue;
        outlet = new Outlet<>(venue.logger());
        Outcomes outcomes = new Outcomes(venue.rest());
        Algos algos = new Algos(venue);
        Causes causes = new Causes(venue, algos);
        sent = new SentOrders(venue.rest().clock().instant());
        reads = new Reads(venue, algos, causes);
        fills = new Fills(venue, causes);
        bookings = new Bookings(venue);
        lookups = new Lookups(venue, algos, causes, fills, sent);
        leverages = new Leverages(venue, outcomes);
        protections = new Protections(venue, reads, algos, outcomes);
        cancels = new Cancels(venue, outcomes, algos, protections, lookups);
        sweeper = new Sweeper(venue, reads, algos, protections, cancels);
        StopExit exit = new StopExit(venue, outcomes, sent, cancels);
        Overshoot overshoot = new Overshoot(venue, reads, algos, exit);
        StopRepair stops = new StopRepair(venue, reads, algos, protections, cancels, exit, overshoot);
        entryWatch = new EntryWatch(venue, stops, protections, lookups, cancels, sweeper);
        lookups.onOpen(entryWatch::found);
        orders = new OrderWrites(venue, reads, outcomes, leverages, sent, entryWatch);
        deadMansSwitch = new DeadMansSwitch(venue, outcomes);
        positionWatch = new PositionWatch(venue, reads, outlet, sweeper, protections, stops);
        stops.onSurplus(positionWatch::changed);
        sweeper.onRead(positionWatch::read);
        bookingWatch = new BookingWatch(venue, bookings, outlet);
        pushReader = new PushReader(venue, causes, fills, outlet, new Followers());
        push = new Push(
                venue,
                () -> links.sockets(timings),
                privateSocket,
                businessSocket,
                timings,
                pushReader::message,
                outlet,
                this::afterReset);
        maintenance = new MaintenanceWatch(venue, push);
    }

    static Future<Account> open(
            BrokerContext context,
            Links links,
            RestSettings settings,
            URI privateSocket,
            URI businessSocket,
            SocketTimings timings) {
        Loop loop = links.loop();
        OkxRest rest = new OkxRest(links.timing(), links.http(settings), settings, context.clock(), context.metrics());
        return loop.call(() -> rest.start()
                .compose(started -> rest.read(Endpoint.CONFIG, "", Query.none()))
                .compose(config -> {
                    AccountProfile profile = AccountProfile.check(OkxRest.first(config));
                    InstrumentCache instruments = new InstrumentCache(rest, Endpoint.INSTRUMENTS, CURRENCY);
                    Venue venue = new Venue(
                            loop,
                            rest,
                            instruments,
                            profile,
                            context.clock(),
                            CURRENCY,
                            context.metrics(),
                            context.logger());
                    Account account = new Account(venue, links, privateSocket, businessSocket, timings);
                    return account.begin(context).map(account).onFailure(failure -> account.close());
                })
                .onFailure(failure -> rest.close()));
    }

    private Future<Void> begin(BrokerContext context) {
        return venue.instruments()
                .load()
                .compose(loaded -> {
                    warnOfUnknown(context);
                    return noteUsedIds();
                })
                .compose(noted -> fills.newest())
                .compose(newest -> {
                    pushReader.begin(newest);
                    return bookings.newest();
                })
                .compose(newest -> {
                    bookingWatch.begin(newest);
                    return push.open();
                })
                .onSuccess(opened -> startRounds());
    }

    private void warnOfUnknown(BrokerContext context) {
        for (Symbol symbol : context.symbols()) {
            if (venue.instruments().find(symbol) == null) {
                venue.logger().warn("{} is not among the {} swaps this OKX account may trade", symbol, CURRENCY);
            }
        }
    }

    private void startRounds() {
        timers.add(venue.loop().every(ROUND, () -> {
            positionWatch.changed();
            bookingWatch.changed();
            sweeper.soon();
            leverages.forget();
            maintenance.look();
        }));
        timers.add(InstrumentRefresh.start(
                venue.loop(), venue.instruments(), venue.rest().clock(), venue.logger()));
        timers.add(venue.loop().every(SWEEP, sweeper::round));
        positionWatch.changed();
        sweeper.soon();
        // What the process before this one had sent may arrive only now.
        timers.add(venue.loop()
                .after(AFTER_START, () -> reads.pending("").onSuccess(pending -> pending.forEach(entryWatch::found))));
    }

    /** OKX would accept an id again once its order is final, so those of the last days are remembered. */
    private Future<Void> noteUsedIds() {
        return reads.pending("").compose(pending -> {
            pending.forEach(order -> {
                note(order);
                entryWatch.found(order);
            });
            return noteHistory("", HISTORY_PAGES);
        });
    }

    private Future<Void> noteHistory(String after, int pages) {
        Query query = Query.of("instType", "SWAP").and("after", after).and("limit", Integer.toString(PAGE));
        return venue.rest().read(Endpoint.ORDERS_HISTORY, "", query).compose(rows -> {
            venue.swaps(rows, OrderRow::new).forEach(this::note);
            return rows.size() < PAGE || pages <= 1
                    ? Future.succeededFuture()
                    : noteHistory(rows.getLast().required("ordId"), pages - 1);
        });
    }

    private void note(OrderRow order) {
        ClientOrderId id = order.clientOrderId();
        if (id != null) {
            sent.found(id, order.row().time("cTime"));
        }
    }

    private void afterReset() {
        leverages.forget();
        positionWatch.changed();
        bookingWatch.changed();
    }

    Future<WriteResult> setLeverage(Symbol symbol, BigDecimal leverage) {
        SwapSpec spec = venue.instruments().find(symbol);
        return spec == null
                ? Future.succeededFuture(
                        Outcomes.refuse(RejectReason.UNKNOWN_SYMBOL, "symbol " + symbol + " is not known"))
                : leverages.set(spec, leverage);
    }

    Future<WriteResult> protect(Symbol symbol, Protection protection) {
        sweeper.suspect(symbol);
        return protections.protect(symbol, protection);
    }

    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        timers.forEach(Runnable::run);
        sweeper.stop();
        entryWatch.stop();
        positionWatch.stop();
        bookingWatch.stop();
        return push.close().transform(done -> venue.rest().close());
    }

    private final class Followers implements PushReader.Follower {

        @Override
        public void positionsChanged() {
            positionWatch.changed();
        }

        @Override
        public void billsChanged() {
            bookingWatch.changed();
        }

        @Override
        public void orderPushed(OrderRow order) {
            entryWatch.pushed(order);
        }

        @Override
        public void orderTold(Order order) {
            if (order.origin() != OrderOrigin.SERVICE) {
                positionWatch.changed();
            }
        }

        @Override
        public void protectionTold() {
            positionWatch.changed();
        }
    }

    Venue venue() {
        return venue;
    }

    Outlet<BrokerEvent> outlet() {
        return outlet;
    }

    Reads reads() {
        return reads;
    }

    Fills fills() {
        return fills;
    }

    Bookings bookings() {
        return bookings;
    }

    Lookups lookups() {
        return lookups;
    }

    Cancels cancels() {
        return cancels;
    }

    OrderWrites orders() {
        return orders;
    }

    DeadMansSwitch deadMansSwitch() {
        return deadMansSwitch;
    }
}
