package io.autotrade.okx.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.MarketRows;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.InstrumentCache;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns public pushes into market events. Only the newest ticker, mark price and book of a moment are parsed at all.
 */
final class Feed {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MOMENT = Duration.ofMillis(25);
    private static final Set<String> REPLACING = Set.of("tickers", "mark-price", "books5", "funding-rate");

    private final Loop loop;
    private final InstrumentCache instruments;
    private final MarketOutlet outlet;
    private final PluginMetrics metrics;
    private final Logger logger;
    private final Map<String, Duration> candleChannels;
    private final Routes routes = new Routes();
    private final Set<Routes.Route> fresh = new LinkedHashSet<>();
    private final Map<String, Row> tickers = new HashMap<>();
    private final Map<String, BigDecimal> marks = new HashMap<>();
    private final Map<String, OrderBook> books = new HashMap<>();
    private final Map<String, FundingRate> fundings = new HashMap<>();
    private final Map<String, Instant> lastCandles = new HashMap<>();
    private boolean planned;

    /** @param candleChannels timeframe by the name of its channel */
    Feed(
            Loop loop,
            InstrumentCache instruments,
            MarketOutlet outlet,
            Map<String, Duration> candleChannels,
            PluginMetrics metrics,
            Logger logger) {
        this.loop = loop;
        this.instruments = instruments;
        this.outlet = outlet;
        this.candleChannels = Map.copyOf(candleChannels);
        this.metrics = metrics;
        this.logger = logger;
    }

    void message(Buffer message) {
        Routes.Route route = routes.of(message);
        if (route == null) {
            metrics.count("market.unreadable", 1);
            return;
        }
        if (!REPLACING.contains(route.channel)) {
            handle(route, message);
            return;
        }
        route.latest = message;
        fresh.add(route);
        if (!planned) {
            planned = true;
            loop.after(MOMENT, this::flush);
        }
    }

    /** The newest book that was pushed. */
    Optional<OrderBook> book(Symbol symbol) {
        return Optional.ofNullable(books.get(symbol.value()));
    }

    /** What was pushed before a gap is not to be taken for what is. */
    void forget() {
        books.clear();
        tickers.clear();
        marks.clear();
    }

    private void flush() {
        planned = false;
        List<Routes.Route> streams = List.copyOf(fresh);
        fresh.clear();
        for (Routes.Route route : streams) {
            Buffer message = route.latest;
            route.latest = null;
            if (message != null) {
                handle(route, message);
            }
        }
    }

    private void handle(Routes.Route route, Buffer message) {
        SwapSpec spec = instruments.find(route.instId);
        if (spec == null) {
            return;
        }
        try {
            JsonNode data = JSON.readTree(message.getBytes()).path("data");
            push(route.channel, spec, data);
        } catch (IOException | MalformedReply | IllegalArgumentException e) {
            metrics.count("market.unreadable", 1);
            logger.debug("a push of {} {} was not understood: {}", route.channel, route.instId, e.getMessage());
        }
    }

    private void push(String channel, SwapSpec spec, JsonNode data) {
        switch (channel) {
            case "tickers" -> Row.list(data).forEach(row -> ticker(spec, row));
            case "mark-price" -> Row.list(data).forEach(row -> mark(spec, row));
            case "books5" ->
                Row.list(data).forEach(row -> books.put(spec.symbol().value(), MarketRows.book(row, spec, 5)));
            case "funding-rate" -> Row.list(data).forEach(row -> funding(spec, row));
            case "trades" ->
                Row.list(data).forEach(row -> outlet.emit(new MarketEvent.Traded(MarketRows.trade(row, spec))));
            default -> {
                Duration timeframe = candleChannels.get(channel);
                if (timeframe != null) {
                    data.forEach(row -> candle(spec, timeframe, row));
                }
            }
        }
    }

    private void ticker(SwapSpec spec, Row row) {
        Row before = tickers.get(spec.symbol().value());
        if (before == null || !row.time("ts").isBefore(before.time("ts"))) {
            tickers.put(spec.symbol().value(), row);
            tell(spec, row, marks.get(spec.symbol().value()));
        }
    }

    private void mark(SwapSpec spec, Row row) {
        BigDecimal mark = row.decimal("markPx");
        marks.put(spec.symbol().value(), mark);
        Row ticker = tickers.get(spec.symbol().value());
        if (ticker != null) {
            tell(spec, ticker, mark);
        }
    }

    private void tell(SwapSpec spec, Row ticker, @Nullable BigDecimal mark) {
        if (mark != null) {
            MarketRows.ticker(ticker, spec, mark).ifPresent(told -> outlet.emit(new MarketEvent.Ticked(told)));
        }
    }

    private void funding(SwapSpec spec, Row row) {
        Optional<FundingRate> coming = MarketRows.funding(row, spec, instruments.fundingInterval(spec.symbol()));
        if (coming.isEmpty()) {
            return;
        }
        FundingRate now = coming.get();
        FundingRate before = fundings.get(spec.symbol().value());
        if (before != null && now.fundingTime().isAfter(before.fundingTime())) {
            BigDecimal settled = row.decimalOrNull("settFundingRate");
            if (settled == null || row.text("settState").equals("processing")) {
                // Wait for the push that knows what was charged.
                return;
            }
            outlet.emit(new MarketEvent.FundingSettled(
                    new FundingRate(spec.symbol(), settled, before.fundingTime(), before.interval(), now.at())));
        }
        fundings.put(spec.symbol().value(), now);
        outlet.emit(new MarketEvent.FundingChanged(now));
    }

    private void candle(SwapSpec spec, Duration timeframe, JsonNode row) {
        if (!MarketRows.isConfirmed(row)) {
            return;
        }
        Candle candle = MarketRows.candle(row, spec, timeframe);
        String key = spec.symbol() + "/" + timeframe;
        Instant last = lastCandles.get(key);
        if (last == null || candle.opensAt().isAfter(last)) {
            lastCandles.put(key, candle.opensAt());
            outlet.emit(new MarketEvent.CandleClosed(candle));
        }
    }
}
