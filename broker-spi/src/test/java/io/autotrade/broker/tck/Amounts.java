package io.autotrade.broker.tck;

import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Arithmetic of the kit. */
final class Amounts {

    private Amounts() {}

    static boolean equal(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) == 0;
    }

    static BigDecimal floor(BigDecimal value, BigDecimal step) {
        return value.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    }

    static BigDecimal ceiling(BigDecimal value, BigDecimal step) {
        return value.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }

    static boolean isMultiple(BigDecimal value, BigDecimal step) {
        return value.remainder(step).signum() == 0;
    }

    static BigDecimal quantity(List<Fill> fills) {
        return fills.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal fees(List<Fill> fills) {
        return fills.stream().map(Fill::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal notional(List<Fill> fills) {
        return fills.stream().map(Fill::notional).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Quantity-weighted mean price. */
    static BigDecimal average(List<Fill> fills) {
        return notional(fills).divide(quantity(fills), MathContext.DECIMAL64);
    }

    /** What the fills brought in: sold minus bought, fees taken off. */
    static BigDecimal proceeds(List<Fill> fills) {
        return fills.stream()
                .map(fill -> fill.notional()
                        .multiply(BigDecimal.valueOf(-fill.side().sign()))
                        .subtract(fill.fee()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Equal, numbers by value. */
    static boolean same(Fill a, Fill b) {
        return a.fillId().equals(b.fillId())
                && Objects.equals(a.clientOrderId(), b.clientOrderId())
                && a.symbol().equals(b.symbol())
                && a.side() == b.side()
                && equal(a.quantity(), b.quantity())
                && equal(a.price(), b.price())
                && equal(a.fee(), b.fee())
                && a.liquidity() == b.liquidity()
                && a.origin() == b.origin()
                && a.at().equals(b.at());
    }

    /** Whether an update says more, or the same, about an order than one told before it. */
    static boolean follows(Order before, Order after) {
        return after.filledQuantity().compareTo(before.filledQuantity()) >= 0
                && (!before.state().isFinal() || before.state() == after.state());
    }
}
