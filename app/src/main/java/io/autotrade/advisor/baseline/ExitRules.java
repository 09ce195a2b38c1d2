package io.autotrade.advisor.baseline;

import io.autotrade.broker.PositionSide;
import io.autotrade.market.Indicators;
import io.autotrade.market.SymbolView;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an open position is to be closed. */
final class ExitRules {

    /** How far the long timeframe must close beyond its EMA50, in ATR14, before a trend counts as broken. */
    private static final double BREAK_IN_ATR = 0.5;

    private ExitRules() {}

    /** Why to close, as a sentence; empty to keep the position. Says nothing about data that is missing. */
    static Optional<String> reasonToClose(SymbolView view, OpenPosition position) {
        BigDecimal price = view.ticker().last();
        int sign = position.side().sign();
        if (reached(price, position.stopPrice(), -sign)) {
            return Optional.of(
                    "price " + price.toPlainString() + " is at or beyond the stop " + text(position.stopPrice()));
        }
        if (reached(price, position.targetPrice(), sign)) {
            return Optional.of(
                    "price " + price.toPlainString() + " is at or beyond the target " + text(position.targetPrice()));
        }
        return brokenTrend(view, position.side());
    }

    /** The condition under which an entry in this direction is void, in words; {@link #reasonToClose} checks it. */
    static String invalidation(PositionSide side) {
        return side == PositionSide.LONG
                ? "the long timeframe closes more than 0.5 ATR14 below its EMA50 with a negative MACD histogram"
                : "the long timeframe closes more than 0.5 ATR14 above its EMA50 with a positive MACD histogram";
    }

    private static Optional<String> brokenTrend(SymbolView view, PositionSide side) {
        Indicators far = view.longTerm().latest();
        if (far == null || far.ema50() == null || far.atr14() == null || far.macdHistogram() == null) {
            return Optional.empty();
        }
        int sign = side.sign();
        double close = view.longTerm().candles().getLast().close().doubleValue();
        boolean beyond = sign * (close - far.ema50()) < -BREAK_IN_ATR * far.atr14();
        if (!beyond || sign * far.macdHistogram() >= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "the trend of the long timeframe is broken: close " + Signal.number(close) + " against EMA50 "
                        + Signal.number(far.ema50()) + ", MACD histogram " + Signal.number(far.macdHistogram()));
    }

    private static boolean reached(BigDecimal price, @Nullable BigDecimal level, int direction) {
        return level != null && price.subtract(level).signum() * direction >= 0;
    }

    private static String text(@Nullable BigDecimal level) {
        return level == null ? "none" : level.toPlainString();
    }
}
