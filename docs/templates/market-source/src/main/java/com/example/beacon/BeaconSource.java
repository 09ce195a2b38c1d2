package com.example.beacon;

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
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The source: reads are asked of the server, the rest is told by its stream. */
final class BeaconSource implements MarketSource {

    private final MarketSourceContext context;
    private final Server server;
    private final List<Instrument> instruments;
    private final Feed feed;

    BeaconSource(MarketSourceContext context, Server server, List<Instrument> instruments) {
        this.context = context;
        this.server = server;
        this.instruments = instruments;
        this.feed = new Feed(context, server);
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String description() {
        return "Prices of the beacon at " + context.configuration().getString("url");
    }

    @Override
    public boolean drivesClock() {
        return false;
    }

    @Override
    public InstantSource clock() {
        return context.clock();
    }

    @Override
    public Optional<Double> speed() {
        return Optional.of(1.0);
    }

    @Override
    public Future<List<Instrument>> instruments() {
        return Future.succeededFuture(instruments);
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, Instant before, int limit) {
        Instant end = before == null ? clock().instant() : before;
        return known(symbol, name -> server.get("/candles?symbol=" + name + "&seconds=" + timeframe.toSeconds()
                        + "&before=" + end + "&limit=" + limit)
                .map(answer -> Reading.candles(answer, symbol, timeframe)));
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return known(
                symbol,
                name -> server.get("/ticker?symbol=" + name).map(answer -> Reading.ticker(answer, symbol)));
    }

    /** What the server does not have is said to be unknown; the service then does without. */
    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return Future.succeededFuture(Optional.empty());
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
        feed.start(listener);
        return feed::stop;
    }

    @Override
    public Future<Void> close() {
        return feed.stop().compose(stopped -> server.close());
    }

    private <T> Future<T> known(Symbol symbol, Function<String, Future<T>> read) {
        boolean known = instruments.stream().anyMatch(each -> each.symbol().equals(symbol));
        return known
                ? read.apply(symbol.value())
                : Future.failedFuture(
                        new BrokerException(new BrokerFault.Malformed("the beacon has no symbol " + symbol)));
    }
}
