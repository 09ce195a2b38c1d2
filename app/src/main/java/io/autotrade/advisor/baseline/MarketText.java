package io.autotrade.advisor.baseline;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Symbol;
import io.autotrade.market.Indicators;
import io.autotrade.market.SymbolView;
import io.autotrade.market.TimeframeView;
import io.autotrade.market.Timeframes;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules looked at, as text for people: one line per symbol and position. Depends on nothing but the request.
 */
final class MarketText {

    private MarketText() {}

    static String of(AdviceRequest request) {
        StringBuilder text = new StringBuilder();
        text.append("cycle ")
                .append(request.number())
                .append(" at ")
                .append(request.market().at())
                .append(", source ")
                .append(request.market().source())
                .append(request.market().simulated() ? " (simulated)" : "")
                .append(", trading ")
                .append(request.state())
                .append('\n');
        text.append("account: equity ")
                .append(money(request.portfolio().equity()))
                .append(' ')
                .append(request.portfolio().currency())
                .append(", available ")
                .append(money(request.portfolio().availableCash()))
                .append(", exposure ")
                .append(money(request.portfolio().grossExposure()))
                .append('\n');
        request.portfolio().positions().values().forEach(position -> position(text, position));
        for (Symbol symbol : request.config().symbols()) {
            symbol(text, symbol, request.market().symbols().get(symbol));
        }
        return text.toString();
    }

    private static void position(StringBuilder text, OpenPosition position) {
        text.append("position ")
                .append(position.symbol())
                .append(' ')
                .append(position.side())
                .append(' ')
                .append(position.quantity().toPlainString())
                .append(" at ")
                .append(position.entryPrice().stripTrailingZeros().toPlainString())
                .append(", stop ")
                .append(orNone(position.stopPrice()))
                .append(", target ")
                .append(orNone(position.targetPrice()))
                .append(", unrealised ")
                .append(money(position.unrealizedPnl()))
                .append('\n');
    }

    private static void symbol(StringBuilder text, Symbol symbol, @Nullable SymbolView view) {
        text.append(symbol);
        if (view == null) {
            text.append(": no price\n");
            return;
        }
        text.append(": last ")
                .append(view.ticker().last().toPlainString())
                .append(", bid ")
                .append(view.ticker().bid().toPlainString())
                .append(", ask ")
                .append(view.ticker().ask().toPlainString())
                .append(" at ")
                .append(view.ticker().at());
        FundingRate funding = view.funding();
        if (funding != null) {
            text.append(", funding ").append(funding.rate().toPlainString());
        }
        text.append('\n');
        timeframe(text, view.shortTerm());
        timeframe(text, view.longTerm());
    }

    private static void timeframe(StringBuilder text, TimeframeView view) {
        text.append("  ").append(Timeframes.text(view.timeframe())).append(": ");
        Indicators latest = view.latest();
        if (latest == null) {
            text.append("no candles\n");
            return;
        }
        text.append(view.candles().size()).append(" candles to ").append(latest.at());
        value(text, "close", view.candles().getLast().close().doubleValue());
        value(text, "EMA20", latest.ema20());
        value(text, "EMA50", latest.ema50());
        value(text, "RSI14", latest.rsi14());
        value(text, "ATR14", latest.atr14());
        value(text, "volume ratio", latest.volumeRatio());
        List<Double> histogram = view.series().macdHistogram();
        text.append(", MACD histogram ")
                .append(String.join(
                        " ",
                        histogram.subList(Math.max(0, histogram.size() - 3), histogram.size()).stream()
                                .map(Signal::number)
                                .toList()));
        text.append(", trend ").append(Signal.trendName(view)).append('\n');
    }

    private static void value(StringBuilder text, String name, @Nullable Double value) {
        text.append(", ").append(name).append(' ').append(value == null ? "unknown" : Signal.number(value));
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String orNone(@Nullable BigDecimal price) {
        return price == null ? "none" : price.toPlainString();
    }
}
