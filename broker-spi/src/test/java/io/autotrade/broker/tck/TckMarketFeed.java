package io.autotrade.broker.tck;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketFeed;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A market that says what it is told, one event at a time, and waits for its listeners. Safe from any thread. */
public final class TckMarketFeed implements MarketFeed {

    private final Map<Symbol, Ticker> tickers = new ConcurrentHashMap<>();
    private final Map<Symbol, FundingRate> rates = new ConcurrentHashMap<>();
    private final List<MarketListener> listeners = new CopyOnWriteArrayList<>();
    private final Context context;
    private Future<Void> tail = Future.succeededFuture();

    /** A market without prices that speaks on a context of this Vert.x. */
    public TckMarketFeed(Vertx vertx) {
        context = vertx.getOrCreateContext();
    }

    @Override
    public Optional<Ticker> latest(Symbol symbol) {
        return Optional.ofNullable(tickers.get(symbol));
    }

    @Override
    public Optional<FundingRate> funding(Symbol symbol) {
        return Optional.ofNullable(rates.get(symbol));
    }

    @Override
    public Subscription listen(MarketListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Delivers an event after those before it; completes when all listeners have acted on it. */
    public Future<Void> publish(MarketEvent event) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(ignored -> {
            tail = tail.transform(before -> deliver(event));
            tail.onComplete(done);
        });
        return done.future();
    }

    private Future<Void> deliver(MarketEvent event) {
        if (event instanceof MarketEvent.Ticked ticked) {
            tickers.put(ticked.ticker().symbol(), ticked.ticker());
        } else if (event instanceof MarketEvent.FundingChanged changed) {
            rates.put(changed.funding().symbol(), changed.funding());
        }
        Future<Void> all = Future.succeededFuture();
        for (MarketListener listener : listeners) {
            all = all.compose(ignored -> listener.onEvent(event));
        }
        return all;
    }
}
