package io.autotrade.evaluation;

import io.autotrade.bus.Decision;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.execution.ClientOrderIds;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.Verdict.Allowed;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The order that follows from what the gate allows, for holding it against the recorded intent. */
final class OrderReplay {

    private OrderReplay() {}

    /**
     * The intent that is expected; what the venue and the clock decide (kind of order, times, broker) is taken from the
     * recorded one.
     *
     * @param input of the gate, with the books of that moment
     */
    static OrderIntended expected(Allowed action, GateInput input, OrderIntended recorded) {
        return switch (action) {
            case Allowed.Open open -> entry(open, input.decision(), recorded);
            case Allowed.Close close -> exit(close, input.decision(), recorded);
            case Allowed.MoveProtection move -> protection(move, input, recorded);
        };
    }

    private static OrderIntended entry(Allowed.Open open, Decision decision, OrderIntended recorded) {
        boolean bounded = recorded.limitPrice() != null;
        return intent(
                decision,
                recorded,
                Leg.ENTRY,
                open.side().entrySide(),
                open.quantity(),
                bounded ? open.worstPrice() : null,
                open.leverage(),
                new Stop(true, open.stopPrice(), open.targetPrice()),
                open.referencePrice());
    }

    /** The whole position is closed, without naming a quantity. */
    private static OrderIntended exit(Allowed.Close close, Decision decision, OrderIntended recorded) {
        return intent(
                decision,
                recorded,
                Leg.EXIT,
                close.side(),
                null,
                null,
                null,
                new Stop(false, null, null),
                close.referencePrice());
    }

    /** What is not moved stays as it was at the venue at that moment. */
    private static OrderIntended protection(Allowed.MoveProtection move, GateInput input, OrderIntended recorded) {
        OpenPosition position = input.portfolio()
                .position(input.decision().symbol())
                .orElseThrow(() -> new IllegalStateException("no position whose stop could be moved"));
        Stop stop = new Stop(
                true,
                move.stopPrice() == null ? position.stopPrice() : move.stopPrice(),
                move.targetPrice() == null ? position.targetPrice() : move.targetPrice());
        return intent(
                input.decision(), recorded, Leg.PROTECTION, position.side().exitSide(), null, null, null, stop, null);
    }

    private record Stop(
            boolean named,
            @Nullable BigDecimal stopPrice,
            @Nullable BigDecimal targetPrice) {}

    private static OrderIntended intent(
            Decision decision,
            OrderIntended recorded,
            Leg leg,
            io.autotrade.broker.Side side,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal leverage,
            Stop stop,
            @Nullable BigDecimal reference) {
        String cause = decision.decisionId();
        return new OrderIntended(
                ClientOrderIds.of(cause, decision.symbol(), leg, 0),
                cause,
                recorded.cycleId(),
                recorded.brokerId(),
                decision.symbol(),
                leg,
                side,
                recorded.orderType(),
                quantity,
                limitPrice,
                leg != Leg.ENTRY,
                leverage,
                stop.named() ? ClientOrderIds.of(cause, decision.symbol(), Leg.PROTECTION, 0) : null,
                stop.stopPrice(),
                stop.targetPrice(),
                reference,
                recorded.notAfter(),
                decision.rationale(),
                recorded.at());
    }
}
