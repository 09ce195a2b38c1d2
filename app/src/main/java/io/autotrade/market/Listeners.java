package io.autotrade.market;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.Subscription;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Listeners that are told of an event one after the other, in the order in which they were registered. */
final class Listeners {

    private final BiConsumer<MarketEvent, Throwable> onFailure;
    private volatile List<MarketListener> registered = List.of();

    /** @param onFailure told when a listener throws or its future fails */
    Listeners(BiConsumer<MarketEvent, Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    synchronized Subscription add(MarketListener listener) {
        List<MarketListener> more = new ArrayList<>(registered);
        more.add(listener);
        registered = List.copyOf(more);
        return () -> remove(listener);
    }

    private synchronized void remove(MarketListener listener) {
        List<MarketListener> fewer = new ArrayList<>(registered);
        fewer.remove(listener);
        registered = List.copyOf(fewer);
    }

    /** Completes when the last listener is done; never fails. */
    Future<Void> tell(MarketEvent event) {
        return tell(registered, 0, event);
    }

    private Future<Void> tell(List<MarketListener> listeners, int from, MarketEvent event) {
        for (int i = from; i < listeners.size(); i++) {
            Future<Void> done = call(listeners.get(i), event);
            if (done.failed()) {
                onFailure.accept(event, done.cause());
            } else if (!done.succeeded()) {
                int next = i + 1;
                return done.transform(result -> {
                    if (result.failed()) {
                        onFailure.accept(event, result.cause());
                    }
                    return tell(listeners, next, event);
                });
            }
        }
        return Future.succeededFuture();
    }

    private static Future<Void> call(MarketListener listener, MarketEvent event) {
        try {
            return listener.onEvent(event);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
