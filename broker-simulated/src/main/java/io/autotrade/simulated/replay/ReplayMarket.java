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
import io.autotrade.simulated.driven.Speed;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded candles as a market. Reads may come from any thread; they never look beyond the market's time. */
final class ReplayMarket implements MarketSource {

    private final SortedMap<Symbol, Recording> recordings;
    private final SortedMap<Symbol, Instrument> instruments = new TreeMap<>();
    private final Map<Symbol, FundingHistory> funding = new TreeMap<>();
    private final Map<Symbol, TimedValues> openInterest;
    private final Speed speed;
    private final MarketClock clock;
    private final ReplayScript script;
    private final Pump pump;
    private final Instant end;

    /**
     * A market that begins, or goes on.
     *
     * @param told time up to which an earlier run has told everything; null for none
     */
    ReplayMarket(MarketSourceContext context, Speed speed, Recordings recorded, @Nullable Instant told) {
        this.speed = speed;
        recordings = recorded.candles();
        openInterest = recorded.openInterest();
        end = recorded.end();
        recorded.funding().forEach((symbol, rates) -> funding.put(symbol, new FundingHistory(symbol, rates)));
        SortedMap<Symbol, Track> tracks = new TreeMap<>();
        recordings.forEach((symbol, recording) -> {
            Instrument instrument = instrument(recording);
            instruments.put(symbol, instrument);
            tracks.put(symbol, new Track(recording, instrument.priceStep(), recorded.start()));
        });
        script = new ReplayScript(tracks, funding, recorded.start(), end, context.store());
        if (told != null) {
            script.skip(told);
        }
        clock = new MarketClock(told == null ? recorded.start() : told);
        pump = new Pump(context.vertx(), speed, clock, null, script, context.logger());
    }

    private static Instrument instrument(Recording recording) {
        Instrument usual = Instruments.withPrice(recording.symbol(), recording.price(recording.open(0)));
        return Instruments.withPricesOf(usual, recording.priceStep());
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String description() {
        return "Recorded prices of " + recordings.keySet() + " up to " + end + "; market time runs " + speed.describe();
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
        return speed.asDouble();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return Future.succeededFuture(List.copyOf(instruments.values()));
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

    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        FundingHistory history = funding.get(symbol);
        return Future.succeededFuture(history == null ? Optional.empty() : history.coming(clock.instant()));
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        FundingHistory history = funding.get(symbol);
        if (history == null) {
            return Future.succeededFuture(List.of());
        }
        List<FundingRate> all = history.settled(Instant.EPOCH, clock.instant());
        return Future.succeededFuture(List.copyOf(all.subList(Math.max(0, all.size() - limit), all.size())));
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        return Future.succeededFuture(Optional.ofNullable(openInterest.get(symbol))
                .map(recorded -> recorded.upTo(clock.instant()).lastEntry())
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
