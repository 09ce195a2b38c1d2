package io.autotrade.okx.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A running sandbox. All methods may be called from a plain thread; they return when the exchange has acted. */
public final class OkxSandbox implements AutoCloseable {

    private final Context context;
    private final HttpServer server;
    private final AtomicLong skew = new AtomicLong();
    final Core core;
    final Gate gate;
    final Exchange exchange;
    final Clerk clerk;
    final Desks desks;
    final PublicDesk publicDesk;
    final Faults faults;
    final RestDoor rest;
    final SocketDoor sockets;
    final MarketBoard board;

    private OkxSandbox(Vertx vertx, int port) {
        context = ((VertxInternal) vertx).createEventLoopContext();
        core = new Core(() -> System.currentTimeMillis() + skew.get(), Timers.of(vertx));
        gate = core.gate;
        exchange = core.exchange;
        clerk = core.clerk;
        desks = core.desks;
        publicDesk = core.publicDesk;
        faults = core.faults;
        rest = core.rest;
        sockets = core.sockets;
        board = core.board;
        server = await(later(() -> vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(0))
                .requestHandler(rest::handle)
                .webSocketHandler(socket -> sockets.accept(new NetPeer(socket)))
                .listen(port, "127.0.0.1")));
    }

    /** Starts on any free port of the loopback address. */
    public static OkxSandbox start(Vertx vertx) {
        return new OkxSandbox(vertx, 0);
    }

    /** Starts on a port of the loopback address. */
    public static OkxSandbox start(Vertx vertx, int port) {
        return new OkxSandbox(vertx, port);
    }

    public int port() {
        return server.actualPort();
    }

    /** The configuration section {@code okx} with which the demo broker trades here. */
    public JsonObject brokerSection() {
        return Core.brokerSection("127.0.0.1:" + port());
    }

    /** The configuration section {@code market.okx} with which the market source watches this. */
    public JsonObject marketSection() {
        return Core.marketSection("127.0.0.1:" + port());
    }

    /** Sets last, mark and best prices; resting orders and triggers act on it. */
    public void price(String instId, BigDecimal price) {
        offer(instId, price, Coin.endless());
    }

    /** As {@link #price}, with this many contracts on offer on each side. */
    public void offer(String instId, BigDecimal price, BigDecimal contracts) {
        run(() -> {
            exchange.price(exchange.coin(instId), price, contracts);
            board.moved(instId);
        });
    }

    /** Contracts are a matter of the venue; tests think in coins. */
    public BigDecimal contracts(String instId, BigDecimal coins) {
        return coins.divide(exchange.coin(instId).contract);
    }

    public void fund(String instId, BigDecimal rate) {
        run(() -> exchange.fund(exchange.coin(instId), rate));
    }

    public void liquidate(String instId) {
        run(() -> exchange.force(exchange.coin(instId), "full_liquidation"));
    }

    public void deleverage(String instId) {
        run(() -> exchange.force(exchange.coin(instId), "adl"));
    }

    /** Somebody else trades on the account, at the venue's own screen. */
    public void tradeByHand(String instId, boolean buy, String contracts) {
        run(() -> exchange.tradeByHand(exchange.coin(instId), buy, new BigDecimal(contracts)));
    }

    /** Lets time pass for the dead-man's switch. */
    public void elapse(Duration time) {
        run(() -> clerk.elapse(time.toMillis()));
    }

    /** Moves the exchange's clock away from this machine's. */
    public void skew(Duration by) {
        skew.set(by.toMillis());
    }

    public void failNext(String call, Fault fault) {
        run(() -> faults.next(call, fault));
    }

    /** From now on a share of all requests fails in one of these ways. */
    public void failAtRandom(long seed, double share, Set<Fault> kinds) {
        run(() -> faults.atRandom(seed, share, kinds));
    }

    /** Shares of private pushes that are lost, doubled and late. */
    public void disturbPushes(long seed, double lost, double doubled, double late) {
        run(() -> sockets.disturb(seed, lost, doubled, late));
    }

    /** No more faults. */
    public void calm() {
        run(() -> {
            faults.none();
            sockets.disturb(0, 0, 0, 0);
        });
    }

    /** Cuts all push connections; new ones are refused until {@link #reconnectable}. */
    public void disconnect() {
        run(() -> {
            sockets.closed = true;
            sockets.drop();
        });
    }

    public void reconnectable() {
        run(() -> sockets.closed = false);
    }

    /** From now on all markets follow a tape: a recording where one is given, else one that is made up. */
    void tape(StartOptions options) {
        run(() -> {
            core.player.makeUp();
            core.player.replay(options);
        });
    }

    /** Moves every market to where its tape is and tells it on the public channels, candles included. */
    void play() {
        context.runOnContext(ignored -> core.player.play());
    }

    /** Moves every price by a random step. */
    void walk(java.util.Random random) {
        context.runOnContext(ignored -> exchange.coins.values().forEach(coin -> {
            exchange.price(coin, SandboxMain.step(coin.price, coin.tick, random), Coin.endless());
            board.moved(coin.instId());
        }));
    }

    /** The push side. */
    public Sockets sockets() {
        return new Sockets(this);
    }

    /** Without limits of requests and connections. */
    public OkxSandbox unlimited() {
        run(() -> gate.limited = false);
        return this;
    }

    /** Whether there are price limits. */
    public void priceLimits(boolean enabled) {
        run(() -> publicDesk.priceLimits = enabled);
    }

    /** Rows of the status endpoint. */
    public void status(JsonArray rows) {
        run(() -> publicDesk.status = rows);
    }

    public void fundingEvery(Duration interval) {
        run(() -> publicDesk.fundingInterval = interval.toMillis());
    }

    /** The candle that opens then is missing from all lists. */
    public void candleMissingAt(Instant opensAt) {
        run(() -> publicDesk.gapAt = opensAt.toEpochMilli());
    }

    /** There are no candles before. */
    public void historySince(Instant start) {
        run(() -> publicDesk.historyStart = start.toEpochMilli());
    }

    /** Announces that the smallest size will change. */
    public void announceChange(String instId, Instant effective) {
        run(() -> publicDesk.changes.put(
                instId,
                new JsonArray()
                        .add(new JsonObject()
                                .put("param", "minSz")
                                .put("newValue", "0.1")
                                .put("effTime", Long.toString(effective.toEpochMilli())))));
    }

    /** Changes the step of sizes. */
    public void lot(String instId, BigDecimal lot) {
        run(() -> exchange.coin(instId).lot = lot);
    }

    /** Headers of the latest call whose {@code METHOD /path} is this. */
    public Map<String, String> headers(String call) {
        return get(() -> Map.copyOf(rest.headers.getOrDefault(call, Map.of())));
    }

    /** Calls that came in so far. */
    public List<String> calls() {
        return get(() -> List.copyOf(rest.seen));
    }

    /** Changes anything of the exchange, on its thread. */
    void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    <T> T get(Supplier<T> work) {
        return await(later(() -> Future.succeededFuture(work.get())));
    }

    /** Begins something on its thread and waits until it is done. */
    void finish(Supplier<Future<Void>> work) {
        await(later(work));
    }

    private <T> Future<T> later(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                work.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(40, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the sandbox did not act within 40 s", e);
        }
    }

    /** Everything the exchange knows, as {@code /sandbox/state} tells it. */
    public JsonObject state() {
        return get(() -> java.util.Objects.requireNonNull(rest.control).handle("/sandbox/state", new JsonObject()));
    }

    /** No rate limits, and the position mode. */
    public void unlimited(boolean hedged) {
        run(() -> {
            gate.limited = false;
            exchange.posMode = hedged ? "long_short_mode" : "net_mode";
        });
    }

    /** From now on some rows come into the lists of executions and bills late, up to this; zero for none. */
    public void lateRows(int millis, long seed) {
        run(() -> desks.lateRows(millis, seed));
    }

    /** Row counts and open sizes, for messages of failed tests. */
    public JsonArray positions() {
        return get(() -> exchange.positions(java.util.Optional.empty(), false));
    }

    @Override
    public void close() {
        await(server.close());
    }
}
