package io.autotrade.market;

import io.autotrade.broker.Candle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Indicators of one symbol as existing dashboards read them: snake_case, a number for every key. Where a value is not
 * known the number is 0 and the key is listed under {@code missing}; nobody has to guess which zeros are real.
 */
public final class IndicatorJson {

    /** Candles before the first shown one, for averages that remember what came before. */
    public static final int WARM_UP = 200;

    private static final int LONG_SERIES_LENGTH = 5;

    private IndicatorJson() {}

    /**
     * The {@code indicator} object of one symbol.
     *
     * @param at time of the view, by the market's clock
     */
    public static JsonObject render(SymbolView view, Instant at) {
        TimeframeView shortTerm = view.shortTerm();
        IndicatorSeries series = shortTerm.series();
        Block block = new Block(shortTerm.latest());
        block.json.put("symbol", view.symbol().value());
        decimal(block.json, "price", view.ticker().last());
        block.common();
        block.number("ema50", Indicators::ema50)
                .number("rsi7", Indicators::rsi7)
                .number("volatility", Indicators::volatility)
                .number("bollinger_upper", Indicators::bollingerUpper)
                .number("bollinger_middle", Indicators::bollingerMiddle)
                .number("bollinger_lower", Indicators::bollingerLower);
        JsonObject json = block.finish()
                .put("timeframe", Timeframes.text(shortTerm.timeframe()))
                .put("fetched_at", at.toString())
                .put("stream_depth", 0)
                .put("source", "live")
                .put("mid_prices", new JsonArray(series.close()))
                .put("ema20_series", new JsonArray(series.ema20()))
                .put("macd_series", new JsonArray(series.macd()))
                .put("macd_histogram_series", new JsonArray(series.macdHistogram()))
                .put("rsi7_series", new JsonArray(series.rsi7()))
                .put("rsi14_series", new JsonArray(series.rsi14()))
                .put("intraday_bar_count", shortTerm.candles().size())
                .put("high_timeframe_bar_count", view.longTerm().candles().size())
                .put("tool_cache_snapshot", cacheSnapshot(view, at));
        JsonObject higher = higher(view.longTerm());
        return higher == null ? json : json.put("higher_timeframe", higher);
    }

    /** A candle as the HTTP contract has it. */
    public static JsonObject candle(Candle candle) {
        return new JsonObject()
                .put("timestamp", candle.opensAt().toString())
                .put("open", candle.open())
                .put("high", candle.high())
                .put("low", candle.low())
                .put("close", candle.close())
                .put("volume", candle.volume());
    }

    /**
     * The newest candles with the indicators at each of them; null where too few candles came before.
     *
     * @param candles of one symbol and length, oldest first, with some more at the front than are shown
     */
    public static JsonObject candles(List<Candle> candles, Duration timeframe, int shown) {
        IndicatorEngine engine = new IndicatorEngine(timeframe, Math.max(51, candles.size()));
        JsonArray items = new JsonArray();
        for (int i = 0; i < candles.size(); i++) {
            engine.add(candles.get(i));
            Indicators at = engine.latest();
            if (i >= candles.size() - shown && at != null) {
                items.add(candle(candles.get(i))
                        .put("ema20", at.ema20())
                        .put("ema50", at.ema50())
                        .put("bollinger_upper", at.bollingerUpper())
                        .put("bollinger_lower", at.bollingerLower())
                        .put("rsi14", at.rsi14())
                        .put("macd", at.macd())
                        .put("macd_signal", at.macdSignal())
                        .put("macd_histogram", at.macdHistogram()));
            }
        }
        return new JsonObject().put("items", items);
    }

    /** Null when nothing is known of the long timeframe. */
    private static @Nullable JsonObject higher(TimeframeView view) {
        Indicators latest = view.latest();
        if (latest == null || latest.atr3() == null) {
            return null;
        }
        Block block = new Block(latest);
        block.common();
        block.number("ema50", Indicators::ema50).number("volume_avg", Indicators::volumeAverage);
        return block.finish()
                .put("timeframe", Timeframes.text(view.timeframe()))
                .put("macd_series", last(view.series().macd()))
                .put("macd_histogram_series", last(view.series().macdHistogram()))
                .put("rsi14_series", last(view.series().rsi14()));
    }

    private static JsonArray last(List<Double> values) {
        return new JsonArray(values.subList(Math.max(0, values.size() - LONG_SERIES_LENGTH), values.size()));
    }

    private static JsonArray cacheSnapshot(SymbolView view, Instant at) {
        JsonArray snapshot = new JsonArray();
        for (TimeframeView timeframe : List.of(view.shortTerm(), view.longTerm())) {
            if (timeframe.latest() != null) {
                Instant stored = timeframe.latest().at();
                snapshot.add(new JsonObject()
                        .put("key", view.symbol() + ":" + Timeframes.text(timeframe.timeframe()))
                        .put("stored_at", stored.getEpochSecond())
                        .put(
                                "age_seconds",
                                Math.max(0, Duration.between(stored, at).toMillis()) / 1000.0)
                        .put("value_type", "candles"));
            }
        }
        return snapshot;
    }

    private static void decimal(JsonObject json, String key, BigDecimal value) {
        json.put(key, value).put(key + "Exact", value.toPlainString());
    }

    /** Keys of one timeframe. */
    private static final class Block {

        private final JsonObject json = new JsonObject();
        private final List<String> missing = new ArrayList<>();
        private final @Nullable Indicators latest;

        private Block(@Nullable Indicators latest) {
            this.latest = latest;
        }

        private void common() {
            number("ema20", Indicators::ema20)
                    .number("macd", Indicators::macd)
                    .number("macd_signal", Indicators::macdSignal)
                    .number("macd_histogram", Indicators::macdHistogram)
                    .number("rsi14", Indicators::rsi14)
                    .number("atr3", Indicators::atr3)
                    .number("atr14", Indicators::atr14)
                    .number("volume", Indicators::volume)
                    .number("volume_ratio", Indicators::volumeRatio);
        }

        private Block number(String key, Value value) {
            Double known = latest == null ? null : value.of(latest);
            if (known == null) {
                missing.add(key);
            }
            json.put(key, known == null ? 0.0 : known);
            return this;
        }

        private JsonObject finish() {
            return json.put("generated_at", latest == null ? null : latest.at().toString())
                    .put("missing", new JsonArray(missing));
        }
    }

    @FunctionalInterface
    private interface Value {
        @Nullable
        Double of(Indicators indicators);
    }
}
