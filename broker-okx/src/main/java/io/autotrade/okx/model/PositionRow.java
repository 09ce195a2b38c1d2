package io.autotrade.okx.model;

import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import java.math.BigDecimal;
import java.util.List;

/** A row of the positions list. */
public record PositionRow(Row row, SwapSpec spec) {

    /** Whether there is a position at all: a closed one is sent with a size of zero for a while. */
    public boolean isOpen() {
        return row.decimalOrZero("pos").signum() != 0;
    }

    public PositionSide side() {
        return switch (row.text("posSide")) {
            case "long" -> PositionSide.LONG;
            case "short" -> PositionSide.SHORT;
            default -> row.decimal("pos").signum() > 0 ? PositionSide.LONG : PositionSide.SHORT;
        };
    }

    public Contracts contracts() {
        return new Contracts(row.decimal("pos").abs());
    }

    /** Whether a protective order belongs to this position. */
    boolean isProtectedBy(AlgoRow algo) {
        String algoSide = algo.posSide();
        boolean sameSide = algoSide.isEmpty()
                || algoSide.equals("net")
                || algoSide.equals(side() == PositionSide.LONG ? "long" : "short");
        return algo.spec().symbol().equals(spec.symbol())
                && algo.isLive()
                && sameSide
                && algo.side() == side().exitSide();
    }

    /** The protective orders of this position among all that wait, the one placed last first. */
    public List<AlgoRow> protection(List<AlgoRow> waiting) {
        return waiting.stream()
                .filter(this::isProtectedBy)
                .sorted((a, b) -> b.createdAt().compareTo(a.createdAt()))
                .toList();
    }

    /** The position with what protects it. */
    public Position position(List<AlgoRow> waiting) {
        List<AlgoRow> protection = protection(waiting);
        boolean cross = !row.text("mgnMode").equals("isolated");
        return new Position(
                spec.symbol(),
                side(),
                spec.base(contracts()),
                row.decimal("avgPx"),
                row.decimal("markPx"),
                row.decimalOrZero("lever"),
                row.decimalOrZero(cross ? "imr" : "margin"),
                row.decimalOrZero("mmr"),
                row.decimalOrZero("upl"),
                row.positiveOrNull("liqPx"),
                protection.stream()
                        .map(AlgoRow::stop)
                        .filter(PositionRow::present)
                        .findFirst()
                        .orElse(null),
                protection.stream()
                        .map(AlgoRow::target)
                        .filter(PositionRow::present)
                        .findFirst()
                        .orElse(null),
                protection.isEmpty() ? null : protection.getFirst().clientId(),
                row.time("uTime"));
    }

    private static boolean present(@org.jspecify.annotations.Nullable BigDecimal value) {
        return value != null;
    }
}
