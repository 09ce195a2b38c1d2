package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §2: market orders, and what is refused of any order. */
interface MarketOrderRules {

    /**
     * Look at how the fill of a market order reaches the order: state, filled quantity and average price change
     * together.
     */
    @Test
    @DisplayName("§2.01 [required] a market buy fills completely")
    default void marketBuyFillsCompletely(Desk desk) {
        BigDecimal quantity = desk.lots(4);

        Order order = desk.buy(quantity);

        assertThat(order.filledQuantity()).isEqualByComparingTo(quantity);
        assertThat(order.averagePrice()).isNotNull();
        assertThat(desk.openOrders()).isEmpty();
    }

    /** Look at the entry price: it is the average of the fills, fees not included. */
    @Test
    @DisplayName("§2.02 [required] a market buy opens a long position at the average price of its fills")
    default void marketBuyOpensLong(Desk desk) {
        Order order = desk.buy(desk.lots(4));

        Position position = desk.position(PositionSide.LONG, desk.lots(4));
        assertNear(desk, "entryPrice", position.entryPrice(), Amounts.average(desk.fills(order)));
        assertThat(position.symbol()).isEqualTo(desk.symbol());
        assertThat(position.leverage()).as("leverage").isGreaterThanOrEqualTo(BigDecimal.ONE);
    }

    /** Look at the sign of short positions: the quantity is unsigned, the side says the direction. */
    @Test
    @Applies(with = Capability.SHORT)
    @DisplayName("§2.03 [SHORT] a market sell opens a short position")
    default void marketSellOpensShort(Desk desk) {
        Order order = desk.sell(desk.lots(3));

        Position position = desk.position(PositionSide.SHORT, desk.lots(3));
        assertNear(desk, "entryPrice", position.entryPrice(), Amounts.average(desk.fills(order)));
    }

    /** Look for prices that are not the market's: a fill is at the market, slippage of at most two percent included. */
    @Test
    @DisplayName("§2.04 [required] a market order fills at the market's price")
    default void fillsAtTheMarket(Desk desk) {
        BigDecimal market = desk.move("1.04");

        for (Fill fill : desk.fills(desk.buy(desk.lots(2)))) {
            assertThat(fill.price())
                    .isBetween(market.multiply(new BigDecimal("0.999")), market.multiply(new BigDecimal("1.02")));
        }
    }

    /** Look at rounding to steps: down, never up, or a position becomes larger than what was allowed. */
    @Test
    @DisplayName("§2.05 [required] a quantity between two steps is rounded down")
    default void quantityIsRoundedDown(Desk desk) {
        BigDecimal step = desk.instrument().quantityStep();
        BigDecimal wanted = desk.lots(2).add(step.multiply(new BigDecimal("0.7")));

        Order order = desk.execute(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, wanted));

        assertThat(order.filledQuantity()).isEqualByComparingTo(desk.lots(2));
        desk.position(PositionSide.LONG, desk.lots(2));
    }

    /** Look at quantities that round down to less than the minimum, or to zero. */
    @Test
    @DisplayName("§2.06 [required] less than the minimum is rejected and changes nothing")
    default void belowMinimumIsRejected(Desk desk) {
        BigDecimal tooSmall = desk.instrument().minQuantity().multiply(new BigDecimal("0.6"));

        desk.rejected(
                "market buy of " + tooSmall,
                desk.broker().place(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, tooSmall)),
                RejectReason.BELOW_MINIMUM);

        desk.assertUntouched();
    }

    /** Look at limits of the venue that the adapter knows of. */
    @Test
    @DisplayName("§2.07 [required] more than the largest market order is rejected and changes nothing")
    default void aboveMaximumIsRejected(Desk desk) {
        BigDecimal maximum = desk.instrument().maxMarketQuantity();
        Assumptions.assumeTrue(maximum != null, "does not apply: the instrument has no largest market order");

        desk.rejected(
                "market buy of more than the maximum",
                desk.broker()
                        .place(PlaceOrder.market(
                                desk.id(),
                                desk.symbol(),
                                Side.BUY,
                                maximum.add(desk.instrument().quantityStep()))),
                RejectReason.ABOVE_MAXIMUM,
                RejectReason.INSUFFICIENT_FUNDS);

        desk.assertUntouched();
    }

    /** Look at the margin check: it comes before the fill, not after. */
    @Test
    @DisplayName("§2.08 [required] an order the account cannot pay is rejected and changes nothing")
    default void insufficientFundsIsRejected(Desk desk) {
        BigDecimal hundredfold =
                desk.lots(100).multiply(desk.instrument().maxLeverage().multiply(BigDecimal.TEN));

        desk.rejected(
                "market buy far beyond the cash",
                desk.broker().place(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, hundredfold)),
                RejectReason.INSUFFICIENT_FUNDS,
                RejectReason.ABOVE_MAXIMUM);

        desk.assertUntouched();
    }

    /** Look at symbols that are not in your list: Accepted would leave the service waiting for ever. */
    @Test
    @DisplayName("§2.09 [required] an unknown symbol is rejected")
    default void unknownSymbolIsRejected(Desk desk) {
        desk.rejected(
                "market buy of an unknown symbol",
                desk.broker().place(PlaceOrder.market(desk.id(), OpeningRules.UNKNOWN, Side.BUY, BigDecimal.ONE)),
                RejectReason.UNKNOWN_SYMBOL);

        desk.assertUntouched();
    }

    /** Look at how used client order ids are remembered: the second use must have no effect of any kind. */
    @Test
    @DisplayName("§2.10 [required] a client order id is taken once, also when its order is long done")
    default void duplicateIdIsRejected(Desk desk) {
        ClientOrderId id = desk.id();
        desk.filled(PlaceOrder.market(id, desk.symbol(), Side.BUY, desk.lots(2)));

        desk.rejected(
                "second order with the same id",
                desk.broker().place(PlaceOrder.market(id, desk.symbol(), Side.BUY, desk.lots(1))),
                RejectReason.DUPLICATE_CLIENT_ORDER_ID);

        desk.position(PositionSide.LONG, desk.lots(2));
        assertThat(Amounts.quantity(desk.fillsOf(id))).isEqualByComparingTo(desk.lots(2));
    }

    /** Look at notAfter: an order that waited too long somewhere must not be executed. The clock is the context's. */
    @Test
    @DisplayName("§2.11 [required] an order past its notAfter is rejected as expired and changes nothing")
    default void expiredOrderIsRejected(Desk desk) {
        PlaceOrder late = PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                .withNotAfter(desk.harness().now().minusSeconds(30));

        desk.rejected("expired order", desk.broker().place(late), RejectReason.EXPIRED);

        desk.assertUntouched();
    }

    /** Look at the unit and the direction of the comparison when this fails and §2.11 does not. */
    @Test
    @DisplayName("§2.12 [required] an order before its notAfter is executed")
    default void orderInTimeIsExecuted(Desk desk) {
        desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                .withNotAfter(desk.harness().now().plus(Duration.ofMinutes(5))));

        desk.position(PositionSide.LONG, desk.lots(1));
    }

    /** Look at the average of entry prices: weighted by quantity. */
    @Test
    @DisplayName("§2.13 [required] adding to a position averages the entry price by quantity")
    default void addingAverages(Desk desk) {
        Order first = desk.buy(desk.lots(3));
        desk.move("1.03");
        Order second = desk.buy(desk.lots(1));

        Position position = desk.position(PositionSide.LONG, desk.lots(4));
        List<Fill> fills = new java.util.ArrayList<>(desk.fills(first));
        fills.addAll(desk.fills(second));
        assertNear(desk, "entryPrice", position.entryPrice(), Amounts.average(fills));
    }

    /** Look at partial exits: what stays has the entry price it had. */
    @Test
    @DisplayName("§2.14 [required] an opposite smaller order reduces the position and keeps its entry price")
    default void oppositeOrderReduces(Desk desk) {
        desk.buy(desk.lots(4));
        BigDecimal entry = desk.position(PositionSide.LONG, desk.lots(4)).entryPrice();
        desk.move("1.02");

        desk.sell(desk.lots(1));

        assertNear(
                desk,
                "entryPrice",
                desk.position(PositionSide.LONG, desk.lots(3)).entryPrice(),
                entry);
    }

    /** Look for positions of quantity zero: a closed position is not listed. */
    @Test
    @DisplayName("§2.15 [required] an opposite order of the same size leaves no position")
    default void oppositeOrderOfSameSizeCloses(Desk desk) {
        desk.buy(desk.lots(2));
        desk.position(PositionSide.LONG, desk.lots(2));

        desk.sell(desk.lots(2));

        desk.flat();
    }

    /** Look at what is kept per account and what per symbol. */
    @Test
    @DisplayName("§2.16 [required] symbols do not mix")
    default void symbolsDoNotMix(Desk desk) {
        Assumptions.assumeTrue(desk.harness().symbols().size() > 1, "untested: the harness has one symbol");
        desk.buy(desk.lots(2));

        desk.move("1.05");
        desk.harness()
                .price(
                        desk.harness().symbols().get(1),
                        desk.harness().startPrice(desk.harness().symbols().get(1)));

        assertThat(desk.await("positions", desk.broker().positions()))
                .extracting(Position::symbol)
                .containsExactly(desk.symbol());
    }

    private static void assertNear(Desk desk, String what, BigDecimal actual, BigDecimal expected) {
        assertThat(actual.subtract(expected).abs())
                .as("%s: expected %s, was %s", what, expected.toPlainString(), actual.toPlainString())
                .isLessThanOrEqualTo(desk.instrument().priceStep());
    }
}
