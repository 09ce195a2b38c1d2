package io.autotrade.simulated.replay;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.simulated.Instruments;
import io.autotrade.simulated.driven.Candles;
import io.autotrade.simulated.driven.MarketClock;
import io.autotrade.simulated.driven.Pump;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recorded candles as a market. Reads may come from any thread; they never look beyond the market's time. */
final class ReplayMarket implements MarketSource {

    private final Map<Symbol, Recording> recordings;
    private final Map<Symbol, TimedValues> funding;
    private final Map<Symbol, TimedValues> openInterest;
    private final ReplaySettings settings;
    private final MarketClock clock;
    private final ReplayScript script;
    private final Pump pump;
    private final Instant end;

    ReplayMarket(
            MarketSourceContext context,
            ReplaySettings settings,
            Map<Symbol, Recording> recordings,
            Map<Symbol, TimedValues> funding,
            Map<Symbol, TimedValues> openInterest,
            Instant start,
            Instant end,
            @Nullable Instant position) {
        this.settings = settings;
        this.recordings = Map.copyOf(recordings);
        this.funding = Map.copyOf(funding);
        this.openInterest = Map.copyOf(openInterest);
        this.end = end;
        script = new ReplayScript(recordings, funding, start, end, context.store());
        if (position != null) {
            script.skipTo(position);
        }
        clock = new MarketClock(position == null ? start : position);
        pump = new Pump(context.vertx(), settings.speed(), clock, null, script, context.logger());
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String description() {
        return "Recorded prices of " + recordings.keySet().stream().sorted().toList() + " up to " + end
                + "; market time runs " + settings.speed().describe();
    }

    @Override
    public boolean drivesClock() {
        return true;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Optional<Double> speed() {
        return settings.speed().asDouble();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return Future.succeededFuture(recordings.values().stream()
                .map(recording -> Instruments.withPrice(recording.symbol(), recording.price(recording.open(0))))
                .toList());
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, @Nullable Instant before, int limit) {
        Recording recording = recordings.get(symbol);
        if (recording == null) {
            return unknown(symbol);
        }
        Instant now = clock.instant();
        Instant until = before == null || before.isAfter(now) ? now : before;
        try {
            return Future.succeededFuture(Candles.newest(symbol, recording, timeframe, until, limit));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return recordings.containsKey(symbol) ? Future.succeededFuture(script.latest(symbol)) : unknown(symbol);
    }

    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return Future.succeededFuture(Optional.empty()); // nobody recorded one
    }

    /** The last charged rate stands for the coming one: what was really charged then is not known yet. */
    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        TimedValues rates = funding.getOrDefault(symbol, TimedValues.none());
        Instant now = clock.instant();
        Map.Entry<Instant, BigDecimal> last = rates.upTo(now).lastEntry();
        if (last == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Duration interval = ReplayScript.settled(symbol, rates, last.getKey(), last.getValue())
                .interval();
        return Future.succeededFuture(Optional.of(
                new FundingRate(symbol, last.getValue(), last.getKey().plus(interval), interval, last.getKey())));
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        TimedValues rates = funding.getOrDefault(symbol, TimedValues.none());
        List<FundingRate> history = new ArrayList<>();
        rates.upTo(clock.instant())
                .forEach((time, rate) -> history.add(ReplayScript.settled(symbol, rates, time, rate)));
        return Future.succeededFuture(
                List.copyOf(history.subList(Math.max(0, history.size() - limit), history.size())));
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        NavigableMap<Instant, BigDecimal> known =
                openInterest.getOrDefault(symbol, TimedValues.none()).upTo(clock.instant());
        return Future.succeededFuture(Optional.ofNullable(known.lastEntry())
                .map(entry -> new OpenInterest(symbol, entry.getValue(), null, entry.getKey())));
    }

    @Override
    public Subscription start(MarketListener listener) {
        pump.start(listener);
        return pump::stop;
    }

    @Override
    public Future<Void> close() {
        return pump.stop();
    }

    private static <T> Future<T> unknown(Symbol symbol) {
        return Future.failedFuture(
                new BrokerException(new BrokerFault.Malformed("there is no recording of " + symbol)));
    }
}
