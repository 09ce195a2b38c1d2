package io.autotrade.simulated;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Records events until one is the last that is wanted, and holds the source there. */
public final class Recorder implements MarketListener {

    private final List<MarketEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Promise<Void> reached = Promise.promise();
    private final Promise<Void> hold = Promise.promise();
    private final Predicate<MarketEvent> last;

    public Recorder(Predicate<MarketEvent> last) {
        this.last = last;
    }

    /** Runs a source until the last event that is wanted, then closes it. */
    public static List<MarketEvent> run(MarketSource source, Predicate<MarketEvent> last) {
        Recorder recorder = new Recorder(last);
        source.start(recorder);
        return recorder.finish(source);
    }

    @Override
    public Future<Void> onEvent(MarketEvent event) {
        if (reached.future().isComplete()) {
            return hold.future();
        }
        events.add(event);
        if (last.test(event)) {
            reached.complete();
            return hold.future();
        }
        return Future.succeededFuture();
    }

    private List<MarketEvent> finish(MarketSource source) {
        try {
            reached.future().await(20, TimeUnit.SECONDS);
            Future<Void> closed = source.close();
            hold.complete();
            closed.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the source did not come so far, it told " + events.size() + " events", e);
        }
        return List.copyOf(events);
    }
}
