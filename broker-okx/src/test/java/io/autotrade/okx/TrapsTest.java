package io.autotrade.okx;

import static io.autotrade.okx.Rig.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.sandbox.Fault;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other clients of OKX have stumbled over, by the numbers under which it was collected. */
@ExtendWith(VertxExtension.class)
class TrapsTest {

    private static final BigDecimal PRICE = new BigDecimal("50000");
    private Rig rig;

    @BeforeEach
    void begin(Vertx vertx) {
        rig = new Rig(vertx);
    }

    private static ClientOrderId id(String value) {
        return new ClientOrderId(value);
    }

    private WriteResult close(Broker broker, String id) {
        return rig.of(broker.closePosition(new ClosePosition(id(id), BTC, null)));
    }

    private Order found(Broker broker, String id) {
        return ((OrderLookup.Found) rig.of(broker.order(BTC, id(id)))).order();
    }

    private static void assertRejected(WriteResult result, RejectReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void trap02_theUnitOfASizeIsNeverLeftToOkx() {
        rig.buy(rig.open(), "a", 5);

        assertThat(rig.orders())
                .singleElement()
                .asString()
                .contains("\"sz\":\"5\"")
                .doesNotContain("tgtCcy");
    }

    @Test
    void trap03_aHundredthOfAContractIsASize() {
        Broker broker = rig.open();

        WriteResult result = rig.of(broker.place(PlaceOrder.market(id("a"), BTC, Side.BUY, new BigDecimal("0.0001"))));

        assertThat(result).isInstanceOf(WriteResult.Accepted.class);
        assertThat(rig.orders()).singleElement().asString().contains("\"sz\":\"0.01\"");
    }

    @Test
    void trap06_thePositionSideIsSentWhereTheModeWantsItAndNowhereElse() {
        rig.buy(rig.open(), "net", 1);
        rig.venue.price(BTC.value(), PRICE);
        assertThat(rig.orders()).singleElement().asString().doesNotContain("posSide");
    }

    @Test
    void trap06_longAndShortAreToldApartInTheLongShortMode() {
        rig.venue.hedged(true);
        Broker broker = rig.open();
        rig.buy(broker, "long", 1);
        close(broker, "closing");

        assertThat(rig.orders()).hasSize(2).allMatch(order -> order.contains("\"posSide\":\"long\""));
    }

    @Test
    void trap07_leverageIsSetWithoutAPositionSide() {
        rig.venue.hedged(true);
        Broker broker = rig.open();

        assertThat(rig.of(broker.setLeverage(BTC, new BigDecimal("5")))).isInstanceOf(WriteResult.Accepted.class);
        assertThat(rig.venue.requests("POST /api/v5/account/set-leverage"))
                .singleElement()
                .asString()
                .doesNotContain("posSide");
    }

    @Test
    void trap08_modesOfTheAccountAreNeverSwitched() {
        rig.venue.hedged(true);
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        close(broker, "b");

        assertThat(rig.venue.requests())
                .noneMatch(request -> request.contains("/set-position-mode") || request.contains("/set-account-level"));
    }

    @Test
    void trap09_leverageThatIsAsWantedIsLeftAlone() {
        Broker broker = rig.open();

        rig.of(broker.setLeverage(BTC, rig.venue.leverage(BTC.value())));

        assertThat(rig.venue.requests("POST /api/v5/account/set-leverage")).isEmpty();
    }

    @Test
    void trap09_anOrderIsNotSentWithLeverageThatCouldNotBeSet() {
        Broker broker = rig.open();
        rig.venue.refuseNext("POST /api/v5/account/set-leverage", 200, "59000");

        WriteResult result = rig.of(broker.place(Rig.market("a", 1).withLeverage(new BigDecimal("7"))));

        assertThat(result).isInstanceOf(WriteResult.Rejected.class);
        assertThat(rig.orders()).isEmpty();
    }

    @Test
    void trap13_thePublicCallsCarryTheDemoHeaderToo() {
        rig.open();

        assertThat(rig.venue.headers("GET /api/v5/public/time")).containsEntry("x-simulated-trading", "1");
    }

    @Test
    void trap14_anIdThatOkxWouldRefuseCannotBeMade() {
        assertThatThrownBy(() -> id("3f2c-9a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> id("x".repeat(33))).isInstanceOf(IllegalArgumentException.class);
        assertThat(rig.buy(rig.open(), "3F2c9a0b1d4e5f60718293a4b5c6d7e8", 1)).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void trap15_ordersNameTheInstrumentAndGoByRest() {
        rig.buy(rig.open(), "a", 1);

        assertThat(rig.orders()).singleElement().asString().contains("\"instId\":\"BTC-USDT-SWAP\"");
        assertThat(rig.venue.written()).noneMatch(text -> text.contains("\"op\":\"order\""));
    }

    @Test
    void trap24_aWrongClockOfThisMachineDoesNoHarm() {
        rig.venue.wallAhead(Duration.ofHours(1));

        assertThat(rig.buy(rig.open(), "a", 1)).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void trap24_whatWasRefusedForTheClockIsSentAgainOnceTheTimeWasReadAnew() {
        Broker broker = rig.open();
        int before = rig.venue.requests("GET /api/v5/public/time").size();
        rig.venue.failNext("POST /api/v5/trade/order", Fault.CLOCK_REFUSED);

        assertThat(rig.buy(broker, "a", 1)).isInstanceOf(WriteResult.Accepted.class);
        assertThat(rig.venue.requests("GET /api/v5/public/time")).hasSizeGreaterThan(before);
        assertThat(rig.rows("orders")).hasSize(1);
    }

    @Test
    void trap25_theSignatureCoversTheQueryAsItIsSent() {
        Broker broker = rig.open();

        rig.of(broker.positions());

        assertThat(rig.venue.requests("GET /api/v5/account/positions?instType=SWAP"))
                .isNotEmpty();
    }

    @Test
    void trap26_afterALimitNothingOfItsKindGoesForAWindow() {
        Broker broker = rig.open(section -> {
            section.getJsonObject("settings").put("timeout_seconds", 10);
            return section;
        });
        rig.venue.failNext("POST /api/v5/trade/order", Fault.LIMITED);

        WriteResult limited = rig.buy(broker, "a", 1);
        long at = rig.time.nanoTime();
        WriteResult next = rig.buy(broker, "b", 1);

        assertThat(limited).isInstanceOf(WriteResult.NotSent.class);
        assertThat(next).isInstanceOf(WriteResult.Accepted.class);
        assertThat(Duration.ofNanos(rig.time.nanoTime() - at)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void trap27_aWrongSignatureIsNotTriedAgain() {
        Broker broker = rig.open();
        rig.pass(Duration.ofSeconds(10));
        int before = rig.venue.requests("GET /api/v5/account/balance").size();
        rig.venue.refuseNext("GET /api/v5/account/balance", 401, "50113");

        assertThatThrownBy(() -> rig.of(broker.balance()))
                .isInstanceOfSatisfying(
                        BrokerException.class,
                        failure -> assertThat(failure.fault()).isInstanceOf(BrokerFault.Unauthorized.class));
        assertThat(rig.venue.requests("GET /api/v5/account/balance")).hasSize(before);
    }

    @Test
    void trap28_acceptanceSaysNothingOfTheState() {
        Broker broker = rig.open();
        BigDecimal below = PRICE.subtract(BigDecimal.TEN);

        rig.of(broker.place(PlaceOrder.limit(id("a"), BTC, Side.BUY, OrderType.LIMIT, new BigDecimal("0.01"), below)));
        rig.pass(Duration.ofSeconds(1));
        assertThat(found(broker, "a").state()).isEqualTo(OrderState.OPEN);
        assertThat(rig.events(BrokerEvent.Filled.class)).isEmpty();

        rig.venue.price(BTC.value(), below.subtract(BigDecimal.TEN));
        rig.pass(Duration.ofSeconds(1));
        assertThat(found(broker, "a").state()).isEqualTo(OrderState.FILLED);
        assertThat(rig.events(BrokerEvent.Filled.class)).hasSize(1);
    }

    @Test
    void trap29_aStopIsCancelledInItsOwnIdSpace() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.of(broker.cancel(BTC, id("stop")))).isInstanceOf(WriteResult.Accepted.class);
        assertThat(rig.liveAlgos()).isEmpty();
    }

    @Test
    void trap30_aTriggeredStopIsWhatItsOrderBecame() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.pass(Duration.ofSeconds(1));
        assertThat(found(broker, "stop").state()).isEqualTo(OrderState.OPEN);

        rig.venue.price(BTC.value(), new BigDecimal("48000"));
        rig.pass(Duration.ofSeconds(1));

        assertThat(found(broker, "stop").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void trap31_aStopThatHasOutlivedItsPositionIsSwept() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.liveAlgos()).hasSize(1);

        rig.venue.tradeByHand(BTC.value(), false, "1");
        rig.pass(Duration.ofSeconds(10));

        assertThat(rig.liveAlgos()).isEmpty();
    }

    @Test
    void trap32_stopAndTargetTogetherAreAOneCancelsTheOther() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        rig.of(broker.protect(BTC, new Protection(id("both"), new BigDecimal("48500"), new BigDecimal("52000"))));

        assertThat(rig.venue.requests("POST /api/v5/trade/order-algo"))
                .singleElement()
                .asString()
                .contains("\"ordType\":\"oco\"");
    }

    @Test
    void trap34_aPushedSizeIsThatOfOneExecution() {
        Broker broker = rig.open();
        rig.venue.offer(BTC.value(), PRICE, new BigDecimal("2"));
        rig.of(broker.place(PlaceOrder.limit(
                id("a"), BTC, Side.BUY, OrderType.LIMIT, new BigDecimal("0.05"), new BigDecimal("50001"))));
        rig.pass(Duration.ofSeconds(1));
        rig.venue.price(BTC.value(), PRICE);
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.events(BrokerEvent.Filled.class)
                        .map(BrokerEvent.Filled::fill)
                        .map(Fill::quantity))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("0.02"), new BigDecimal("0.03"));
        assertThat(found(broker, "a").filledQuantity()).isEqualByComparingTo("0.05");
    }

    @Test
    void trap35_aFeeThatWasPaidIsPositive() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        rig.pass(Duration.ofSeconds(1));

        Fill fill = rig.of(broker.fills(Page.START)).items().getFirst();
        assertThat(fill.fee()).isEqualByComparingTo(fill.notional().multiply(new BigDecimal("0.0005")));
        assertThat(rig.of(broker.balance()).cash()).isEqualByComparingTo(new BigDecimal("10000").subtract(fill.fee()));
    }

    @Test
    void trap40_theCancelOfAnUnknownOrderEnds() {
        Broker broker = rig.open();

        assertRejected(rig.of(broker.cancel(BTC, id("never"))), RejectReason.ORDER_NOT_FOUND);
        assertThat(rig.venue.requests("POST /api/v5/trade/cancel-order")).hasSize(1);
    }

    @Test
    void trap48_reduceOnlyIsNotSentInTheLongShortMode() {
        rig.venue.hedged(true);
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);

        assertThat(close(broker, "b")).isInstanceOf(WriteResult.Accepted.class);
        assertThat(rig.orders()).hasSize(2).noneMatch(order -> order.contains("reduceOnly"));
    }

    @Test
    void trap49_endpointsThatDemoTradingLacksAreNotCalled() {
        rig.buy(rig.open(), "a", 1);
        rig.pass(Duration.ofMinutes(2));

        assertThat(rig.venue.requests()).noneMatch(request -> request.contains("/api/v5/asset/"));
    }

    @Test
    void trap51_anIdIsUsedOnceEvenAcrossARestart() {
        Broker broker = rig.open();
        rig.buy(broker, "once", 1);
        rig.pass(Duration.ofSeconds(1));
        assertRejected(rig.buy(broker, "once", 1), RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        broker.close();

        assertRejected(rig.buy(rig.open(), "once", 1), RejectReason.DUPLICATE_CLIENT_ORDER_ID);
        assertThat(rig.rows("orders")).hasSize(1);
    }

    @Test
    void trap52_aPositionOfSizeZeroIsNone() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        close(broker, "b");
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.of(broker.positions())).isEmpty();
        assertRejected(close(broker, "c"), RejectReason.NO_POSITION);
    }

    @Test
    void trap53_nothingLeftToReduceMeansThatThePositionIsGone() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        rig.venue.tradeByHand(BTC.value(), false, "1");

        assertRejected(
                rig.of(broker.place(PlaceOrder.marketReduceOnly(id("b"), BTC, Side.SELL, new BigDecimal("0.01")))),
                RejectReason.NO_POSITION);
    }

    @Test
    void trap55_forcedClosesAreBookedThoughNobodyOrderedThem() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 2);
        rig.pass(Duration.ofSeconds(2));
        rig.venue.liquidate(BTC.value());
        rig.pass(Duration.ofSeconds(5));

        List<Booking> booked = rig.of(broker.bookings(Page.START)).items();
        assertThat(booked)
                .singleElement()
                .isInstanceOfSatisfying(
                        Booking.ForcedClose.class,
                        forced -> assertThat(forced.quantity()).isEqualByComparingTo("0.02"));
        assertThat(rig.events(BrokerEvent.PositionClosed.class)).isNotEmpty();
    }
}
