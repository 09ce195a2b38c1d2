package io.autotrade.simulated.broker;

import static io.autotrade.simulated.broker.EngineFixture.BTC;
import static io.autotrade.simulated.broker.EngineFixture.ETH;
import static io.autotrade.simulated.broker.EngineFixture.num;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Booking;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples computed by hand: 10000 cash, taker fee 5 bps, maker fee 2 bps, no slippage unless said otherwise. */
class AccountingTest {

    @Test
    void openingChangesEquityOnlyByTheFee() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");

        account.market(BTC, Side.BUY, "0.1", "10");

        // 0.1 x 50000 x 0.0005 = 2.5
        assertThat(account.cash()).isEqualByComparingTo("9997.5");
        assertThat(account.equity()).isEqualByComparingTo("9997.5");
        assertThat(account.position(BTC).margin()).isEqualByComparingTo("500");
    }

    @Test
    void closingALongRealisesTheDifferenceAndBothFees() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.tick(BTC, "51000");

        assertThat(account.equity()).isEqualByComparingTo("10097.5");
        account.market(BTC, Side.SELL, "0.1");

        // + 100 profit - 2.5 - 2.55
        assertThat(account.cash()).isEqualByComparingTo("10094.95");
        assertThat(account.engine.positions()).isEmpty();
    }

    @Test
    void aShortGainsWhenThePriceFalls() {
        EngineFixture account = EngineFixture.plain();
        account.tick(ETH, "3000");
        account.market(ETH, Side.SELL, "2", "5");
        account.tick(ETH, "2900");

        assertThat(account.position(ETH).side()).isEqualTo(PositionSide.SHORT);
        assertThat(account.position(ETH).unrealizedPnl()).isEqualByComparingTo("200");
        account.market(ETH, Side.BUY, "2");

        // + 200 - 3 - 2.9
        assertThat(account.cash()).isEqualByComparingTo("10194.1");
    }

    @Test
    void slippageIsAgainstTheTakerAndOnThePriceStep() {
        EngineFixture account = new EngineFixture(Map.of("slippage_bps", "5"));
        account.tick(BTC, num("49999.9"), num("50000.1"), num("50000"));

        account.market(BTC, Side.BUY, "0.1");
        account.market(BTC, Side.SELL, "0.1");

        // 50000.1 x 1.0005 = 50025.10005, up to the step; 49999.9 x 0.9995 = 49974.90005, down to it
        assertThat(account.fills.get(0).price()).isEqualByComparingTo("50025.2");
        assertThat(account.fills.get(1).price()).isEqualByComparingTo("49974.9");
    }

    @Test
    void partsOfAClosedPositionAddUpToTheWhole() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000.1");
        account.market(BTC, Side.BUY, "0.0001", "10");
        account.tick(BTC, "50000.4");
        account.market(BTC, Side.BUY, "0.0006", "10");
        account.tick(BTC, "50001");
        account.market(BTC, Side.SELL, "0.0003");
        account.market(BTC, Side.SELL, "0.0001");
        account.market(BTC, Side.SELL, "0.0003");

        // bought for 5.00001 + 30.00024, sold for 35.0007; fees 0.0005 x (35.00025 + 35.0007)
        assertThat(account.cash()).isEqualByComparingTo("9999.965449525");
    }

    @Test
    void aLargerOppositeOrderTurnsThePositionRound() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.market(BTC, Side.SELL, "0.3", "10");

        assertThat(account.position(BTC).side()).isEqualTo(PositionSide.SHORT);
        assertThat(account.position(BTC).quantity()).isEqualByComparingTo("0.2");
        assertThat(account.equity()).isEqualByComparingTo("9990");
    }

    @Test
    void restingOrdersAreFilledAtTheirPriceWithTheMakerFee() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.limit(BTC, Side.BUY, OrderType.LIMIT, "0.1", "49000");
        assertThat(account.engine.balance(account.now).initialMargin()).isEqualByComparingTo("4900");

        account.tick(BTC, "48000");

        assertThat(account.fills).singleElement().satisfies(fill -> {
            assertThat(fill.price()).isEqualByComparingTo("49000");
            assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER);
            assertThat(fill.fee()).isEqualByComparingTo("0.98");
        });
    }

    @Test
    void longsPayFundingWhenTheRateIsPositiveAndShortsReceiveIt() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.tick(ETH, "3000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.market(ETH, Side.SELL, "1", "10");

        account.fund(BTC, "0.0001");
        account.fund(ETH, "0.0001");

        assertThat(account.bookings)
                .extracting(booking -> ((Booking.Funding) booking).amount().toPlainString())
                .containsExactly("-0.5", "0.3");
    }

    @Test
    void aStopFillsAtTheWorseOfTriggerAndMarket() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");
        account.protect(BTC, "49000", "55000");

        account.tick(BTC, "49000.1");
        assertThat(account.fills).hasSize(1);
        account.tick(BTC, "48500");

        assertThat(account.fills.getLast().price()).isEqualByComparingTo("48500");
        assertThat(account.fills.getLast().origin()).isEqualTo(OrderOrigin.STOP);
        assertThat(account.engine.openOrders()).isEmpty();
        assertThat(account.engine.positions()).isEmpty();
    }

    @Test
    void aTargetNeverFillsBetterThanItsTrigger() {
        EngineFixture account = EngineFixture.plain();
        account.tick(BTC, "50000");
        account.market(BTC, Side.SELL, "0.1", "10");
        account.protect(BTC, "55000", "45000");

        account.tick(BTC, "44000");

        assertThat(account.fills.getLast().price()).isEqualByComparingTo("45000");
        assertThat(account.fills.getLast().origin()).isEqualTo(OrderOrigin.TARGET);
    }

    @Test
    void liquidationHappensWhereItWasForetoldAndIsNotAFill() {
        EngineFixture account = new EngineFixture(Map.of("slippage_bps", 0, "starting_cash", 1000, "taker_fee_bps", 0));
        account.tick(BTC, "50000");
        account.market(BTC, Side.BUY, "0.1", "10");

        // 1000 + 0.1 (P - 50000) = 0.1 P 0.005
        assertThat(account.position(BTC).liquidationPrice()).isEqualByComparingTo("40201.005025125628");
        account.tick(BTC, "40201.1");
        assertThat(account.engine.positions()).hasSize(1);
        account.tick(BTC, "40201");

        assertThat(account.engine.positions()).isEmpty();
        assertThat(account.fills).hasSize(1);
        assertThat(account.bookings).singleElement().isInstanceOfSatisfying(Booking.ForcedClose.class, close -> {
            assertThat(close.kind()).isEqualTo(Booking.ForcedKind.LIQUIDATION);
            assertThat(close.fee()).isEqualByComparingTo("8.0402");
        });
        assertThat(account.cash()).isEqualByComparingTo("12.0598");
    }

    @Test
    void withoutAPriceNothingFills() {
        EngineFixture account = EngineFixture.plain();

        WriteResult result = account.market(BTC, Side.BUY, "0.1");

        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .isEqualTo(io.autotrade.broker.RejectReason.SYMBOL_NOT_TRADING));
        assertThat(account.engine.state().cash).isEqualByComparingTo("10000");
    }
}
