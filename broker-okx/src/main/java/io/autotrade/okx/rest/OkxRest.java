package io.autotrade.okx.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.okx.loop.Timing;
import io.autotrade.okx.model.Row;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The REST side of OKX. Reads are repeated when that can help; writes are sent once, except after answers that say that
 * nothing was done because the clock was off. Every wait is bounded by the timeout.
 */
public final class OkxRest {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration CLOCK_CHECK = Duration.ofMinutes(2);
    private static final int CLOCK_SAMPLES = 3;
    private static final String EVERYTHING = "*";

    private final Timing timing;
    private final RestSettings settings;
    private final InstantSource wall;
    private final PluginMetrics metrics;
    private final ServerClock clock;
    private final RateLimiter limiter;
    private final Http http;
    private @Nullable Runnable stopClock;

    /** @param wall the time by which callers are told when to come back */
    public OkxRest(Vertx vertx, RestSettings settings, InstantSource wall, PluginMetrics metrics) {
        this(Timing.real(vertx), HttpWire.of(vertx, settings), settings, wall, metrics);
    }

    /** By another time, or over another wire. */
    public OkxRest(Timing timing, HttpWire wire, RestSettings settings, InstantSource wall, PluginMetrics metrics) {
        this.timing = timing;
        this.settings = settings;
        this.wall = wall;
        this.metrics = metrics;
        clock = new ServerClock(timing::nanoTime);
        limiter = new RateLimiter(timing::nanoTime);
        http = new Http(timing, wire, settings, clock);
    }

    public ServerClock clock() {
        return clock;
    }

    public RestSettings settings() {
        return settings;
    }

    /**
     * Reads the server's time, and again from time to time. Fails with a {@link BrokerException} when it cannot be
     * read.
     */
    public Future<Void> start() {
        return measureClock().onSuccess(done -> {
            if (stopClock == null) {
                stopClock = timing.every(CLOCK_CHECK, this::measureClock);
            }
        });
    }

    public Future<Void> close() {
        if (stopClock != null) {
            stopClock.run();
        }
        return http.close();
    }

    /** Reads the server's time anew; the best of a few samples is taken. */
    public Future<Void> measureClock() {
        return measureClock(CLOCK_SAMPLES);
    }

    private Future<Void> measureClock(int samples) {
        long[] asked = new long[1];
        return readOnce(Endpoint.TIME, "", Query.none(), false, () -> asked[0] = clock.nanos())
                .compose(replied -> {
                    long answered = clock.nanos();
                    boolean better = !clock.isReliable()
                            || Duration.ofNanos((answered - asked[0]) / 2).compareTo(clock.error()) < 0
                            || samples == CLOCK_SAMPLES;
                    if (better) {
                        clock.read(first(replied.rows()).time("ts"), asked[0], answered);
                    }
                    return samples > 1 ? measureClock(samples - 1) : Future.succeededFuture();
                });
    }

    /**
     * Reads the rows of an answer.
     *
     * @param instrument what the limit counts for; empty for endpoints that are limited as a whole
     * @return fails with a {@link BrokerException} only
     */
    public Future<List<Row>> read(Endpoint endpoint, String instrument, Query query) {
        return repeat(endpoint, instrument, query, false, 0).map(Exchange.Replied::rows);
    }

    /** As {@link #read}, for answers whose rows are not objects. */
    public Future<List<JsonNode>> readData(Endpoint endpoint, String instrument, Query query) {
        return repeat(endpoint, instrument, query, false, 0).map(replied -> {
            List<JsonNode> items = new ArrayList<>(replied.data().size());
            replied.data().forEach(items::add);
            return items;
        });
    }

    /** As {@link #read}, but OKX saying that there is no such thing is an empty list. */
    public Future<List<Row>> find(Endpoint endpoint, String instrument, Query query) {
        return repeat(endpoint, instrument, query, true, 0).map(Exchange.Replied::rows);
    }

    private Future<Exchange.Replied> repeat(
            Endpoint endpoint, String instrument, Query query, boolean absentIsEmpty, int attempt) {
        return readOnce(endpoint, instrument, query, absentIsEmpty, () -> {}).recover(failure -> {
            if (!(failure instanceof BrokerException known)
                    || attempt >= settings.maxRetries()
                    || !worthRepeating(known.fault())) {
                return Future.failedFuture(failure);
            }
            metrics.count("rest.retries", 1, "endpoint", endpoint.name());
            return timing.pause(jittered(attempt))
                    .compose(fired -> repeat(endpoint, instrument, query, absentIsEmpty, attempt + 1));
        });
    }

    private Future<Exchange.Replied> readOnce(
            Endpoint endpoint, String instrument, Query query, boolean absentIsEmpty, Runnable beforeSending) {
        return exchange(endpoint, instrument, new Http.Call(endpoint, query.toString(), "", null), beforeSending)
                .compose(exchange -> switch (exchange) {
                    case Exchange.NotSent notSent -> Future.failedFuture(new BrokerException(notSent.fault()));
                    case Exchange.Lost lost ->
                        Future.failedFuture(
                                new BrokerException(new BrokerFault.Unavailable(endpoint.path() + ": " + lost.why())));
                    case Exchange.Replied replied -> rows(replied, absentIsEmpty);
                });
    }

    private Future<Exchange.Replied> rows(Exchange.Replied replied, boolean absentIsEmpty) {
        if (replied.code().equals("0")) {
            return replied.data().isArray()
                    ? Future.succeededFuture(replied)
                    : Future.failedFuture(
                            new BrokerException(new BrokerFault.Unavailable("OKX answered without a list of data")));
        }
        if (absentIsEmpty && ErrorTable.of(replied.code()).kind() == VenueError.Kind.STATE) {
            return Future.succeededFuture(new Exchange.Replied(
                    replied.status(), replied.code(), replied.message(), MissingNode.getInstance()));
        }
        return Future.failedFuture(new BrokerException(fault(replied.code(), replied.message())));
    }

    /**
     * Sends a write once.
     *
     * @param instrument what the limit counts for
     * @param expiry time of the server after which it must not act on the request; null where the endpoint knows none
     * @return never fails
     */
    public Future<Exchange> write(Endpoint endpoint, String instrument, String body, @Nullable Instant expiry) {
        return exchange(endpoint, instrument, new Http.Call(endpoint, "", body, expiry), () -> {});
    }

    private Future<Exchange> exchange(Endpoint endpoint, String instrument, Http.Call call, Runnable beforeSending) {
        return admit(endpoint, instrument).compose(refused -> {
            if (refused != null) {
                return Future.succeededFuture(refused);
            }
            beforeSending.run();
            long started = timing.nanoTime();
            return http.exchange(call).compose(exchange -> {
                metrics.time(
                        "rest.latency", Duration.ofNanos(timing.nanoTime() - started), "endpoint", endpoint.name());
                return notice(endpoint, instrument, call, exchange);
            });
        });
    }

    /** Waits for a place within the limits; null when the request may go. */
    private Future<@Nullable Exchange> admit(Endpoint endpoint, String instrument) {
        Duration longest = settings.timeout();
        OptionalLong own = limiter.reserve(bucket(endpoint, instrument), endpoint.limit(), endpoint.window(), longest);
        OptionalLong all = own.isEmpty()
                ? own
                : limiter.reserve(EVERYTHING, settings.requestsPerSecond(), Duration.ofSeconds(1), longest);
        if (own.isEmpty() || all.isEmpty()) {
            metrics.count("rest.refused", 1, "endpoint", endpoint.name());
            return Future.succeededFuture(new Exchange.NotSent(new BrokerFault.RateLimited(
                    wall.instant().plus(longest),
                    "too many requests of " + endpoint.path() + " are waiting for the rate limit of OKX")));
        }
        long wait = Math.max(own.getAsLong(), all.getAsLong());
        if (wait == 0) {
            return Future.succeededFuture(null);
        }
        return timing.pause(Duration.ofMillis(Math.max(1, ServerClock.millis(wait) + 1)))
                .map(fired -> null);
    }

    /** Learns from an answer what concerns later requests, and repeats the one that failed for the clock alone. */
    private Future<Exchange> notice(Endpoint endpoint, String instrument, Http.Call call, Exchange exchange) {
        if (!(exchange instanceof Exchange.Replied replied)) {
            return Future.succeededFuture(exchange);
        }
        VenueError.Kind kind = kind(replied);
        if (kind == VenueError.Kind.LIMITED) {
            Duration pause = endpoint.window().plusMillis(timing.random().nextLong(200, 700));
            limiter.pause(bucket(endpoint, instrument), pause);
            metrics.count("rest.limited", 1, "endpoint", endpoint.name());
        }
        if (kind == VenueError.Kind.CLOCK) {
            return measureClock().compose(measured -> http.exchange(call)).otherwise(failure -> exchange);
        }
        return Future.succeededFuture(exchange);
    }

    private static VenueError.@Nullable Kind kind(Exchange.Replied replied) {
        String code = replied.decidingCode();
        return code.equals("0") ? null : ErrorTable.of(code).kind();
    }

    /** What a code of the envelope means for a read. */
    public BrokerFault fault(String code, String text) {
        VenueError error = ErrorTable.of(code);
        String message = error.describe(text);
        return switch (error.kind()) {
            case LIMITED -> new BrokerFault.RateLimited(wall.instant().plusSeconds(3), message);
            case UNAUTHORIZED -> new BrokerFault.Unauthorized(error.code(), message);
            case MISMATCH -> new BrokerFault.EnvironmentMismatch(error.code(), message);
            case REJECTED, STATE -> new BrokerFault.Malformed(message);
            case BUSY, UNKNOWN, CLOCK -> new BrokerFault.Unavailable(message);
        };
    }

    private static boolean worthRepeating(BrokerFault fault) {
        return fault instanceof BrokerFault.Unavailable || fault instanceof BrokerFault.RateLimited;
    }

    private static String bucket(Endpoint endpoint, String instrument) {
        return endpoint.scope() == Endpoint.Scope.INSTRUMENT ? endpoint.name() + '/' + instrument : endpoint.name();
    }

    private Duration jittered(int attempt) {
        long ceiling = FIRST_PAUSE.toMillis() << Math.min(attempt, 5);
        return Duration.ofMillis(ceiling / 2 + timing.random().nextLong(ceiling));
    }

    /**
     * The only row of an answer that must have one.
     *
     * @throws BrokerException if there is none
     */
    public static Row first(List<Row> rows) {
        if (rows.isEmpty()) {
            throw new BrokerException(new BrokerFault.Malformed("OKX answered without data"));
        }
        return rows.getFirst();
    }
}
