package com.example.troubled;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
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

/** Ten prices a second, by the wall clock, unless it is told to fall silent, to run ahead or to be down. */
final class TroubledMarket implements MarketSource {

    private static final long TICK_MILLIS = 100;

    private final MarketSourceContext context;
    private FeedState state = FeedState.UP;

    TroubledMarket(MarketSourceContext context) {
        this.context = context;
    }

    static Instrument instrument(Symbol symbol) {
        return new Instrument(
                symbol,
                "BTC",
                "USDT",
                "USDT",
                new BigDecimal("0.001"),
                new BigDecimal("0.001"),
                null,
                null,
                new BigDecimal("0.01"),
                BigDecimal.ZERO,
                BigDecimal.ONE,
                BigDecimal.ZERO, // without leverage nothing is ever liquidated
                null,
                Instrument.State.LIVE);
    }

    static Ticker ticker(Symbol symbol, Instant at) {
        BigDecimal price = Trouble.price();
        return new Ticker(symbol, price, price, price, price, null, null, null, null, at);
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String description() {
        return "prices as ordered";
    }

    @Override
    public boolean drivesClock() {
        return false;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Optional<Double> speed() {
        return Optional.of(1.0);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return Future.succeededFuture(
                context.symbols().stream().map(TroubledMarket::instrument).toList());
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, Instant before, int limit) {
        long millis = timeframe.toMillis();
        long end = (before == null ? clock().instant() : before).toEpochMilli() / millis * millis;
        List<Candle> candles = new ArrayList<>();
        for (int i = limit; i >= 1; i--) {
            BigDecimal open = BigDecimal.valueOf(9_900 + (i * 37) % 200, 2);
            candles.add(new Candle(
                    symbol,
                    timeframe,
                    Instant.ofEpochMilli(end - i * millis),
                    open,
                    new BigDecimal("102"),
                    new BigDecimal("98"),
                    BigDecimal.valueOf(9_900 + ((i - 1) * 37) % 200, 2),
                    BigDecimal.TEN));
        }
        return Future.succeededFuture(candles);
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return Future.succeededFuture(ticker(symbol, clock().instant()));
    }

    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return Trouble.is("no-future") ? null : Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Subscription start(MarketListener listener) {
        listener.onEvent(new MarketEvent.FeedChanged(FeedState.UP, "", clock().instant()));
        long timer = context.vertx().setPeriodic(1, TICK_MILLIS, id -> {
            announce(listener);
            if (!Trouble.is("silent")) {
                Instant at = clock().instant()
                        .plusSeconds(Trouble.number("lead", "0").longValueExact());
                context.symbols().forEach(symbol -> listener.onEvent(new MarketEvent.Ticked(ticker(symbol, at))));
            }
        });
        return () -> context.vertx().cancelTimer(timer);
    }

    private void announce(MarketListener listener) {
        FeedState now = Trouble.is("feed") ? FeedState.valueOf(Trouble.of("feed")) : FeedState.UP;
        if (now != state) {
            // a gap is ended by a reset, never by the feed being up alone
            FeedState told = now == FeedState.UP ? FeedState.RESET : now;
            state = now;
            listener.onEvent(new MarketEvent.FeedChanged(told, "as ordered", clock().instant()));
        }
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
