package io.autotrade.market;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A market whose clock and events are moved by the test. Candles close at 100, plus one for each hour since the start.
 */
public final class FakeSource implements MarketSource {

    final List<String> reads = new CopyOnWriteArrayList<>();
    volatile Instant now;
    volatile boolean drivesClock = true;
    volatile boolean broken;
    private volatile @Nullable MarketListener listener;

    public FakeSource(Instant now) {
        this.now = now;
    }

    Future<Void> emit(MarketEvent event) {
        if (event.at().isAfter(now)) {
            now = event.at();
        }
        return listener.onEvent(event);
    }

    boolean started() {
        return listener != null;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String description() {
        return "made up by a test";
    }

    @Override
    public boolean drivesClock() {
        return drivesClock;
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public Optional<Double> speed() {
        return Optional.empty();
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return answer(
                "instruments",
                List.of(new Instrument(
                        Candles.BTC,
                        "BTC",
                        "USDT",
                        "USDT",
                        new BigDecimal("0.001"),
                        new BigDecimal("0.001"),
                        null,
                        null,
                        new BigDecimal("0.1"),
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        null,
                        null,
                        Instrument.State.LIVE)));
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, @Nullable Instant before, int limit) {
        List<Candle> candles = new ArrayList<>();
        Instant end = Timeframes.opensAt(now, timeframe);
        for (int i = limit; i > 0; i--) {
            candles.add(candle(timeframe, end.minus(timeframe.multipliedBy(i))));
        }
        return answer("candles " + Timeframes.text(timeframe), candles);
    }

    static Candle candle(Duration timeframe, Instant opensAt) {
        long hours = Duration.between(Candles.START, opensAt).toHours();
        return Candles.candle(timeframe, opensAt, "" + (1000 + hours), "" + (1001 + hours), "5");
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return answer("ticker", Candles.ticker(symbol, "1000", now));
    }

    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return answer("book", Optional.of(new OrderBook(symbol, List.of(), List.of(), now)));
    }

    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        return answer("funding", Optional.of(funding(now.plusSeconds(3600))));
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        return answer("funding history", List.of(funding(now.minusSeconds(3600))));
    }

    private FundingRate funding(Instant time) {
        return new FundingRate(Candles.BTC, new BigDecimal("0.0001"), time, Duration.ofHours(8), now);
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        return answer("open interest", Optional.of(new OpenInterest(symbol, BigDecimal.TEN, null, now)));
    }

    @Override
    public Subscription start(MarketListener newListener) {
        listener = newListener;
        return () -> listener = event -> Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private <T> Future<T> answer(String what, T value) {
        reads.add(what);
        return broken
                ? Future.failedFuture(new BrokerException(new BrokerFault.Unavailable("the venue is away")))
                : Future.succeededFuture(value);
    }
}
