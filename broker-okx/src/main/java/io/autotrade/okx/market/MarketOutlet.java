package io.autotrade.okx.market;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Hands events to the listener one at a time. While it is busy, a newer ticker or funding rate of a symbol takes the
 * place of the one that waits; finished candles are never dropped, trades only when thousands wait. To be used on the
 * loop.
 */
final class MarketOutlet {

    private static final int MOST_WAITING = 10_000;
    private static final long PATIENCE_SECONDS = 10;

    private final Loop loop;
    private final PluginMetrics metrics;
    private final Logger logger;
    private final Map<Object, MarketEvent> waiting = new LinkedHashMap<>();
    private @Nullable MarketListener listener;
    private boolean busy;

    private record Slot(Class<?> kind, Symbol symbol) {}

    MarketOutlet(Loop loop, PluginMetrics metrics, Logger logger) {
        this.loop = loop;
        this.metrics = metrics;
        this.logger = logger;
    }

    void start(MarketListener to) {
        listener = to;
    }

    void stop() {
        listener = null;
        waiting.clear();
    }

    void emit(MarketEvent event) {
        if (listener == null) {
            return;
        }
        waiting.put(slot(event), event);
        if (waiting.size() > MOST_WAITING) {
            dropOldestTrade();
        }
        drain();
    }

    private static Object slot(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Ticked ticked ->
                new Slot(MarketEvent.Ticked.class, ticked.ticker().symbol());
            case MarketEvent.FundingChanged changed ->
                new Slot(MarketEvent.FundingChanged.class, changed.funding().symbol());
            case MarketEvent.Traded traded -> new Object();
            case MarketEvent.CandleClosed closed -> new Object();
            case MarketEvent.FundingSettled settled -> new Object();
            case MarketEvent.ClockAdvanced advanced -> new Object();
            case MarketEvent.FeedChanged changed -> new Object();
        };
    }

    private void dropOldestTrade() {
        Iterator<MarketEvent> events = waiting.values().iterator();
        while (events.hasNext()) {
            if (events.next() instanceof MarketEvent.Traded) {
                events.remove();
                metrics.count("market.trades.dropped", 1);
                return;
            }
        }
    }

    private void drain() {
        MarketListener to = listener;
        if (busy || to == null || waiting.isEmpty()) {
            return;
        }
        busy = true;
        Iterator<MarketEvent> events = waiting.values().iterator();
        MarketEvent event = events.next();
        events.remove();
        Future<Void> handled;
        try {
            handled = to.onEvent(event);
        } catch (RuntimeException e) {
            handled = Future.failedFuture(e);
        }
        if (handled.isComplete()) {
            done(handled.cause());
        } else {
            handled.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .onComplete(result -> loop.run(() -> done(result.cause())));
        }
    }

    private void done(@Nullable Throwable failure) {
        if (failure != null) {
            logger.warn("a listener failed on a market event", failure);
        }
        busy = false;
        if (!waiting.isEmpty()) {
            loop.run(this::drain);
        }
    }
}
