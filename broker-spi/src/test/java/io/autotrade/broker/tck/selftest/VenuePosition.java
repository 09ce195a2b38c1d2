package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An open position at the reference venue. Money is exact: the cost is kept, the entry price derived. */
final class VenuePosition {

    static final BigDecimal MAINTENANCE = new BigDecimal("0.004");

    final Symbol symbol;
    final PositionSide side;
    final BigDecimal leverage;
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal entry = BigDecimal.ZERO;

    @Nullable
    Protection protection;

    VenuePosition(Symbol symbol, PositionSide side, BigDecimal leverage) {
        this.symbol = symbol;
        this.side = side;
        this.leverage = leverage;
    }

    void add(BigDecimal more, BigDecimal price, boolean weighted) {
        BigDecimal total = quantity.add(more);
        entry = weighted || quantity.signum() == 0
                ? entry.multiply(quantity).add(price.multiply(more)).divide(total, MathContext.DECIMAL128)
                : entry.add(price).divide(BigDecimal.TWO, MathContext.DECIMAL128);
        quantity = total;
    }

    BigDecimal gain(BigDecimal price, BigDecimal part) {
        return price.subtract(entry).multiply(part).multiply(BigDecimal.valueOf(side.sign()));
    }

    BigDecimal margin() {
        return entry.multiply(quantity).divide(leverage, MathContext.DECIMAL64);
    }

    BigDecimal maintenance() {
        return entry.multiply(quantity).multiply(MAINTENANCE);
    }

    /** {@code entry x (1 - side x (1/leverage - maintenance))}; none for a long without leverage. */
    @Nullable
    BigDecimal liquidationPrice() {
        BigDecimal room = BigDecimal.ONE.divide(leverage, MathContext.DECIMAL64).subtract(MAINTENANCE);
        BigDecimal price = entry.multiply(BigDecimal.ONE.subtract(room.multiply(BigDecimal.valueOf(side.sign()))));
        boolean leveraged = leverage.compareTo(BigDecimal.ONE) > 0;
        return leveraged || side == PositionSide.SHORT ? price : null;
    }

    boolean reached(@Nullable BigDecimal level, BigDecimal price, boolean against) {
        if (level == null) {
            return false;
        }
        int move = price.subtract(level).signum() * side.sign();
        return against ? move <= 0 : move >= 0;
    }

    Position snapshot(BigDecimal mark, boolean showProtection, Instant at) {
        Protection shown = showProtection ? protection : null;
        return new Position(
                symbol,
                side,
                quantity,
                entry,
                mark,
                leverage,
                margin(),
                maintenance(),
                gain(mark, quantity),
                liquidationPrice(),
                shown == null ? null : shown.stopPrice(),
                shown == null ? null : shown.targetPrice(),
                shown == null ? null : shown.id(),
                at);
    }
}
