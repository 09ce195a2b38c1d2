package io.autotrade.plugin;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Hands the journal to one consumer, an event at a time, and remembers how far it got.
 *
 * <pre>
 *   idle --entry committed--&gt; handing over --done--&gt; handing over ... --nothing left--&gt; idle
 *                                   ^--again, later--failed--+
 * </pre>
 *
 * New entries are kept while there is room; what did not fit is read again from the journal. Confined to a context.
 */
final class EventFollower {

    /** Key of the number of the last event that was handled. */
    static final String POSITION = "followed";

    private static final int ROOM = 1_000;
    private static final int PAGE = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final long REMEMBER_MILLIS = 1_000;
    private static final int ALERT_AFTER = 5;

    private final Vertx vertx;
    private final Context context;
    private final Journal journal;
    private final KeyValueStore positions;
    private final Function<JsonObject, Future<Void>> handler;
    private final Consumer<String> stuck;
    private final Logger logger;
    private final Deque<JournalEntry> next = new ArrayDeque<>();
    private final Promise<Void> stopped = Promise.promise();

    private @Nullable Subscription commits;
    private final long timer;
    private boolean open = true;
    private boolean busy = true;
    private long last;
    private long remembered;
    private int failures;

    /** @param stuck is told why when the consumer has failed too often in a row */
    EventFollower(
            Vertx vertx,
            Journal journal,
            KeyValueStore positions,
            Function<JsonObject, Future<Void>> handler,
            Consumer<String> stuck,
            Logger logger) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.journal = journal;
        this.positions = positions;
        this.handler = handler;
        this.stuck = stuck;
        this.logger = logger;
        this.timer = vertx.setPeriodic(REMEMBER_MILLIS, id -> context.runOnContext(ignored -> remember()));
    }

    /** Begins after the event that was handled last; after {@code firstAfter} when there was none. */
    void start(long firstAfter) {
        commits = journal.onCommitted(entry -> context.runOnContext(ignored -> take(entry)));
        begin(firstAfter);
    }

    private void begin(long firstAfter) {
        positions
                .get(POSITION)
                .onComplete(found -> context.runOnContext(ignored -> {
                    if (!open) {
                        stopped.complete();
                    } else if (found.failed()) {
                        logger.warn("cannot read how far it got: {}", reason(found.cause()));
                        later(FIRST_PAUSE, () -> begin(firstAfter));
                    } else {
                        last = found.result() == null ? firstAfter : Long.parseLong(found.result());
                        remembered = last;
                        step();
                    }
                }));
    }

    private void take(JournalEntry entry) {
        if (next.size() < ROOM) {
            next.add(entry);
        }
        if (!busy && open) {
            step();
        }
    }

    /** The one place where it is decided what happens next. */
    private void step() {
        busy = true;
        while (!next.isEmpty() && next.getFirst().seq() <= last) {
            next.removeFirst();
        }
        if (!open) {
            remember().onComplete(done -> stopped.tryComplete());
        } else if (!next.isEmpty() && next.getFirst().seq() == last + 1) {
            hand(next.getFirst());
        } else if (journal.lastSeq() > last) {
            read();
        } else {
            busy = false;
        }
    }

    private void read() {
        journal.read(last, PAGE)
                .onComplete(page -> context.runOnContext(ignored -> {
                    if (page.failed()) {
                        failed("the journal cannot be read", page.cause());
                        return;
                    }
                    List<JournalEntry> entries = page.result();
                    if (entries.isEmpty()) {
                        later(FIRST_PAUSE, this::step);
                        return;
                    }
                    // What is kept is newer than this page or part of it: either way the page comes first.
                    for (JournalEntry entry : entries.reversed()) {
                        next.addFirst(entry);
                    }
                    step();
                }));
    }

    private void hand(JournalEntry entry) {
        attempt(entry)
                .onComplete(handled -> context.runOnContext(ignored -> {
                    if (handled.succeeded()) {
                        last = entry.seq();
                        failures = 0;
                        step();
                    } else {
                        failed("event " + entry.seq() + " was not taken", handled.cause());
                    }
                }));
    }

    private Future<Void> attempt(JournalEntry entry) {
        try {
            @Nullable Future<Void> done = handler.apply(EventJson.busMessage(entry));
            return done == null ? Future.failedFuture("the consumer returned null") : done;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return Future.failedFuture(e);
        }
    }

    private void failed(String what, Throwable cause) {
        failures++;
        String text = what + ": " + reason(cause);
        Duration pause = pause(failures);
        logger.warn("{}; again in {} s", text, pause.toSeconds());
        if (failures == ALERT_AFTER) {
            stuck.accept(text);
        }
        later(pause, this::step);
    }

    static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void later(Duration pause, Runnable work) {
        if (open) {
            vertx.setTimer(pause.toMillis(), id -> context.runOnContext(ignored -> work.run()));
        } else {
            remember().onComplete(done -> stopped.tryComplete());
        }
    }

    private Future<Void> remember() {
        if (last <= remembered) {
            return Future.succeededFuture();
        }
        long before = remembered;
        remembered = last;
        return positions
                .put(POSITION, Long.toString(last))
                .onFailure(e -> context.runOnContext(ignored -> remembered = Math.min(remembered, before)));
    }

    /** Hands over nothing after the event under way; completes when that is done and its number is kept. */
    Future<Void> stop() {
        context.runOnContext(ignored -> {
            Subscription active = commits;
            if (active != null) {
                active.cancel();
            }
            vertx.cancelTimer(timer);
            boolean first = open;
            open = false;
            if (first && (!busy || failures > 0)) {
                remember().onComplete(done -> stopped.tryComplete());
            }
        });
        return stopped.future();
    }
}
