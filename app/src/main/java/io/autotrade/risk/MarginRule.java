package io.autotrade.risk;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/**
 * What to do when liquidation comes near. Pure.
 *
 * <p>The venue liquidates when equity falls to the maintenance margin. At {@link #REDUCE_AT} of that way positions are
 * halved, largest maintenance margin first, until the ratio would be below it; at {@link #CLOSE_AT} they are closed.
 */
public final class MarginRule {

    /** Maintenance margin per equity from which positions are halved. */
    public static final BigDecimal REDUCE_AT = new BigDecimal("0.5");

    /** Maintenance margin per equity from which positions are closed. */
    public static final BigDecimal CLOSE_AT = new BigDecimal("0.8");

    private static final int SCALE = 4;

    /** How near liquidation is. */
    public enum Stage {
        SAFE,
        REDUCE,
        CLOSE
    }

    private MarginRule() {}

    /** Maintenance margin per equity, rounded up; one without equity. */
    public static BigDecimal ratio(Balance balance) {
        if (balance.maintenanceMargin().signum() <= 0) {
            return BigDecimal.ZERO;
        }
        return balance.equity().signum() <= 0
                ? BigDecimal.ONE
                : balance.maintenanceMargin().divide(balance.equity(), SCALE, RoundingMode.UP);
    }

    public static Stage stage(Balance balance) {
        BigDecimal ratio = ratio(balance);
        if (ratio.compareTo(CLOSE_AT) >= 0) {
            return Stage.CLOSE;
        }
        return ratio.compareTo(REDUCE_AT) >= 0 ? Stage.REDUCE : Stage.SAFE;
    }

    /** Positions to be halved so that the ratio falls below {@link #REDUCE_AT}, or all when that is not enough. */
    public static List<Position> toHalve(Balance balance, List<Position> positions) {
        BigDecimal allowed = balance.equity().max(BigDecimal.ZERO).multiply(REDUCE_AT);
        BigDecimal held = balance.maintenanceMargin();
        List<Position> chosen = new java.util.ArrayList<>();
        List<Position> largestFirst = positions.stream()
                .sorted(Comparator.comparing(Position::maintenanceMargin)
                        .reversed()
                        .thenComparing(Position::symbol))
                .toList();
        for (Position position : largestFirst) {
            if (held.compareTo(allowed) < 0) {
                break;
            }
            chosen.add(position);
            held = held.subtract(position.maintenanceMargin().divide(BigDecimal.TWO, SCALE, RoundingMode.DOWN));
        }
        return chosen;
    }
}
