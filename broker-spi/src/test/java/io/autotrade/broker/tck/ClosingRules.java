package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §4: reduce-only orders and closing. Exits are what safety rests on: they must be exact. */
interface ClosingRules {

    /** Look at reduce-only without a position: it must not open one. */
    @Test
    @DisplayName("§4.01 [required] a reduce-only order without a position is rejected with NO_POSITION")
    default void reduceOnlyWithoutPosition(Desk desk) {
        desk.rejected(
                "reduce-only sell without position",
                desk.broker().place(PlaceOrder.marketReduceOnly(desk.id(), desk.symbol(), Side.SELL, desk.lots(1))),
                RejectReason.NO_POSITION);

        desk.assertUntouched();
    }

    /** Look at reduce-only in the direction of the position: it would enlarge it. */
    @Test
    @DisplayName("§4.02 [required] a reduce-only order in the direction of the position is rejected with NO_POSITION")
    default void reduceOnlyInDirectionOfPosition(Desk desk) {
        desk.buy(desk.lots(2));

        desk.rejected(
                "reduce-only buy with a long position",
                desk.broker().place(PlaceOrder.marketReduceOnly(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))),
                RejectReason.NO_POSITION);

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at reduce-only of less than the position. */
    @Test
    @DisplayName("§4.03 [required] a reduce-only order reduces the position by its quantity")
    default void reduceOnlyReduces(Desk desk) {
        desk.buy(desk.lots(3));

        desk.filled(PlaceOrder.marketReduceOnly(desk.id(), desk.symbol(), Side.SELL, desk.lots(1)));

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at reduce-only of more than the position: it ends at zero, however large the order was. */
    @Test
    @DisplayName("§4.04 [required] a reduce-only order larger than the position closes it and never turns it round")
    default void reduceOnlyNeverFlips(Desk desk) {
        desk.buy(desk.lots(2));
        desk.position(PositionSide.LONG, desk.lots(2));
        PlaceOrder tooLarge = PlaceOrder.marketReduceOnly(desk.id(), desk.symbol(), Side.SELL, desk.lots(5));

        Order done = desk.execute(tooLarge);

        assertThat(Amounts.quantity(desk.fills(done))).isEqualByComparingTo(desk.lots(2));
        desk.flat();
    }

    /** Look at reduce-only orders that rest while the position shrinks: they may close what is left, no more. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§4.05 [LIMIT_ORDERS] a resting reduce-only order never turns a position round that shrank meanwhile")
    default void restingReduceOnlyNeverFlips(Desk desk) {
        desk.buy(desk.lots(4));
        desk.rest(desk.limit(Side.SELL, OrderType.LIMIT, desk.lots(4), "1.02").withReduceOnly());

        desk.accepted(
                "close of a part",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), desk.lots(3))));
        desk.position(PositionSide.LONG, desk.lots(1));
        desk.move("1.03");

        desk.flat();
        assertThat(desk.position()).as("position a moment later").isEmpty();
    }

    /** Look at closing everything: to the last unit, on the other side, under the id of the request. */
    @Test
    @DisplayName("§4.06 [required] closePosition without a quantity closes everything under its own id")
    default void closeEverything(Desk desk) {
        desk.buy(desk.lots(3));
        ClientOrderId id = desk.id();

        desk.accepted("close", desk.broker().closePosition(new ClosePosition(id, desk.symbol(), null)));

        desk.flat();
        Order done = desk.finished(id);
        List<Fill> fills = desk.fills(done);
        assertThat(done.state()).isEqualTo(OrderState.FILLED);
        assertThat(Amounts.quantity(fills)).isEqualByComparingTo(desk.lots(3));
        assertThat(fills).allSatisfy(fill -> assertThat(fill.side()).isEqualTo(Side.SELL));
    }

    /** Look at closing a part. */
    @Test
    @DisplayName("§4.07 [required] closePosition with a quantity closes that part")
    default void closePart(Desk desk) {
        desk.buy(desk.lots(3));

        desk.accepted(
                "close of a part",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), desk.lots(1))));

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at rounding of partial closes: down, as with any order. */
    @Test
    @DisplayName("§4.08 [required] closePosition rounds a quantity between two steps down")
    default void closePartRoundsDown(Desk desk) {
        desk.buy(desk.lots(3));
        BigDecimal quantity = desk.lots(1).add(desk.instrument().quantityStep().multiply(new BigDecimal("0.7")));

        desk.accepted(
                "close of a part", desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), quantity)));

        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at closing more than there is: it ends at zero, or is refused and changes nothing. */
    @Test
    @DisplayName("§4.09 [required] closePosition of more than there is never turns the position round")
    default void closeMoreThanThereIs(Desk desk) {
        desk.buy(desk.lots(2));
        desk.position(PositionSide.LONG, desk.lots(2));

        WriteResult result = desk.await(
                "close of more",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), desk.lots(5))));

        if (result instanceof WriteResult.Accepted) {
            desk.flat();
        } else {
            assertThat(result).isInstanceOf(WriteResult.Rejected.class);
            desk.position(PositionSide.LONG, desk.lots(2));
        }
        assertThat(Amounts.quantity(desk.fills().stream()
                        .filter(fill -> fill.side() == Side.SELL)
                        .toList()))
                .isLessThanOrEqualTo(desk.lots(2));
    }

    /** Look at closing nothing. */
    @Test
    @DisplayName("§4.10 [required] closePosition without a position is rejected with NO_POSITION")
    default void closeNothing(Desk desk) {
        desk.rejected(
                "close without position",
                desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), null)),
                RejectReason.NO_POSITION);

        desk.assertUntouched();
    }

    /** Look at closing symbols that do not exist. */
    @Test
    @DisplayName("§4.11 [required] closePosition of an unknown symbol is rejected")
    default void closeUnknownSymbol(Desk desk) {
        desk.rejected(
                "close of an unknown symbol",
                desk.broker().closePosition(new ClosePosition(desk.id(), OpeningRules.UNKNOWN, null)),
                RejectReason.UNKNOWN_SYMBOL,
                RejectReason.NO_POSITION);
    }

    /** Look at the side of the closing order. */
    @Test
    @Applies(with = Capability.SHORT)
    @DisplayName("§4.12 [SHORT] closePosition of a short buys it back")
    default void closeShort(Desk desk) {
        desk.sell(desk.lots(2));
        desk.position(PositionSide.SHORT, desk.lots(2));
        ClientOrderId id = desk.id();

        desk.accepted("close", desk.broker().closePosition(new ClosePosition(id, desk.symbol(), null)));

        desk.flat();
        assertThat(desk.fills(desk.finished(id)))
                .allSatisfy(fill -> assertThat(fill.side()).isEqualTo(Side.BUY));
    }

    /** Look at reduce-only of a short: a buy, and never more than there is. */
    @Test
    @Applies(with = Capability.SHORT)
    @DisplayName("§4.13 [SHORT] a reduce-only buy larger than the short closes it and never turns it round")
    default void reduceOnlyNeverFlipsShort(Desk desk) {
        desk.sell(desk.lots(2));
        desk.position(PositionSide.SHORT, desk.lots(2));

        desk.execute(PlaceOrder.marketReduceOnly(desk.id(), desk.symbol(), Side.BUY, desk.lots(5)));

        desk.flat();
    }

    /** Look at orders that outlive the position they were to reduce. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§4.14 [LIMIT_ORDERS] resting reduce-only orders are removed with the position")
    default void restingReduceOnlyIsRemoved(Desk desk) {
        desk.buy(desk.lots(2));
        Order resting = desk.rest(
                desk.limit(Side.SELL, OrderType.LIMIT, desk.lots(2), "1.02").withReduceOnly());

        desk.accepted("close", desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), null)));

        desk.flat();
        assertThat(desk.finished(resting.clientOrderId()).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at the ids of closing orders: they are client order ids like any other. */
    @Test
    @DisplayName("§4.15 [required] closePosition with a used id is rejected and changes nothing")
    default void closeWithUsedId(Desk desk) {
        ClientOrderId used = desk.buy(desk.lots(2)).clientOrderId();

        desk.rejected(
                "close with a used id",
                desk.broker().closePosition(new ClosePosition(used, desk.symbol(), null)),
                RejectReason.DUPLICATE_CLIENT_ORDER_ID);

        desk.position(PositionSide.LONG, desk.lots(2));
    }
}
