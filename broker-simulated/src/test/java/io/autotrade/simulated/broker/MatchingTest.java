package io.autotrade.simulated.broker;

import static io.autotrade.simulated.broker.EngineFixture.BTC;
import static io.autotrade.simulated.broker.EngineFixture.ETH;
import static io.autotrade.simulated.broker.EngineFixture.num;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the conformance kit cannot see from outside: prices inside the spread, gaps, the order of events within one
 * tick.
 */
class MatchingTest {

    private final EngineFixture account = EngineFixture.plain();

    @Test
    void aLimitOrderThatCrossesTakesAtTheMarketAndNeverWorseThanItsLimit() {
        EngineFixture slipping = new EngineFixture(Map.of("slippage_bps", 100));
        slipping.tick(BTC, num("49999"), num("50001"), num("50000"));

        slipping.limit(BTC, Side.BUY, OrderType.LIMIT, "0.01", "50100");

        // 50001 with one percent of slippage would be 50501.1
        assertThat(slipping.fills).singleElement().satisfies(fill -> {
            assertThat(fill.price()).isEqualByComparingTo("50100");
            assertThat(fill.liquidity()).isEqualTo(Liquidity.TAKER);
        });
    }

    @Test
    void aRestingBuyWaitsForTheAskNotForTheLastPrice() {
        account.tick(BTC, num("49999"), num("50001"), num("50000"));
        account.limit(BTC, Side.BUY, OrderType.LIMIT, "0.01", "49900");

        account.tick(BTC, num("49898"), num("49902"), num("49899"));
        assertThat(account.fills).isEmpty();
        account.tick(BTC, num("49896"), num("49900"), num("49898"));

        assertThat(account.fills).singleElement().extracting(Fill::price).isEqualTo(num("49900"));
    }

    @Test
    void anEntryAndItsStopCanBothHappenInOneTick() {
        account.tick(BTC, "50000");
        account.place(PlaceOrder.limit(account.nextId(), BTC, Side.BUY, OrderType.LIMIT, num("0.1"), num("49000"))
                .withProtection(new Protection(account.nextId(), num("48500"), null)));

        account.tick(BTC, "48000");

        assertThat(account.fills)
                .extracting(fill -> fill.price().toPlainString())
                .containsExactly("49000", "48000");
        assertThat(account.engine.positions()).isEmpty();
        assertThat(account.engine.openOrders()).isEmpty();
    }

    @Test
    void pricesToldAgainAfterACrashDoNotReachWhatWasOrderedAfterThem() {
        account.tick(BTC, "47000");
        Instant before = account.now;
        account.tick(BTC, "50000");
        account.tick(ETH, "3000");
        account.place(PlaceOrder.market(account.nextId(), BTC, Side.BUY, num("0.1"))
                .withProtection(new Protection(account.nextId(), num("48000"), null)));
        account.limit(ETH, Side.BUY, OrderType.LIMIT, "1", "2900");
        account.crash();

        account.now = before.minusSeconds(1);
        account.tick(BTC, "47000");
        account.tick(ETH, "2800");
        assertThat(account.fills).hasSize(1);
        assertThat(account.position(BTC).markPrice()).isEqualByComparingTo("50000");

        account.now = before.plusSeconds(60);
        account.tick(BTC, "47500");
        account.tick(ETH, "2850");
        assertThat(account.fills)
                .extracting(fill -> fill.price().toPlainString())
                .containsExactly("50000", "47500", "2900");
    }

    @Test
    void pricesOfAnotherMarketCountAlthoughItsTimeIsEarlier() {
        account.tick(BTC, "50000");
        account.place(PlaceOrder.market(account.nextId(), BTC, Side.BUY, num("0.1"))
                .withProtection(new Protection(account.nextId(), num("48000"), null)));
        account.crash();

        account.now = account.now.minus(Duration.ofDays(30));
        account.tick(BTC, "47000");

        assertThat(account.engine.positions()).isEmpty();
    }

    @Test
    void aReduceOnlyOrderThatRestsClosesWhatIsLeftAndNoMore() {
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.3", "10");
        account.place(PlaceOrder.limit(account.nextId(), BTC, Side.SELL, OrderType.LIMIT, num("0.3"), num("51000"))
                .withReduceOnly());
        account.kept(account.engine.close(new ClosePosition(account.nextId(), BTC, num("0.2")), account.now));

        account.tick(BTC, "51000");

        assertThat(account.fills.getLast().quantity()).isEqualByComparingTo("0.1");
        assertThat(account.engine.positions()).isEmpty();
    }

    @Test
    void anEntryThatCanNoLongerBePaidIsCancelledWhenItIsMet() {
        account.tick(BTC, "50000");
        account.tick(ETH, "3000");
        account.limit(ETH, Side.BUY, OrderType.LIMIT, "3", "2900");
        account.market(BTC, Side.BUY, "0.2", "20");
        account.tick(BTC, "15000");

        Changes changes = account.tick(ETH, "2900");

        assertThat(changes.fills()).isEmpty();
        assertThat(changes.finished()).singleElement().satisfies(order -> {
            assertThat(order.state()).isEqualTo(OrderState.CANCELLED);
            assertThat(order.reason()).contains("margin");
        });
    }

    @Test
    void crossMarginClosesTheLargestPositionFirstAndKeepsWhatCanBeKept() {
        EngineFixture small = new EngineFixture(Map.of("starting_cash", 1000, "slippage_bps", 0));
        small.tick(BTC, "50000");
        small.tick(ETH, "3000");
        small.market(BTC, Side.BUY, "0.1", "20");
        small.market(ETH, Side.BUY, "0.1", "20");

        small.tick(BTC, "40200");

        assertThat(small.bookings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Booking.ForcedClose.class,
                        close -> assertThat(close.symbol()).isEqualTo(BTC));
        assertThat(small.position(ETH).quantity()).isEqualByComparingTo("0.1");
    }

    @Test
    void aGapCanLeaveLessThanNothingAndThenNothingCanBeOpened() {
        EngineFixture small = new EngineFixture(Map.of("starting_cash", 1000, "slippage_bps", 0));
        small.tick(BTC, "50000");
        small.market(BTC, Side.BUY, "0.1", "10");

        small.tick(BTC, "20000");

        assertThat(small.cash()).isNegative();
        assertThat(reason(small.market(BTC, Side.BUY, "0.0001"))).isEqualTo(RejectReason.INSUFFICIENT_FUNDS);
    }

    @Test
    void fundingIsChargedOnceHoweverOftenItIsTold() {
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        FundingRate settled =
                new FundingRate(BTC, num("0.0001"), account.now.plusSeconds(1), Duration.ofHours(8), account.now);

        account.keep(account.engine.fund(settled));
        account.keep(account.engine.fund(settled));
        account.restart();
        account.keep(account.engine.fund(settled));

        assertThat(account.bookings).hasSize(1);
    }

    @Test
    void fundingSettlesWhatWasHeldBeforeItsTime() {
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        FundingRate atThatMoment = new FundingRate(BTC, num("0.0001"), account.now, Duration.ofHours(8), account.now);

        account.keep(account.engine.fund(atThatMoment));

        assertThat(account.bookings).isEmpty();
    }

    @Test
    void aPositionOfAnEarlierMarketPaysFundingAlthoughALaterTimeWasCharged() {
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.fund(BTC, "0.0001");
        account.market(BTC, Side.SELL, "0.1");

        account.now = account.now.minus(Duration.ofDays(30));
        account.tick(BTC, "40000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.fund(BTC, "0.0001");

        assertThat(account.bookings).hasSize(2);
    }

    @Test
    void fundingOfATimeBeforeThePositionWasOpenedIsNotCharged() {
        account.tick(BTC, "50000");
        FundingRate settled = new FundingRate(BTC, num("0.0001"), account.now, Duration.ofHours(8), account.now);
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");

        account.keep(account.engine.fund(settled));

        assertThat(account.bookings).isEmpty();
    }

    @Test
    void theDeadMansSwitchCancelsEntriesAndLeavesExits() {
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.protect(BTC, "48000", "52000");
        account.limit(BTC, Side.BUY, OrderType.LIMIT, "0.01", "49000");
        account.place(PlaceOrder.limit(account.nextId(), BTC, Side.SELL, OrderType.LIMIT, num("0.1"), num("51000"))
                .withReduceOnly());
        account.kept(account.engine.armDeadMansSwitch(Duration.ofSeconds(30), account.now));

        account.keep(account.engine.clock(account.now.plusSeconds(29)));
        assertThat(account.engine.openOrders()).hasSize(4);
        account.keep(account.engine.clock(account.now.plusSeconds(30)));

        assertThat(account.engine.openOrders()).hasSize(3).allMatch(Order::reduceOnly);
    }

    @Test
    void quantitiesAreRoundedDownAndLimitsAwayFromTheMarket() {
        account.tick(BTC, "50000");

        account.limit(BTC, Side.BUY, OrderType.LIMIT, "0.00019", "49000.19");
        account.limit(BTC, Side.SELL, OrderType.LIMIT, "0.00011", "51000.11");

        assertThat(account.engine.openOrders())
                .extracting(order -> order.quantity().toPlainString() + "@"
                        + order.limitPrice().toPlainString())
                .containsExactly("0.0001@49000.1", "0.0001@51000.2");
    }

    @Test
    void aRefusedOrderLeavesNoTraceNotEvenItsLeverage() {
        account.tick(BTC, "50000");
        ClientOrderId id = account.nextId();
        PlaceOrder tooLarge = PlaceOrder.market(id, BTC, Side.BUY, num("100")).withLeverage(num("50"));

        Changes changes = account.engine.place(tooLarge, account.now).changes();

        assertThat(changes.dirty()).isFalse();
        assertThat(account.engine.state().leverages).isEmpty();
        assertThat(account.place(PlaceOrder.market(id, BTC, Side.BUY, num("0.01"))))
                .isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void theSlippageVariesAsConfiguredAndTheSameWayEveryTime() {
        Map<String, Object> varying = Map.of("slippage_bps", 10, "slippage_variation", 1, "seed", 42);
        EngineFixture first = new EngineFixture(varying);
        EngineFixture second = new EngineFixture(varying);
        for (EngineFixture each : new EngineFixture[] {first, second}) {
            each.tick(BTC, "50000");
            for (int i = 0; i < 20; i++) {
                each.market(BTC, Side.BUY, "0.001", "10");
            }
        }

        assertThat(first.fills).isEqualTo(second.fills);
        assertThat(first.fills).allSatisfy(fill -> assertThat(fill.price()).isBetween(num("50000"), num("50100")));
        assertThat(first.fills.stream().map(Fill::price).distinct()).hasSizeGreaterThan(10);
    }

    private static RejectReason reason(WriteResult result) {
        return ((WriteResult.Rejected) result).reason();
    }
}
