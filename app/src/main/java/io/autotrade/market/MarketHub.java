package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketFeed;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the market and the order of work for each event: first the listeners of {@link #listen} (paper brokers),
 * one after the other; then candles and indicators; then the listeners of {@link #onEvent} (the service). Events are
 * handled one at a time; those that arrive meanwhile wait, of tickers only the newest of each symbol.
 *
 * <p>Prices and funding are updated before the first listener is called, so that {@link #latest} never lags behind the
 * event being handled. A listener that fails is logged and counted, and does not keep the event from the others. Safe
 * from any thread.
 */
public final class MarketHub implements MarketFeed {

    /** Reads missing candles from the source; the future never fails. */
    @FunctionalInterface
    interface CandleReader {
        Future<Void> read(Symbol symbol, CandleUpdate.Missing missing);
    }

    private static final Logger LOG = LoggerFactory.getLogger(MarketHub.class);
    private static final int MAX_WAITING_TRADES = 20_000;

    private final String source;
    private final boolean simulated;
    private final SortedMap<Symbol, SymbolMarket> symbols = new TreeMap<>();
    private final Listeners brokers = new Listeners(this::failed);
    private final Listeners services = new Listeners(this::failed);
    private final EventSequencer sequencer =
            new EventSequencer(MAX_WAITING_TRADES, this::handle, this::interruptedByDrop);
    private final ReentrantLock writing = new ReentrantLock();
    private final LongAdder failures = new LongAdder();
    private volatile MarketEvent.FeedChanged feed;
    private volatile @Nullable Instant lastEventAt;
    private volatile boolean stateKnown;
    private volatile CandleReader candleReader = (symbol, missing) -> Future.succeededFuture();
    private volatile Consumer<Candle> candleSink = candle -> {};

    /**
     * @param source id of the market source
     * @param simulated whether prices are recorded or made up
     * @param history how many finished candles are kept per symbol and timeframe, at least 51
     * @param watchedFrom nothing is known of trades before this time
     */
    public MarketHub(
            String source,
            boolean simulated,
            Set<Symbol> symbols,
            Duration shortTimeframe,
            Duration longTimeframe,
            int history,
            Instant watchedFrom) {
        this.source = source;
        this.simulated = simulated;
        this.feed = new MarketEvent.FeedChanged(FeedState.DOWN, "no event so far", watchedFrom);
        for (Symbol symbol : symbols) {
            this.symbols.put(symbol, new SymbolMarket(symbol, shortTimeframe, longTimeframe, history, watchedFrom));
        }
    }

    @Override
    public Optional<Ticker> latest(Symbol symbol) {
        return Optional.ofNullable(symbols.get(symbol)).map(SymbolMarket::ticker);
    }

    @Override
    public Optional<FundingRate> funding(Symbol symbol) {
        return Optional.ofNullable(symbols.get(symbol)).map(SymbolMarket::funding);
    }

    @Override
    public Subscription listen(MarketListener listener) {
        return brokers.add(listener);
    }

    /** Registers a listener that is told of each event after brokers, prices and candles are done with it. */
    public Subscription onEvent(MarketListener listener) {
        return services.add(listener);
    }

    /**
     * Handles an event of the source, or queues it behind the one being handled.
     *
     * @return completes when all listeners are done with it, or at once when it was dropped; never fails
     */
    public Future<Void> accept(MarketEvent event) {
        return sequencer.accept(event);
    }

    /** The market as it is known now, dated as given. Takes no lock and copies no candles. */
    public MarketView view(Instant now) {
        TreeMap<Symbol, SymbolView> views = new TreeMap<>();
        symbols.forEach((symbol, market) -> {
            SymbolView view = market.view();
            if (view != null) {
                views.put(symbol, view);
            }
        });
        return new MarketView(now, source, simulated, views);
    }

    /** Age of the newest price of each symbol that has one; never negative. */
    public SortedMap<Symbol, Duration> ages(Instant now) {
        TreeMap<Symbol, Duration> ages = new TreeMap<>();
        symbols.forEach((symbol, market) -> {
            Ticker ticker = market.ticker();
            if (ticker != null) {
                Duration age = Duration.between(ticker.at(), now);
                ages.put(symbol, age.isNegative() ? Duration.ZERO : age);
            }
        });
        return ages;
    }

    /** How far the newest price of any symbol is ahead of this time; zero when none is. */
    public Duration lead(Instant now) {
        Duration lead = Duration.ZERO;
        for (SymbolMarket market : symbols.values()) {
            Ticker ticker = market.ticker();
            if (ticker != null && Duration.between(now, ticker.at()).compareTo(lead) > 0) {
                lead = Duration.between(now, ticker.at());
            }
        }
        return lead;
    }

    /** Health of the feed at this time of the market's clock. */
    public FeedStatus status(Instant now) {
        MarketEvent.FeedChanged state = feed;
        SortedMap<Symbol, Duration> ages = ages(now);
        Set<Symbol> withoutPrice = new TreeSet<>(symbols.keySet());
        withoutPrice.removeAll(ages.keySet());
        Set<Symbol> withoutCandles = new TreeSet<>();
        long late = 0;
        long duplicates = 0;
        for (SymbolMarket market : symbols.values()) {
            late += locked(() -> market.aggregator().lateTrades());
            duplicates += locked(() -> market.aggregator().duplicateTrades());
            if (!market.hasIndicators()) {
                withoutCandles.add(market.symbol());
            }
        }
        return new FeedStatus(
                source,
                state.state(),
                state.detail(),
                state.at(),
                lastEventAt,
                ages,
                withoutPrice,
                withoutCandles,
                late,
                duplicates,
                sequencer.conflated(),
                sequencer.dropped(),
                failures.sum());
    }

    /** Finished candles that are kept, oldest first; empty for another timeframe or symbol. */
    List<Candle> candles(Symbol symbol, Duration timeframe) {
        SymbolMarket market = symbols.get(symbol);
        return market == null ? List.of() : market.candles(timeframe);
    }

    Set<Symbol> symbols() {
        return Collections.unmodifiableSet(symbols.keySet());
    }

    /** When the newest finished candle ends; empty when none is known. */
    Optional<Instant> candlesUntil(Symbol symbol, Duration timeframe) {
        return Optional.ofNullable(symbols.get(symbol)).flatMap(market -> market.candlesUntil(timeframe));
    }

    /** Changes the state of a symbol outside of an event, such as with what was read from the source. */
    void update(Symbol symbol, Consumer<SymbolMarket> change) {
        SymbolMarket market = symbols.get(symbol);
        if (market != null) {
            locked(() -> {
                change.accept(market);
                return true;
            });
        }
    }

    /**
     * Joins candles read from the source with those known. Those that go on from a known history count as finished now.
     */
    void merge(Symbol symbol, Duration timeframe, List<Candle> candles) {
        SymbolMarket market = symbols.get(symbol);
        if (market == null) {
            return;
        }
        List<Candle> continued = locked(() -> {
            Optional<Instant> until = market.candlesUntil(timeframe);
            List<Candle> changed = market.merge(timeframe, candles);
            return changed.stream()
                    .filter(candle ->
                            until.map(end -> !candle.opensAt().isBefore(end)).orElse(false))
                    .toList();
        });
        continued.forEach(candleSink);
    }

    /** Trades before this time may have been missed, of all symbols. */
    void interrupted(Instant until) {
        symbols.keySet()
                .forEach(symbol -> update(symbol, market -> market.aggregator().interrupted(until)));
    }

    /** Sets who reads missing candles; an event waits for it. */
    void candleReader(CandleReader reader) {
        candleReader = reader;
    }

    /** Sets who is told of each candle that was finished or corrected; must be quick. */
    void candleSink(Consumer<Candle> sink) {
        candleSink = sink;
    }

    private Future<Void> handle(MarketEvent event) {
        try {
            lastEventAt = event.at();
            quotes(event);
            Future<Void> told = brokers.tell(event);
            return told.succeeded() ? afterBrokers(event) : told.transform(ignored -> afterBrokers(event));
        } catch (RuntimeException e) {
            failed(event, e);
            return Future.succeededFuture();
        }
    }

    private Future<Void> afterBrokers(MarketEvent event) {
        try {
            Future<Void> counted = candles(event);
            return counted.succeeded() ? services.tell(event) : counted.transform(ignored -> services.tell(event));
        } catch (RuntimeException e) {
            failed(event, e);
            return services.tell(event);
        }
    }

    private void quotes(MarketEvent event) {
        switch (event) {
            case MarketEvent.Ticked e -> update(e.ticker().symbol(), market -> market.ticker(e.ticker()));
            case MarketEvent.FundingChanged e -> update(e.funding().symbol(), market -> market.funding(e.funding()));
            case MarketEvent.FundingSettled e ->
                update(e.settled().symbol(), market -> market.fundingSettled(List.of(e.settled())));
            case MarketEvent.FeedChanged e -> state(e);
            case MarketEvent.Traded e -> {}
            case MarketEvent.CandleClosed e -> {}
            case MarketEvent.ClockAdvanced e -> {}
        }
        if (!stateKnown) {
            state(new MarketEvent.FeedChanged(FeedState.UP, "", event.at()));
        }
    }

    /** A source need not say that it is up: its first event shows it. */
    private void state(MarketEvent.FeedChanged change) {
        feed = change;
        stateKnown = true;
    }

    private Future<Void> candles(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Traded e ->
                apply(e.trade().symbol(), market -> market.aggregator().onTrade(e.trade()));
            case MarketEvent.CandleClosed e ->
                apply(e.candle().symbol(), market -> market.aggregator().onCandle(e.candle()));
            case MarketEvent.ClockAdvanced e -> clock(e.at());
            case MarketEvent.FeedChanged e -> {
                if (e.state() == FeedState.DOWN || e.state() == FeedState.RESET) {
                    interrupted(e.at());
                }
                yield Future.succeededFuture();
            }
            case MarketEvent.Ticked e -> Future.succeededFuture();
            case MarketEvent.FundingChanged e -> Future.succeededFuture();
            case MarketEvent.FundingSettled e -> Future.succeededFuture();
        };
    }

    private Future<Void> clock(Instant now) {
        Future<Void> all = Future.succeededFuture();
        for (Symbol symbol : symbols.keySet()) {
            Future<Void> one = apply(symbol, market -> market.aggregator().onTime(now));
            Future<Void> before = all;
            all = before.succeeded() ? one : before.transform(ignored -> one);
        }
        return all;
    }

    private Future<Void> apply(Symbol symbol, Function<SymbolMarket, List<CandleUpdate>> change) {
        SymbolMarket market = symbols.get(symbol);
        if (market == null) {
            return Future.succeededFuture();
        }
        List<CandleUpdate.Missing> missing = new ArrayList<>(0);
        List<Candle> changed = locked(() -> {
            List<CandleUpdate> updates = change.apply(market);
            return updates.isEmpty() ? List.<Candle>of() : market.apply(updates, missing);
        });
        changed.forEach(candleSink);
        Future<Void> read = Future.succeededFuture();
        for (CandleUpdate.Missing gap : missing) {
            read = read.transform(ignored -> candleReader.read(symbol, gap));
        }
        return read;
    }

    private void interruptedByDrop(MarketEvent event) {
        if (event instanceof MarketEvent.Traded traded) {
            Instant until = traded.trade().at().plusNanos(1);
            update(traded.trade().symbol(), market -> market.aggregator().interrupted(until));
        }
    }

    private <T> T locked(Supplier<T> work) {
        writing.lock();
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }

    private void failed(MarketEvent event, Throwable cause) {
        failures.increment();
        LOG.error("a market event of {} could not be handled", event.at(), cause);
    }
}
