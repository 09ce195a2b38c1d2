package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §7: money. Nothing appears, nothing disappears: fills, bookings and the mark explain every cent of equity. */
interface MoneyRules {

    /** Look at what opening does: the fee is paid; beyond it only the distance between fill price and mark shows. */
    @Test
    @DisplayName("§7.01 [required] opening a position costs the fee, and what the fill price differs from the mark")
    default void openingCostsTheFee(Desk desk) {
        List<Fill> fills = desk.fills(desk.buy(desk.lots(5)));
        Balance after = desk.assertBalances("after opening");

        Position position = desk.position(PositionSide.LONG, desk.lots(5));
        BigDecimal distance =
                Amounts.average(fills).subtract(position.markPrice()).multiply(position.quantity());
        desk.assertClose(
                "equity after opening",
                after.equity(),
                desk.opening().equity().subtract(Amounts.fees(fills)).subtract(distance));
        desk.assertClose(
                "cash after opening", after.cash(), desk.opening().cash().subtract(Amounts.fees(fills)));
    }

    /**
     * Look at unrealised profit: (mark - entry) x quantity, for a long positive when the price rises, cash untouched.
     */
    @Test
    @DisplayName("§7.02 [required] a long gains when the price rises, cash stays")
    default void longGains(Desk desk) {
        desk.buy(desk.lots(5));
        BigDecimal cash = desk.assertBalances("after opening").cash();

        desk.move("1.03");

        Balance after = desk.assertBalances("after the rise");
        Position position = desk.position(PositionSide.LONG, desk.lots(5));
        BigDecimal gain = position.markPrice().subtract(position.entryPrice()).multiply(position.quantity());
        assertThat(gain).isPositive();
        desk.assertClose("cash", after.cash(), cash);
        desk.assertClose("unrealizedPnl of the account", after.unrealizedPnl(), gain);
        desk.assertClose("unrealizedPnl of the position", position.unrealizedPnl(), gain);
    }

    /** Look at the sign for shorts. */
    @Test
    @Applies(with = Capability.SHORT)
    @DisplayName("§7.03 [SHORT] a short gains when the price falls, cash stays")
    default void shortGains(Desk desk) {
        desk.sell(desk.lots(5));
        BigDecimal cash = desk.assertBalances("after opening").cash();

        desk.move("0.97");

        Balance after = desk.assertBalances("after the fall");
        Position position = desk.position(PositionSide.SHORT, desk.lots(5));
        BigDecimal gain = position.entryPrice().subtract(position.markPrice()).multiply(position.quantity());
        assertThat(gain).isPositive();
        desk.assertClose("cash", after.cash(), cash);
        desk.assertClose("unrealizedPnl of the account", after.unrealizedPnl(), gain);
        desk.assertClose("unrealizedPnl of the position", position.unrealizedPnl(), gain);
    }

    /** Look at realised profit: after a round trip cash has changed by what the fills brought in, to the last digit. */
    @Test
    @DisplayName("§7.04 [required] after a round trip cash is opening cash plus the proceeds of the fills")
    default void roundTrip(Desk desk) {
        desk.buy(desk.lots(4));
        desk.move("1.03");
        desk.fills(desk.sell(desk.lots(4)));
        desk.flat();

        Balance after = desk.assertBalances("after the round trip");
        BigDecimal expected = desk.opening().cash().add(Amounts.proceeds(desk.fills()));
        desk.assertClose("cash", after.cash(), expected);
        assertThat(after.unrealizedPnl()).as("unrealizedPnl").isZero();
        assertThat(after.cash())
                .as("cash after a gain")
                .isGreaterThan(desk.opening().cash());
    }

    /** Look at partial closes: the closed part is realised, the rest keeps its entry. */
    @Test
    @DisplayName("§7.05 [required] a partial close realises its part and no more")
    default void partialCloseRealisesItsPart(Desk desk) {
        desk.buy(desk.lots(4));
        BigDecimal entry = desk.position(PositionSide.LONG, desk.lots(4)).entryPrice();
        BigDecimal cash = desk.assertBalances("after opening").cash();
        desk.move("1.02");

        List<Fill> exit = desk.fills(desk.sell(desk.lots(1)));

        Balance after = desk.assertBalances("after the partial close");
        BigDecimal realised =
                Amounts.notional(exit).subtract(entry.multiply(desk.lots(1))).subtract(Amounts.fees(exit));
        desk.assertClose("cash", after.cash(), cash.add(realised));
    }

    /** Look at the first step after which the books disagree: opening, adding, reducing, closing, going short. */
    @Test
    @DisplayName("§7.06 [required] the books balance after every step of a long sequence")
    default void booksBalanceAlways(Desk desk) {
        desk.assertBalances("at the start");
        String[] prices = {"1.01", "0.98", "1.02", "0.99"};
        for (int i = 0; i < prices.length; i++) {
            desk.buy(desk.lots(3));
            desk.assertBalances("round " + i + ", opened");
            desk.move(prices[i]);
            desk.assertBalances("round " + i + ", moved");
            desk.buy(desk.lots(1 + i));
            desk.assertBalances("round " + i + ", added");
            desk.sell(desk.lots(2));
            desk.assertBalances("round " + i + ", reduced");
            close(desk);
            desk.assertBalances("round " + i + ", closed");
            if (desk.can(Capability.SHORT)) {
                desk.sell(desk.lots(2));
                desk.move(prices[prices.length - 1 - i]);
                desk.assertBalances("round " + i + ", short");
                close(desk);
                desk.assertBalances("round " + i + ", short closed");
            }
        }
        Balance end = desk.balance();
        assertThat(end.initialMargin()).as("initialMargin without positions").isZero();
    }

    /** Look at margin: a position holds some, and gives it back. */
    @Test
    @DisplayName("§7.07 [required] a position holds margin and gives it back")
    default void positionHoldsMargin(Desk desk) {
        BigDecimal before = desk.balance().available();
        desk.buy(desk.lots(10));
        desk.position(PositionSide.LONG, desk.lots(10));

        Balance open = desk.eventually(
                "initialMargin above 0 and available below " + before,
                desk::balance,
                balance -> balance.initialMargin().signum() > 0
                        && balance.available().compareTo(before) < 0);
        assertThat(open.maintenanceMargin()).as("maintenanceMargin").isLessThanOrEqualTo(open.initialMargin());
        assertThat(desk.position(PositionSide.LONG, desk.lots(10)).margin())
                .as("margin of the position")
                .isPositive();
        close(desk);

        desk.eventually(
                "no margin held",
                desk::balance,
                balance -> balance.initialMargin().signum() == 0);
    }

    /** Look at resting orders: they hold margin too, or many of them together overdraw the account. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§7.08 [LIMIT_ORDERS] a resting entry holds margin and gives it back when cancelled")
    default void restingEntryHoldsMargin(Desk desk) {
        BigDecimal before = desk.balance().available();

        Order order = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(10), "0.98"));
        desk.eventually(
                "available below " + before,
                desk::balance,
                balance -> balance.available().compareTo(before) < 0);
        desk.accepted("cancel", desk.broker().cancel(desk.symbol(), order.clientOrderId()));

        desk.eventually(
                "available again " + before,
                desk::balance,
                balance -> balance.available()
                                .subtract(before)
                                .abs()
                                .compareTo(desk.harness().moneyTolerance())
                        <= 0);
    }

    /** Look at the leverage of an order: it is the leverage of the position, and margin shrinks with it. */
    @Test
    @Applies(with = Capability.LEVERAGE)
    @DisplayName("§7.09 [LEVERAGE] an order's leverage becomes the position's, and margin is notional by leverage")
    default void leverageOfAnOrder(Desk desk) {
        BigDecimal two = BigDecimal.TWO.min(desk.instrument().maxLeverage());

        desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(10))
                .withLeverage(two));

        Position position = desk.position(PositionSide.LONG, desk.lots(10));
        assertThat(position.leverage()).isEqualByComparingTo(two);
        BigDecimal notional = position.quantity().multiply(position.markPrice());
        assertThat(position.margin().multiply(two))
                .as("margin %s of notional %s at leverage %s", position.margin(), notional, two)
                .isBetween(notional.multiply(new BigDecimal("0.9")), notional.multiply(new BigDecimal("1.1")));
    }

    /** Look at setLeverage: an order without leverage of its own uses what is set. */
    @Test
    @Applies(with = Capability.LEVERAGE)
    @DisplayName("§7.10 [LEVERAGE] setLeverage holds for orders that name none")
    default void setLeverageHolds(Desk desk) {
        BigDecimal three = new BigDecimal("3").min(desk.instrument().maxLeverage());

        desk.accepted("setLeverage", desk.broker().setLeverage(desk.symbol(), three));
        desk.buy(desk.lots(2));

        assertThat(desk.position(PositionSide.LONG, desk.lots(2)).leverage()).isEqualByComparingTo(three);
    }

    /**
     * Look at limits of leverage: above the instrument's maximum and below one nothing is set and nothing is bought.
     */
    @Test
    @Applies(with = Capability.LEVERAGE)
    @DisplayName("§7.11 [LEVERAGE] leverage above the maximum or below one is rejected")
    default void leverageOutOfRange(Desk desk) {
        BigDecimal tooMuch = desk.instrument().maxLeverage().add(BigDecimal.ONE);

        desk.rejected(
                "setLeverage above the maximum",
                desk.broker().setLeverage(desk.symbol(), tooMuch),
                RejectReason.INVALID_LEVERAGE);
        desk.rejected(
                "setLeverage below one",
                desk.broker().setLeverage(desk.symbol(), new BigDecimal("0.5")),
                RejectReason.INVALID_LEVERAGE);
        desk.rejected(
                "order with leverage above the maximum",
                desk.broker()
                        .place(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(1))
                                .withLeverage(tooMuch)),
                RejectReason.INVALID_LEVERAGE);
        desk.assertUntouched();
    }

    /** Look at the estimate of the liquidation price: on the losing side of the entry. */
    @Test
    @Applies(with = Capability.LEVERAGE)
    @DisplayName("§7.12 [LEVERAGE] the liquidation price is on the losing side")
    default void liquidationPriceIsOnTheLosingSide(Desk desk) {
        BigDecimal leverage = new BigDecimal("5").min(desk.instrument().maxLeverage());
        desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(10))
                .withLeverage(leverage));

        Position held = desk.position(PositionSide.LONG, desk.lots(10));
        if (held.liquidationPrice() != null) {
            assertThat(held.liquidationPrice()).isPositive().isLessThan(held.entryPrice());
        }
        close(desk);
        if (desk.can(Capability.SHORT)) {
            desk.filled(PlaceOrder.market(desk.id(), desk.symbol(), Side.SELL, desk.lots(10))
                    .withLeverage(leverage));
            Position sold = desk.position(PositionSide.SHORT, desk.lots(10));
            if (sold.liquidationPrice() != null) {
                assertThat(sold.liquidationPrice()).isGreaterThan(sold.entryPrice());
            }
        }
    }

    /** Look at what a rejected order leaves: no reserved margin, no fee. */
    @Test
    @DisplayName("§7.13 [required] a rejected order costs nothing and holds nothing")
    default void rejectedOrderCostsNothing(Desk desk) {
        desk.rejected(
                "order past its notAfter",
                desk.broker()
                        .place(PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, desk.lots(5))
                                .withNotAfter(desk.harness().now().minusSeconds(60))),
                RejectReason.EXPIRED);

        Balance after = desk.balance();
        desk.assertClose("cash", after.cash(), desk.opening().cash());
        desk.assertClose("available", after.available(), desk.opening().available());
        assertThat(after.initialMargin()).as("initialMargin").isZero();
    }

    private static void close(Desk desk) {
        desk.accepted("close", desk.broker().closePosition(new ClosePosition(desk.id(), desk.symbol(), null)));
        desk.flat();
    }
}
