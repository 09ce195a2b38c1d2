package io.autotrade.okx.market;

import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.SwapSpec;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Keeps the order books of the channel {@code books} in step. One that lost its place is subscribed to again, with
 * growing pauses; one that gets no snapshot is read over REST and joined with the changes pushed meanwhile. To be used
 * on the loop.
 */
final class BookKeeper {

    private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A minute of changes; a snapshot that takes longer does not come. */
    private static final int MOST_EARLY = 600;

    private static final long ACTION = Cursor.name("action");
    private static final long DATA = Cursor.name("data");

    private final Loop loop;
    private final Upstream upstream;
    private final PluginMetrics metrics;
    private final Logger logger;
    private final List<Shelf> shelves = new ArrayList<>();
    private final Cursor cursor = new Cursor();
    private final Cursor rows = new Cursor();

    /** Where books come from besides the pushes. */
    interface Upstream {

        /** Subscribes again; false when that is not possible now. */
        boolean resubscribe(String instId);

        /** The data of the REST endpoint {@code books} with all levels: an array of one row. */
        Future<byte[]> read(String instId);
    }

    BookKeeper(Loop loop, Upstream upstream, PluginMetrics metrics, Logger logger) {
        this.loop = loop;
        this.upstream = upstream;
        this.metrics = metrics;
        this.logger = logger;
    }

    Shelf shelf(String instId) {
        Shelf shelf = new Shelf(instId);
        shelves.add(shelf);
        return shelf;
    }

    /** One book. */
    final class Shelf {

        private final String instId;
        private final KeptBook book = new KeptBook();
        private final ArrayDeque<byte[]> early = new ArrayDeque<>();
        private Runnable cancelTimer = () -> {};
        private boolean waiting;
        private boolean reading;
        private int failures;
        private long completeSince;

        private Shelf(String instId) {
            this.instId = instId;
        }

        Optional<OrderBook> book(SwapSpec spec, int depth) {
            return book.isComplete() ? Optional.of(book.book(spec, depth)) : Optional.empty();
        }

        /** A subscription was made; its snapshot is there or should come soon. */
        void expect() {
            if (!book.isComplete() && !waiting) {
                await();
            }
        }

        /** Messages may be missing. */
        void forget() {
            cancelTimer.run();
            waiting = false;
            early.clear();
            book.clear();
        }

        void message(byte[] message, int argumentEnd) {
            try {
                take(message, argumentEnd);
            } catch (MalformedReply | IndexOutOfBoundsException e) {
                metrics.count("market.unreadable", 1);
                logger.warn("a book of {} was not understood: {}", instId, e.getMessage());
                book.clear();
                resync();
            }
        }

        private void take(byte[] message, int argumentEnd) {
            boolean snapshot = false;
            boolean action = false;
            int row = -1;
            cursor.over(message, argumentEnd);
            while (cursor.next(',') && (row < 0 || !action)) {
                long key = cursor.key();
                if (key == ACTION) {
                    cursor.scalar();
                    snapshot = cursor.first() == 's';
                    action = true;
                } else if (key == DATA && action) {
                    row = cursor.enter('[', ']') ? cursor.position() : -1;
                    break;
                } else if (key == DATA) {
                    row = cursor.position() + 1;
                    cursor.skip();
                } else {
                    cursor.skip();
                }
            }
            if (row >= 0) {
                act(book.take(message, row, snapshot, cursor), snapshot, message);
            }
        }

        private void act(KeptBook.Outcome outcome, boolean snapshot, byte[] message) {
            switch (outcome) {
                case KEPT -> {
                    if (snapshot) {
                        settled();
                    }
                }
                case REPEATED -> metrics.count("market.books.repeated", 1);
                case WAITING -> {
                    early.addLast(message);
                    if (early.size() > MOST_EARLY) {
                        early.removeFirst();
                    }
                    if (!waiting) {
                        await();
                    }
                }
                case GAP -> {
                    metrics.count("market.books.gaps", 1);
                    logger.info("the order book of {} has a gap and is fetched anew", instId);
                    resync();
                }
            }
        }

        private void settled() {
            cancelTimer.run();
            waiting = false;
            early.clear();
            completeSince = loop.nanoTime();
        }

        private void await() {
            waiting = true;
            cancelTimer.run();
            cancelTimer = loop.after(SNAPSHOT_WITHIN, this::merge);
        }

        /** At once the first time, later with pauses: OKX counts the requests. */
        private void resync() {
            if (loop.nanoTime() - completeSince > LONGEST_PAUSE.toNanos()) {
                failures = 0;
            }
            waiting = true;
            cancelTimer.run();
            if (failures == 0) {
                subscribe();
            } else {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
                cancelTimer = loop.after(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, this::subscribe);
            }
        }

        private void subscribe() {
            failures++;
            early.clear();
            if (upstream.resubscribe(instId)) {
                await();
            } else {
                resync();
            }
        }

        private void merge() {
            if (reading) {
                return;
            }
            reading = true;
            upstream.read(instId).onComplete(read -> {
                reading = false;
                if (book.isComplete() || !waiting) {
                    return;
                }
                if (read.succeeded() && joined(read.result())) {
                    metrics.count("market.books.merged", 1);
                    settled();
                } else {
                    resync();
                }
            });
        }

        private boolean joined(byte[] read) {
            try {
                return book.merge(read, early, cursor, rows) == KeptBook.Outcome.KEPT;
            } catch (MalformedReply | IndexOutOfBoundsException e) {
                logger.warn("the order book of {} could not be joined: {}", instId, e.getMessage());
                book.clear();
                return false;
            }
        }
    }
}
