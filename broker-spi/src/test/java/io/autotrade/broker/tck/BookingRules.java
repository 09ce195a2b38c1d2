package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Booking;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §8: funding and forced closes are bookings of their own, never fills. */
interface BookingRules {

    BigDecimal RATE = new BigDecimal("0.0004");

    /** Look at the sign of funding: with a positive rate longs pay. */
    @Test
    @Applies(with = Capability.FUNDING, levers = BrokerHarness.Lever.SETTLE_FUNDING)
    @DisplayName("§8.01 [FUNDING, lever SETTLE_FUNDING] a long pays a positive rate on its notional")
    default void longPays(Desk desk) {
        desk.buy(desk.lots(5));
        Position position = desk.position(PositionSide.LONG, desk.lots(5));

        desk.harness().settleFunding(desk.symbol(), RATE);

        Booking.Funding funding = onlyFunding(desk);
        desk.assertClose(
                "amount",
                funding.amount(),
                position.markPrice()
                        .multiply(position.quantity())
                        .multiply(RATE)
                        .negate());
        assertThat(funding.symbol()).isEqualTo(desk.symbol());
        desk.assertBalances("after funding");
    }

    /** Look at the sign of funding for shorts: with a positive rate they receive. */
    @Test
    @Applies(
            with = {Capability.FUNDING, Capability.SHORT},
            levers = BrokerHarness.Lever.SETTLE_FUNDING)
    @DisplayName("§8.02 [FUNDING, SHORT, lever SETTLE_FUNDING] a short receives a positive rate")
    default void shortReceives(Desk desk) {
        desk.sell(desk.lots(5));
        Position position = desk.position(PositionSide.SHORT, desk.lots(5));

        desk.harness().settleFunding(desk.symbol(), RATE);

        desk.assertClose(
                "amount",
                onlyFunding(desk).amount(),
                position.markPrice().multiply(position.quantity()).multiply(RATE));
        desk.assertBalances("after funding");
    }

    /** Look for fills made from funding: they would be counted as trades. */
    @Test
    @Applies(with = Capability.FUNDING, levers = BrokerHarness.Lever.SETTLE_FUNDING)
    @DisplayName("§8.03 [FUNDING, lever SETTLE_FUNDING] funding is not a fill and changes no position")
    default void fundingIsNotAFill(Desk desk) {
        desk.fills(desk.buy(desk.lots(5)));
        List<Fill> before = desk.fills();

        desk.harness().settleFunding(desk.symbol(), RATE);
        onlyFunding(desk);

        assertThat(desk.fills())
                .extracting(Fill::fillId)
                .isEqualTo(before.stream().map(Fill::fillId).toList());
        desk.position(PositionSide.LONG, desk.lots(5));
    }

    /** Look at who is charged: nobody without a position. */
    @Test
    @Applies(with = Capability.FUNDING, levers = BrokerHarness.Lever.SETTLE_FUNDING)
    @DisplayName("§8.04 [FUNDING, lever SETTLE_FUNDING] without a position nothing is charged")
    default void noPositionNoFunding(Desk desk) {
        desk.harness().settleFunding(desk.symbol(), RATE);

        assertThat(desk.bookings()).isEmpty();
        desk.assertUntouched();
    }

    /** Look at bookings as a list: cursors, ids and events are as with fills. */
    @Test
    @Applies(with = Capability.FUNDING, levers = BrokerHarness.Lever.SETTLE_FUNDING)
    @DisplayName(
            "§8.05 [FUNDING, lever SETTLE_FUNDING] bookings are listed oldest first, each once, and told as events")
    default void bookingsAreListed(Desk desk) {
        desk.buy(desk.lots(5));
        desk.harness().settleFunding(desk.symbol(), RATE);
        desk.eventually("one booking", desk::bookings, found -> found.size() == 1);
        String cursor = desk.bookingsFrom(Page.START).nextCursor();
        assertThat(desk.bookingsFrom(cursor).items()).isEmpty();

        desk.harness().settleFunding(desk.symbol(), RATE.negate());

        List<Booking> all = desk.eventually("two bookings", desk::bookings, found -> found.size() == 2);
        assertThat(all).extracting(Booking::bookingId).doesNotHaveDuplicates();
        assertThat(all.getFirst().at()).isBeforeOrEqualTo(all.getLast().at());
        assertThat(desk.bookingsFrom(cursor).items())
                .extracting(Booking::bookingId)
                .containsExactly(all.getLast().bookingId());
        desk.eventually(
                "Booked events for both",
                () -> desk.events().of(BrokerEvent.Booked.class).stream()
                        .map(event -> event.booking().bookingId())
                        .distinct()
                        .toList(),
                ids -> ids.size() == 2);
        desk.assertBalances("after two fundings");
    }

    /** Look at liquidation: a booking, not a fill, and nothing of the position stays. */
    @Test
    @Applies(with = Capability.LEVERAGE, levers = BrokerHarness.Lever.FORCE_CLOSE)
    @DisplayName("§8.06 [LEVERAGE, lever FORCE_CLOSE] a forced close is a booking, not a fill")
    default void forcedCloseIsABooking(Desk desk) {
        BigDecimal quantity = openLeveraged(desk);
        int fills = desk.fills().size();

        desk.harness().forceClose(desk.symbol());

        desk.flat();
        List<Booking> bookings = desk.eventually("a forced close", desk::bookings, found -> !found.isEmpty());
        assertThat(bookings).allSatisfy(booking -> assertThat(booking).isInstanceOf(Booking.ForcedClose.class));
        BigDecimal closed = bookings.stream()
                .map(booking -> ((Booking.ForcedClose) booking).quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(closed).as("quantity closed by force").isEqualByComparingTo(quantity);
        assertThat(((Booking.ForcedClose) bookings.getFirst()).side()).isEqualTo(PositionSide.LONG);
        assertThat(desk.fills()).as("fills").hasSize(fills);
    }

    /** Look at the money of a forced close: price and fee of the booking explain the balance. */
    @Test
    @Applies(with = Capability.LEVERAGE, levers = BrokerHarness.Lever.FORCE_CLOSE)
    @DisplayName("§8.07 [LEVERAGE, lever FORCE_CLOSE] the books balance after a forced close")
    default void forcedCloseBalances(Desk desk) {
        openLeveraged(desk);

        desk.harness().forceClose(desk.symbol());
        desk.flat();

        desk.assertBalances("after the forced close");
        assertThat(desk.openOrders()).isEmpty();
    }

    /** A fifth of the cash as margin at five times leverage, worth about as much as the whole account. */
    private static BigDecimal openLeveraged(Desk desk) {
        BigDecimal leverage = new BigDecimal("5").min(desk.instrument().maxLeverage());
        BigDecimal quantity = desk.lots(20).multiply(leverage.setScale(0, java.math.RoundingMode.DOWN));
        desk.filled(
                PlaceOrder.market(desk.id(), desk.symbol(), Side.BUY, quantity).withLeverage(leverage));
        desk.position(PositionSide.LONG, quantity);
        return quantity;
    }

    private static Booking.Funding onlyFunding(Desk desk) {
        List<Booking> bookings = desk.eventually("one booking", desk::bookings, found -> found.size() == 1);
        assertThat(bookings.getFirst()).isInstanceOf(Booking.Funding.class);
        return (Booking.Funding) bookings.getFirst();
    }
}
