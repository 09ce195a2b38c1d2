package io.autotrade.okx.market;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.IndexPrice;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Interruption;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PriceLimits;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.MarketRows;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.InstrumentCache;
import io.autotrade.okx.rest.InstrumentRefresh;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.Query;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Public prices of OKX, of live or of demo trading. */
public final class OkxMarketSource implements MarketSource {

    private static final String CURRENCY = "USDT";
    private static final int DEEPEST = 400;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final MarketSourceContext context;
    private final Loop loop;
    private final OkxRest rest;
    private final InstrumentCache instruments;
    private final Candles candles;
    private final MarketStream stream;
    private Runnable stopRefresh = () -> {};
    private volatile boolean closed;

    private OkxMarketSource(
            MarketSourceContext context, Loop loop, OkxRest rest, InstrumentCache instruments, MarketStream stream) {
        this.context = context;
        this.loop = loop;
        this.rest = rest;
        this.instruments = instruments;
        this.stream = stream;
        candles = new Candles(rest);
    }

    /**
     * Reads the instruments; the push connections begin with {@link #start}.
     *
     * @param fullBooks whether whole order books are kept from pushes, not only the five best levels
     */
    public static Future<MarketSource> open(
            MarketSourceContext context,
            Links links,
            RestSettings settings,
            URI publicSocket,
            URI businessSocket,
            SocketTimings timings,
            boolean fullBooks) {
        Loop loop = links.loop();
        OkxRest rest = new OkxRest(links.timing(), links.http(settings), settings, context.clock(), context.metrics());
        InstrumentCache instruments = new InstrumentCache(rest, Endpoint.PUBLIC_INSTRUMENTS, CURRENCY);
        return loop.call(() -> rest.start()
                .compose(started -> instruments.load())
                .<MarketSource>map(loaded -> {
                    MarketStream stream = new MarketStream(
                            context, links, rest, instruments, publicSocket, businessSocket, timings, fullBooks);
                    OkxMarketSource source = new OkxMarketSource(context, loop, rest, instruments, stream);
                    source.stopRefresh = InstrumentRefresh.start(loop, instruments, rest.clock(), context.logger());
                    return source;
                })
                .onFailure(failure -> rest.close()));
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String description() {
        return rest.settings().demo()
                ? "Prices of OKX demo trading: an order book of its own, thinner than the live one; real time."
                : "Real prices of OKX, in real time.";
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
        return read(() -> Future.succeededFuture(instruments.instruments()));
    }

    @Override
    public Future<List<Candle>> candles(Symbol symbol, Duration timeframe, @Nullable Instant before, int limit) {
        return read(() -> candles.read(spec(symbol), timeframe, before, limit));
    }

    @Override
    public Future<Ticker> ticker(Symbol symbol) {
        return read(() -> {
            SwapSpec spec = spec(symbol);
            Future<List<Row>> ticker = rest.read(Endpoint.TICKER, "", Query.of("instId", symbol.value()));
            Future<List<Row>> mark = rest.read(
                    Endpoint.MARK_PRICE,
                    symbol.value(),
                    Query.of("instType", "SWAP").and("instId", symbol.value()));
            return Future.all(ticker, mark)
                    .map(both -> MarketRows.ticker(
                                    OkxRest.first(ticker.result()),
                                    spec,
                                    OkxRest.first(mark.result()).decimal("markPx"))
                            .orElseThrow(() -> new BrokerException(
                                    new BrokerFault.Unavailable("OKX has no prices of " + symbol + " now"))));
        });
    }

    @Override
    public Future<Optional<OrderBook>> orderBook(Symbol symbol, int depth) {
        return read(() -> {
            SwapSpec spec = spec(symbol);
            int size = Math.max(1, Math.min(depth, DEEPEST));
            Optional<OrderBook> pushed = stream.book(symbol, size)
                    .filter(book -> book.at().plus(FRESH).isAfter(rest.clock().instant()));
            if (pushed.isPresent()) {
                return Future.succeededFuture(pushed.map(book -> cut(book, size)));
            }
            Query query = Query.of("instId", symbol.value()).and("sz", Integer.toString(size));
            return rest.read(Endpoint.BOOKS, "", query)
                    .map(rows -> Optional.of(MarketRows.book(OkxRest.first(rows), spec, size)));
        });
    }

    private static OrderBook cut(OrderBook book, int depth) {
        return new OrderBook(
                book.symbol(),
                book.bids().subList(0, Math.min(depth, book.bids().size())),
                book.asks().subList(0, Math.min(depth, book.asks().size())),
                book.at());
    }

    @Override
    public Future<Optional<FundingRate>> fundingRate(Symbol symbol) {
        return read(() -> {
            SwapSpec spec = spec(symbol);
            return rest.read(Endpoint.FUNDING_RATE, symbol.value(), Query.of("instId", symbol.value()))
                    .map(rows -> rows.isEmpty()
                            ? Optional.<FundingRate>empty()
                            : MarketRows.funding(rows.getFirst(), spec, instruments.fundingInterval(symbol)));
        });
    }

    @Override
    public Future<List<FundingRate>> fundingHistory(Symbol symbol, int limit) {
        return read(() -> {
            SwapSpec spec = spec(symbol);
            Query query = Query.of("instId", symbol.value()).and("limit", Integer.toString(Math.min(limit, DEEPEST)));
            return rest.read(Endpoint.FUNDING_HISTORY, symbol.value(), query)
                    .map(rows -> rows.reversed().stream()
                            .map(row -> MarketRows.charged(row, spec, instruments.fundingInterval(symbol)))
                            .toList());
        });
    }

    @Override
    public Future<Optional<OpenInterest>> openInterest(Symbol symbol) {
        return read(() -> {
            SwapSpec spec = spec(symbol);
            Query query = Query.of("instType", "SWAP").and("instId", symbol.value());
            return rest.read(Endpoint.OPEN_INTEREST, symbol.value(), query)
                    .map(rows -> rows.stream().findFirst().map(row -> MarketRows.openInterest(row, spec)));
        });
    }

    @Override
    public Future<Optional<IndexPrice>> indexPrice(Symbol symbol) {
        return read(() -> rest.read(
                        Endpoint.INDEX_TICKERS,
                        "",
                        Query.of("instId", spec(symbol).index()))
                .map(rows -> rows.stream().findFirst().map(row -> MarketRows.index(row, symbol))));
    }

    @Override
    public Future<Optional<PriceLimits>> priceLimits(Symbol symbol) {
        return read(() -> rest.read(
                        Endpoint.PRICE_LIMIT,
                        "",
                        Query.of("instId", spec(symbol).symbol().value()))
                .map(rows -> rows.stream().findFirst().map(row -> MarketRows.limits(row, symbol))));
    }

    @Override
    public Future<List<Interruption>> interruptions() {
        return read(() -> rest.read(Endpoint.STATUS, "", Query.none())
                .map(rows -> MarketRows.interruptions(
                        rows, rest.settings().demo(), rest.clock().instant())));
    }

    @Override
    public Subscription start(MarketListener listener) {
        loop.run(() -> {
            if (!closed) {
                stream.start(listener);
            }
        });
        return () -> loop.run(stream::mute);
    }

    @Override
    public Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        return loop.call(() -> {
            stopRefresh.run();
            return stream.close().transform(done -> rest.close());
        });
    }

    private SwapSpec spec(Symbol symbol) {
        SwapSpec spec = instruments.find(symbol);
        if (spec == null) {
            throw new BrokerException(
                    new BrokerFault.Malformed("symbol " + symbol + " is not a " + CURRENCY + " perpetual swap of OKX"));
        }
        return spec;
    }

    private <T> Future<T> read(Supplier<Future<T>> work) {
        if (closed) {
            return Future.failedFuture(
                    new BrokerException(new BrokerFault.Unavailable("the OKX market source is closed")));
        }
        return loop.call(() -> work.get().recover(failure -> Future.failedFuture(translate(failure))));
    }

    private static Throwable translate(Throwable failure) {
        return failure instanceof BrokerException || failure instanceof IllegalArgumentException
                ? failure
                : new BrokerException(
                        new BrokerFault.Malformed("an answer of OKX was not understood: " + failure.getMessage()),
                        failure);
    }
}
