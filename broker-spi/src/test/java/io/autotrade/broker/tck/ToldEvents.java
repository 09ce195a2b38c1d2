package io.autotrade.broker.tck;

import io.autotrade.broker.EventConsumerContext;
import io.autotrade.broker.EventLog;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service would give an event consumer, under the control of a test: a journal that says what it is told to.
 * Give the same one to a second verticle to see what a consumer does after a crash: everything after {@link #rewind}
 * comes again.
 */
public final class ToldEvents implements EventConsumerContext, EventLog {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final Path home;
    private final JsonObject configuration;
    private final InMemoryStore store;
    private final List<JsonObject> events = new ArrayList<>();
    private @Nullable Function<JsonObject, Future<Void>> handler;
    private @Nullable Context context;
    private int handed;

    /**
     * @param configuration the consumer's section, complete
     * @param home what relative paths are resolved against
     */
    public ToldEvents(Vertx vertx, JsonObject configuration, Path home) {
        this.configuration = configuration.copy();
        this.home = home;
        this.store = new InMemoryStore(vertx);
    }

    /** Makes an event happen; it is handed over by {@link #deliver}. */
    public synchronized void happened(String type, JsonObject payload) {
        int seq = events.size() + 1;
        events.add(new JsonObject()
                .put("v", 1)
                .put("seq", (long) seq)
                .put("ts", START.plusSeconds(seq).toString())
                .put("type", type)
                .put("payload", payload));
    }

    /** Hands over what has happened and was not handed over yet; fails with what the consumer fails with. */
    public Future<Void> deliver() {
        JsonObject next;
        Context on;
        Function<JsonObject, Future<Void>> to;
        synchronized (this) {
            on = context;
            to = handler;
            if (to == null || on == null) {
                return Future.failedFuture(new IllegalStateException("the consumer does not follow"));
            }
            if (handed >= events.size()) {
                return Future.succeededFuture();
            }
            next = events.get(handed).copy();
        }
        Promise<Void> done = Promise.promise();
        on.runOnContext(ignored -> to.apply(next).onComplete(done));
        return done.future().compose(taken -> {
            synchronized (this) {
                handed++;
            }
            return deliver();
        });
    }

    /** Lets the service forget that anything after this event was handed over, as after a crash. */
    public synchronized void rewind(long seq) {
        handed = (int) seq;
    }

    @Override
    public synchronized long last() {
        return events.size();
    }

    @Override
    public synchronized Future<List<JsonObject>> read(long afterSeq, int limit) {
        return Future.succeededFuture(events.stream()
                .skip(afterSeq)
                .limit(limit)
                .map(JsonObject::copy)
                .toList());
    }

    @Override
    public synchronized Subscription follow(long firstAfter, Function<JsonObject, Future<Void>> to) {
        handler = to;
        context = Vertx.currentContext();
        handed = Math.max(handed, (int) firstAfter);
        return this::forget;
    }

    private synchronized void forget() {
        handler = null;
    }

    @Override
    public JsonObject configuration() {
        return configuration.copy();
    }

    @Override
    public EventLog events() {
        return this;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(START);
    }

    @Override
    public KeyValueStore store() {
        return store;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public PluginMetrics metrics() {
        return PluginMetrics.none();
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("io.autotrade.broker.tck");
    }
}
