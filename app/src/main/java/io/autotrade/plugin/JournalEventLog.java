package io.autotrade.plugin;

import io.autotrade.broker.EventLog;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.EventJson;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;

/** The journal as one consumer sees it. Safe from any thread. */
public final class JournalEventLog implements EventLog {

    private static final int MOST = 10_000;

    private final Vertx vertx;
    private final Journal journal;
    private final KeyValueStore positions;
    private final Consumer<String> stuck;
    private final Logger logger;
    private final List<EventFollower> followers = new CopyOnWriteArrayList<>();

    /**
     * @param positions keeps how far this consumer got
     * @param stuck is told why when the consumer has failed too often in a row
     */
    public JournalEventLog(
            Vertx vertx, Journal journal, KeyValueStore positions, Consumer<String> stuck, Logger logger) {
        this.vertx = vertx;
        this.journal = journal;
        this.positions = positions;
        this.stuck = stuck;
        this.logger = logger;
    }

    @Override
    public long last() {
        return journal.lastSeq();
    }

    @Override
    public Future<List<JsonObject>> read(long afterSeq, int limit) {
        if (afterSeq < 0 || limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "afterSeq must not be negative and limit 1 to " + MOST + ", were " + afterSeq + " and " + limit);
        }
        return journal.read(afterSeq, limit)
                .map(entries -> entries.stream().map(EventJson::busMessage).toList())
                .recover(e -> Future.failedFuture(new IllegalStateException(e.getMessage(), e)));
    }

    @Override
    public Subscription follow(long firstAfter, Function<JsonObject, Future<Void>> handler) {
        if (firstAfter < 0) {
            throw new IllegalArgumentException("firstAfter must not be negative, was " + firstAfter);
        }
        if (!followers.isEmpty()) {
            throw new IllegalStateException("follow was called before");
        }
        EventFollower follower = new EventFollower(vertx, journal, positions, handler, stuck, logger);
        followers.add(follower);
        follower.start(firstAfter);
        return follower::stop;
    }

    /** Ends delivery and keeps how far the consumer got. */
    public Future<Void> close() {
        return Future.join(followers.stream().map(EventFollower::stop).toList()).mapEmpty();
    }
}
