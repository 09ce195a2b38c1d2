package io.autotrade.market;

import io.autotrade.broker.Ticker;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Prices of all symbols as existing dashboards read them, snake_case; the exact text of a price is beside it. */
public final class PricesJson {

    private PricesJson() {}

    /** {@code {"symbols": {SYMBOL: {"price", "change_pct_24h", "timestamp"}}, "count"}}; an unknown change is null. */
    public static JsonObject prices(MarketView view) {
        JsonObject symbols = new JsonObject();
        view.symbols().forEach((symbol, market) -> {
            Ticker ticker = market.ticker();
            symbols.put(
                    symbol.value(),
                    new JsonObject()
                            .put("price", ticker.last())
                            .put("priceExact", ticker.last().toPlainString())
                            .put("change_pct_24h", changePct(ticker))
                            .put("timestamp", ticker.at().toString()));
        });
        return new JsonObject().put("symbols", symbols).put("count", symbols.size());
    }

    /** The {@code data} of a {@code market_update} message, keyed by symbol; 0 where a number is unknown. */
    public static JsonObject marketUpdate(MarketView view) {
        JsonObject data = new JsonObject();
        view.symbols().forEach((symbol, market) -> {
            Ticker ticker = market.ticker();
            data.put(
                    symbol.value(),
                    new JsonObject()
                            .put("symbol", symbol.value())
                            .put("price", ticker.last())
                            .put("priceExact", ticker.last().toPlainString())
                            .put("change_24h", orZero(change(ticker)))
                            .put("change_pct_24h", orZero(changePct(ticker)))
                            .put("volume_24h", orZero(ticker.volume24h()))
                            .put("high_24h", orZero(ticker.high24h()))
                            .put("low_24h", orZero(ticker.low24h()))
                            .put("timestamp", ticker.at().toString()));
        });
        return data;
    }

    private static @Nullable BigDecimal change(Ticker ticker) {
        return ticker.open24h() == null ? null : ticker.last().subtract(ticker.open24h());
    }

    /** Percent of the price a day ago, two decimals. */
    private static @Nullable BigDecimal changePct(Ticker ticker) {
        BigDecimal open = ticker.open24h();
        if (open == null || open.signum() <= 0) {
            return null;
        }
        return ticker.last().subtract(open).multiply(BigDecimal.valueOf(100)).divide(open, 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
