package io.autotrade.alert;

import io.autotrade.broker.Subscription;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.DomainEvent;
import io.autotrade.config.AppConfig.AlertSink;
import io.autotrade.config.AppConfig.AlertsConfig;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to the sinks of the configuration, in order, each with retries, also while the database is away; what a
 * sink does not take in the end is counted and shown in health. Addresses are secrets: they are in no log and no
 * answer. Safe from any thread.
 */
public final class AlertSinks {

    private static final Logger LOG = LoggerFactory.getLogger(AlertSinks.class);
    private static final Logger ALERTS = LoggerFactory.getLogger("trade.alert");
    private static final int ATTEMPTS = 4;
    private static final int QUEUE = 200;
    private static final int CONNECTIONS = 4;
    private static final long FIRST_PAUSE_MILLIS = 500;
    /** A chat that asks for more patience than this is told the next alert instead. */
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private static final long TIMEOUT_MILLIS = 5_000;

    private record Waiting(AlertRaised alert, int repeated) {}

    /** One sink of the configuration and how it is doing. */
    private static final class Line {
        private final String name;
        private final AlertSink sink;
        private final Deque<Waiting> queue = new ArrayDeque<>();
        private boolean sending;
        private long delivered;
        private long lost;
        private @Nullable String lastError;
        private @Nullable Instant lastDelivered;

        Line(String name, AlertSink sink) {
            this.name = name;
            this.sink = sink;
        }
    }

    private final Vertx vertx;
    private final Supplier<AlertsConfig> config;
    private final InstantSource wallClock;
    private final HttpClient client;
    private final long firstPauseMillis;
    private final AlertFilter filter = new AlertFilter();
    private final Subscription following;
    private List<AlertSink> configured = List.of();
    private List<Line> lines = List.of();

    public AlertSinks(Vertx vertx, Supplier<AlertsConfig> config, Journal journal, InstantSource wallClock) {
        this(vertx, config, journal, wallClock, FIRST_PAUSE_MILLIS);
    }

    /** @param firstPauseMillis before the second attempt; doubled before each further one */
    AlertSinks(
            Vertx vertx,
            Supplier<AlertsConfig> config,
            Journal journal,
            InstantSource wallClock,
            long firstPauseMillis) {
        this.firstPauseMillis = firstPauseMillis;
        this.vertx = vertx;
        this.config = config;
        this.wallClock = wallClock;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MILLIS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.following = journal.onKnown(this::known);
    }

    private void known(DomainEvent event, Instant at) {
        if (event instanceof AlertRaised alert) {
            log(alert);
            spread(alert);
        }
    }

    private static void log(AlertRaised alert) {
        switch (alert.severity()) {
            case INFO -> ALERTS.info("{}: {}", alert.code(), alert.message());
            case WARNING -> ALERTS.warn("{}: {}", alert.code(), alert.message());
            case CRITICAL -> ALERTS.error("{}: {}", alert.code(), alert.message());
        }
    }

    private synchronized void spread(AlertRaised alert) {
        List<Line> wanting =
                lines().stream().filter(line -> wants(line.sink, alert)).toList();
        if (wanting.isEmpty()) {
            return;
        }
        OptionalInt repeated = filter.admit(alert, wallClock.instant());
        if (repeated.isEmpty()) {
            return;
        }
        for (Line line : wanting) {
            if (line.queue.size() >= QUEUE) {
                line.queue.removeFirst();
                lost(line, "too many alerts wait");
            }
            line.queue.addLast(new Waiting(alert, repeated.getAsInt()));
            next(line);
        }
    }

    private static boolean wants(AlertSink sink, AlertRaised alert) {
        AlertRaised.Severity least =
                AlertRaised.Severity.valueOf(sink.minimumSeverity().toUpperCase(Locale.ROOT));
        return alert.severity().compareTo(least) >= 0;
    }

    private synchronized List<Line> lines() {
        List<AlertSink> now = config.get().sinks();
        if (!now.equals(configured)) {
            List<Line> fresh = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                fresh.add(new Line("alerts.sinks[" + i + "] " + now.get(i).type(), now.get(i)));
            }
            configured = now;
            lines = fresh;
        }
        return lines;
    }

    private synchronized void next(Line line) {
        Waiting waiting = line.queue.peekFirst();
        if (line.sending || waiting == null) {
            return;
        }
        line.sending = true;
        send(line, waiting, 1);
    }

    private void send(Line line, Waiting waiting, int attempt) {
        post(line.sink, waiting).onComplete(done -> {
            if (done.succeeded()) {
                finished(line, waiting, null);
            } else if (attempt < ATTEMPTS) {
                vertx.setTimer(pause(done.cause(), attempt), timer -> send(line, waiting, attempt + 1));
            } else {
                finished(line, waiting, reason(done.cause()));
            }
        });
    }

    /** What the sink asks for with Retry-After, within a bound; else longer from attempt to attempt. */
    private long pause(Throwable failure, int attempt) {
        long usual = firstPauseMillis << (attempt - 1);
        return failure instanceof Refused refused
                ? Math.clamp(refused.retryAfterMillis, usual, LONGEST_PAUSE_MILLIS)
                : usual;
    }

    private synchronized void finished(Line line, Waiting waiting, @Nullable String failure) {
        line.queue.remove(waiting);
        line.sending = false;
        if (failure == null) {
            line.delivered++;
            line.lastError = null;
            line.lastDelivered = wallClock.instant();
        } else {
            lost(line, failure);
        }
        next(line);
    }

    private static void lost(Line line, String why) {
        line.lost++;
        line.lastError = why;
        LOG.error("an alert could not be delivered to {}: {}", line.name, why);
    }

    /** Says what kind of failure it was and nothing of the address. */
    private static String reason(Throwable failure) {
        return failure instanceof Refused refused
                ? "it answered " + refused.status
                : failure.getClass().getSimpleName();
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final long retryAfterMillis;

        Refused(int status, @Nullable String retryAfter) {
            super("status " + status, null, false, false);
            this.status = status;
            this.retryAfterMillis =
                    retryAfter != null && retryAfter.matches("[0-9]{1,6}") ? Long.parseLong(retryAfter) * 1_000 : 0;
        }
    }

    private Future<?> post(AlertSink sink, Waiting waiting) {
        URI uri = URI.create(sink.url().reveal());
        JsonObject body = AlertText.body(sink.type(), waiting.alert(), waiting.repeated(), chat(uri));
        RequestOptions options = new RequestOptions();
        options.setMethod(HttpMethod.POST)
                .setAbsoluteURI(sink.url().reveal())
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setIdleTimeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.body().map(response))
                .timeout(2 * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .compose(response -> response.statusCode() / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(response.statusCode(), response.getHeader("Retry-After"))));
    }

    /** Value of {@code chat_id} in the query; null when there is none. */
    private static @Nullable String chat(URI uri) {
        String query = uri.getQuery();
        if (query != null) {
            for (String part : query.split("&", 20)) {
                if (part.startsWith("chat_id=")) {
                    return part.substring("chat_id=".length());
                }
            }
        }
        return null;
    }

    /** {sinks: [{name, type, minimum_severity, delivered, lost, waiting, last_error, last_delivered}], held_back}. */
    public synchronized JsonObject status() {
        JsonArray sinks = new JsonArray();
        for (Line line : lines()) {
            sinks.add(new JsonObject()
                    .put("name", line.name)
                    .put("type", line.sink.type())
                    .put("minimum_severity", line.sink.minimumSeverity())
                    .put("delivered", line.delivered)
                    .put("lost", line.lost)
                    .put("waiting", line.queue.size())
                    .put("last_error", line.lastError)
                    .put("last_delivered", line.lastDelivered == null ? null : line.lastDelivered.toString()));
        }
        return new JsonObject().put("sinks", sinks).put("held_back", filter.heldBack());
    }

    /** Sinks whose last alert was not delivered, one sentence each. */
    public synchronized List<String> failing() {
        return lines().stream()
                .filter(line -> line.lastError != null)
                .map(line -> "alerts do not reach " + line.name + ": " + line.lastError)
                .toList();
    }

    /** Sends no more. */
    public Future<Void> close() {
        following.cancel();
        return client.close();
    }
}
