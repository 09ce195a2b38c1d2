package io.autotrade.okx.faults;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.okx.OkxMarketProvider;
import io.autotrade.okx.loop.Life;
import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.sandbox.VirtualVenue;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * A market source beside the client: whatever became of the changes, the order book it keeps is that of the exchange.
 */
final class Onlooker implements MarketSourceContext {

    private static final String READ = "GET /api/v5/market/books?";
    private static final Duration ARRIVAL = Duration.ofMillis(400);
    private static final int WHOLE = 400;
    private static final BigDecimal CONTRACT = new BigDecimal("0.01");

    private final Vertx vertx;
    private final VirtualTime time;
    private final VirtualVenue venue;
    private final Logger logger;
    private final Life life;
    private final MarketSource source;

    private Onlooker(Vertx vertx, VirtualTime time, VirtualVenue venue, Logger logger) {
        this.vertx = vertx;
        this.time = time;
        this.venue = venue;
        this.logger = logger;
        life = new Life(time);
        source = time.await(new OkxMarketProvider(SocketTimings.standard(), context -> venue.links(life)).open(this));
    }

    /** Begins to watch while the exchange is well. */
    static Onlooker begin(Vertx vertx, VirtualTime time, VirtualVenue venue, Logger logger) {
        Onlooker onlooker = new Onlooker(vertx, time, venue, logger);
        onlooker.source.start(event -> Future.succeededFuture());
        return onlooker;
    }

    /** How the book that is kept differs from that of the exchange; empty when it does not. */
    String difference() {
        venue.stirBook(Schedule.BTC.value());
        time.pass(ARRIVAL);
        long reads = venue.requests(READ).size();
        OrderBook kept;
        try {
            kept = time.await(source.orderBook(Schedule.BTC, WHOLE)).orElseThrow();
        } catch (BrokerException e) {
            return "no order book: " + e.getMessage();
        }
        if (venue.requests(READ).size() > reads) {
            return "no order book is kept, it had to be read";
        }
        JsonObject there = venue.book(Schedule.BTC.value());
        return same(there.getJsonArray("asks"), kept.asks()) && same(there.getJsonArray("bids"), kept.bids())
                ? ""
                : "order book " + kept + " is not " + there.encode();
    }

    private static boolean same(JsonArray there, List<OrderBook.Level> kept) {
        if (there.size() != kept.size()) {
            return false;
        }
        for (int i = 0; i < kept.size(); i++) {
            JsonArray level = there.getJsonArray(i);
            BigDecimal size = new BigDecimal(level.getString(1)).multiply(CONTRACT);
            if (kept.get(i).price().compareTo(new BigDecimal(level.getString(0))) != 0
                    || kept.get(i).quantity().compareTo(size) != 0) {
                return false;
            }
        }
        return true;
    }

    void end() {
        life.kill();
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public JsonObject configuration() {
        return venue.marketSection();
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(Schedule.BTC);
    }

    @Override
    public List<Duration> timeframes() {
        return List.of(Duration.ofMinutes(1));
    }

    @Override
    public InstantSource clock() {
        return venue.wall();
    }

    @Override
    public KeyValueStore store() {
        return new InMemoryStore(vertx);
    }

    @Override
    public Path home() {
        return Path.of(".");
    }

    @Override
    public PluginMetrics metrics() {
        return PluginMetrics.none();
    }

    @Override
    public Logger logger() {
        return logger;
    }
}
