package io.autotrade.advisor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.EventJson;
import io.autotrade.market.Indicators;
import io.autotrade.market.MarketView;
import io.autotrade.market.SymbolView;
import io.autotrade.market.TimeframeView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tools a model may call while it decides. All answer from the one market view of the cycle, so that a tool can never
 * show another market than the prompt did, and every call is recorded.
 */
final class MarketTools {

    /** Most calls of one cycle; the ones after are answered with a refusal. */
    static final int MAX_CALLS = 24;

    private static final int MAX_CANDLES = 50;
    private static final int SERIES = 10;

    private final MarketView market;
    private final List<Symbol> symbols;
    private final ArrayNode log = EventJson.mapper().createArrayNode();
    private int calls;

    MarketTools(MarketView market, List<Symbol> symbols) {
        this.market = market;
        this.symbols = symbols;
    }

    /** The tools in OpenAI form. */
    static ArrayNode definitions() {
        ArrayNode tools = EventJson.mapper().createArrayNode();
        define(tools, "live_market_data", "Prices and candles of both timeframes of one symbol", false);
        define(tools, "indicator_calculator", "Indicators of both timeframes of one symbol with recent series", false);
        define(
                tools,
                "derivatives_data",
                "Funding and open interest of the given symbols, of all when none is given",
                true);
        return tools;
    }

    private static void define(ArrayNode tools, String name, String description, boolean list) {
        ObjectNode function = tools.addObject().put("type", "function").putObject("function");
        function.put("name", name).put("description", description);
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        ObjectNode property = parameters.putObject("properties").putObject(list ? "symbols" : "symbol");
        if (list) {
            property.put("type", "array").putObject("items").put("type", "string");
        } else {
            property.put("type", "string");
            parameters.putArray("required").add("symbol");
        }
    }

    /** Answers a call with JSON text and records it; a call that cannot be answered gets the reason. */
    String call(ChatMessage.ToolCall call, Instant at) {
        String output = ++calls > MAX_CALLS
                ? error("no more than " + MAX_CALLS + " calls are answered; decide with what you have")
                : answer(call);
        record(call.name(), call.arguments(), call.id(), output, at);
        return output;
    }

    /** Adds an entry to the record of the cycle. */
    void record(String tool, String input, String callId, String output, Instant at) {
        log.addObject()
                .put("tool", PromptText.clean(tool, 60))
                .put("input", PromptText.clean(input, 2000))
                .put("call_id", PromptText.clean(callId, 100))
                .put("output", output)
                .put("timestamp", at.toString());
    }

    /** The record as JSON text; null when no tool was called. */
    @Nullable
    String payload() {
        return log.isEmpty() ? null : log.toString();
    }

    private String answer(ChatMessage.ToolCall call) {
        JsonNode arguments;
        try {
            arguments = EventJson.mapper().readTree(call.arguments().length() > 4000 ? "{}" : call.arguments());
        } catch (JsonProcessingException e) {
            return error("the arguments are not JSON");
        }
        return switch (call.name()) {
            case "live_market_data" -> bySymbol(arguments, this::marketData);
            case "indicator_calculator" -> bySymbol(arguments, this::indicators);
            case "derivatives_data" -> derivatives(arguments);
            default -> error("unknown tool; there are live_market_data, indicator_calculator, derivatives_data");
        };
    }

    private String bySymbol(JsonNode arguments, java.util.function.Function<SymbolView, ObjectNode> render) {
        SymbolView view = view(arguments.path("symbol").asText(""));
        return view == null
                ? error("unknown symbol or no data; symbols are " + symbols)
                : render.apply(view).toString();
    }

    private @Nullable SymbolView view(String name) {
        Symbol symbol = SymbolNames.find(name, java.util.Set.copyOf(symbols));
        return symbol == null ? null : market.symbols().get(symbol);
    }

    private ObjectNode marketData(SymbolView view) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        node.put("symbol", view.symbol().value());
        node.put("last_price", view.ticker().last());
        node.put("fetched_at", view.ticker().at().toString());
        node.put("short_term_timeframe", Shown.timeframe(view.shortTerm().timeframe()));
        node.put("long_term_timeframe", Shown.timeframe(view.longTerm().timeframe()));
        node.put("short_term_candle_count", view.shortTerm().candles().size());
        node.put("long_term_candle_count", view.longTerm().candles().size());
        candles(node.putArray("intraday_candles"), view.shortTerm().candles());
        candles(node.putArray("high_timeframe_candles"), view.longTerm().candles());
        return node;
    }

    private static void candles(ArrayNode array, List<Candle> candles) {
        for (Candle c : candles.subList(Math.max(0, candles.size() - MAX_CANDLES), candles.size())) {
            array.addObject()
                    .put("timestamp", c.opensAt().toString())
                    .put("open", c.open())
                    .put("high", c.high())
                    .put("low", c.low())
                    .put("close", c.close())
                    .put("volume", c.volume());
        }
    }

    private ObjectNode indicators(SymbolView view) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        node.put("symbol", view.symbol().value());
        node.put("price", view.ticker().last());
        timeframe(node, view.shortTerm());
        timeframe(node.putObject("higher_timeframe"), view.longTerm());
        return node;
    }

    private static void timeframe(ObjectNode node, TimeframeView view) {
        Indicators i = view.latest();
        if (i == null) {
            node.put("note", "too few candles for indicators");
            return;
        }
        node.put("ema20", i.ema20()).put("ema50", i.ema50()).put("macd", i.macd());
        node.put("macd_signal", i.macdSignal()).put("macd_histogram", i.macdHistogram());
        node.put("rsi7", i.rsi7()).put("rsi14", i.rsi14()).put("atr3", i.atr3()).put("atr14", i.atr14());
        node.put("volume", i.volume()).put("volume_ratio", i.volumeRatio());
        node.put("generated_at", i.at().toString());
        series(node, "close_series", view.series().close());
        series(node, "ema20_series", view.series().ema20());
        series(node, "macd_series", view.series().macd());
        series(node, "macd_histogram_series", view.series().macdHistogram());
        series(node, "rsi7_series", view.series().rsi7());
        series(node, "rsi14_series", view.series().rsi14());
    }

    private static void series(ObjectNode node, String name, List<Double> values) {
        ArrayNode array = node.putArray(name);
        values.subList(Math.max(0, values.size() - SERIES), values.size()).forEach(array::add);
    }

    private String derivatives(JsonNode arguments) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        node.put("timestamp", market.at().toString()).put("provider", market.source());
        ArrayNode names = node.putArray("symbols");
        ObjectNode data = node.putObject("data");
        ArrayNode notes = node.putArray("notes");
        JsonNode asked = arguments.path("symbols");
        List<String> wanted = asked.isArray() && !asked.isEmpty()
                ? java.util.stream.StreamSupport.stream(asked.spliterator(), false)
                        .limit(50)
                        .map(n -> n.asText(""))
                        .toList()
                : symbols.stream().map(Symbol::value).toList();
        for (String name : wanted) {
            SymbolView view = view(name);
            if (view == null) {
                notes.add(PromptText.clean(name, 40) + ": unknown symbol or no data");
            } else {
                names.add(view.symbol().value());
                data.set(view.symbol().value(), derivatives(view));
            }
        }
        return node.toString();
    }

    private static ObjectNode derivatives(SymbolView view) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        FundingRate funding = view.funding();
        OpenInterest interest = view.openInterest();
        node.put("funding_rate", funding == null ? null : funding.rate());
        node.put("funding_rate_pct", funding == null ? null : percent(funding.rate()));
        node.put("funding_rate_annual_pct", funding == null ? null : percent(MarketSection.annualised(funding)));
        node.put(
                "next_funding_time",
                funding == null ? null : funding.fundingTime().toString());
        node.put("open_interest_base", interest == null ? null : interest.quantity());
        node.put("open_interest_usd", interest == null ? null : interest.notional());
        node.put("open_interest_average_base", view.openInterestAverage());
        node.put(
                "open_interest_timestamp",
                interest == null ? null : interest.at().toString());
        node.put("mark_price", view.ticker().mark());
        return node;
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal fraction) {
        return fraction == null ? null : fraction.movePointRight(2);
    }

    private static String error(String message) {
        return EventJson.mapper().createObjectNode().put("error", message).toString();
    }
}
