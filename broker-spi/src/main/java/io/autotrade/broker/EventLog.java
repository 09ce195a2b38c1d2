package io.autotrade.broker;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * The journal of the service as its consumers see it. An event is {@code {v, seq, ts, type, payload}}; {@code seq} is 1
 * for the first and grows by one. Everything here is durable: an event that is told never unhappens. Safe from any
 * thread.
 */
public interface EventLog {

    /** Number of the newest event, 0 when there is none. */
    long last();

    /**
     * Reads events after a number, oldest first; empty when there are none yet. Fails with an
     * {@link IllegalStateException} while the database is away.
     *
     * @param afterSeq 0 for the first event on
     * @param limit 1 to 10000
     */
    Future<List<JsonObject>> read(long afterSeq, int limit);

    /**
     * Hands over every event from now on for as long as the verticle runs: one at a time, in order, without gaps, on
     * the context of the caller. Call it once, from the verticle's start.
     *
     * <p>The next event waits for the future of the one before. A future that fails, or an exception, brings the same
     * event again: after a second, then after twice as long each time, up to a minute; nothing after it is told
     * meanwhile, and the fifth failure in a row raises an alert. The service remembers how far the consumer got, also
     * between runs, but not at every event: what was handed over in the last second or two before the process died
     * comes again. A consumer that must not count twice keeps {@code seq} with its results.
     *
     * @param firstAfter where a consumer begins that never followed before: 0 for the first event of the journal,
     *     {@link #last()} for those that are still to come; of no importance later
     */
    Subscription follow(long firstAfter, Function<JsonObject, Future<Void>> handler);
}
