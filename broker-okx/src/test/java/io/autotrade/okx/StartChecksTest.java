package io.autotrade.okx;

import static io.autotrade.okx.Rig.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Side;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.sandbox.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made sure of before the first order, and what a reading must say before anything is concluded from it. */
@ExtendWith(VertxExtension.class)
class StartChecksTest {

    private Rig rig;

    @BeforeEach
    void begin(Vertx vertx) {
        rig = new Rig(vertx);
    }

    private static void assertFault(
            ThrowingCallable opening, Class<? extends BrokerFault> kind, String... partsOfMessage) {
        assertThatThrownBy(opening).isInstanceOfSatisfying(BrokerException.class, failure -> {
            assertThat(failure.fault()).isInstanceOf(kind);
            assertThat(failure.fault().message()).contains(partsOfMessage);
        });
    }

    @Test
    void aKeyThatMayWithdrawIsRefused() {
        rig.venue.permissions("read_only,trade,withdraw");

        assertFault(rig::open, BrokerFault.Unauthorized.class, "withdraw");
    }

    @Test
    void aKeyThatMayNotTradeIsRefused() {
        rig.venue.permissions("read_only");

        assertFault(rig::open, BrokerFault.Unauthorized.class, "may not trade");
    }

    @Test
    void trap10_aLiveKeyIsRefusedInDemoTrading() {
        rig.venue.liveKey();

        assertFault(rig::open, BrokerFault.EnvironmentMismatch.class, "50101", "okx.demo");
    }

    @Test
    void trap10_aDemoKeyIsRefusedInLiveTrading() {
        assertFault(rig::openLive, BrokerFault.EnvironmentMismatch.class, "50101", "okx.live");
    }

    @Test
    void aKeyOfAnotherRegionIsNamedAsSuch() {
        assertFault(
                () -> rig.open(section -> {
                    section.getJsonObject("demo").put("api_key", "of-another-region");
                    return section;
                }),
                BrokerFault.EnvironmentMismatch.class,
                "50119",
                "okx.region");
    }

    @Test
    void anAddressThatIsNotOnTheListOfTheKeyIsNamedAsSuch() {
        rig.venue.forbidAddress();

        assertFault(rig::open, BrokerFault.Unauthorized.class, "50110", "address");
    }

    @Test
    void anAccountInSpotModeIsRefused() {
        rig.venue.accountLevel("1");

        assertFault(rig::open, BrokerFault.Unauthorized.class, "Spot mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void bothPositionModesOfTheMarginModesTradeCross(String level) {
        rig.venue.accountLevel(level);
        for (boolean hedged : new boolean[] {false, true}) {
            rig.venue.hedged(hedged);
            Broker broker = rig.open();
            assertThat(rig.buy(broker, "a" + hedged, 1)).isInstanceOf(WriteResult.Accepted.class);
            assertThat(rig.orders().getLast()).contains("\"tdMode\":\"cross\"");
            rig.of(broker.closePosition(new ClosePosition(new ClientOrderId("b" + hedged), BTC, null)));
            rig.pass(Duration.ofSeconds(2));
            broker.close();
        }
    }

    @Test
    void portfolioMarginHasNoLeverageToSet() {
        rig.venue.accountLevel("4");
        Broker broker = rig.open();

        assertThat(broker.capabilities()).doesNotContain(Capability.LEVERAGE);
        assertThat(rig.of(broker.setLeverage(BTC, BigDecimal.TEN))).isInstanceOf(WriteResult.Rejected.class);
    }

    @Test
    void leverageIsSetAndReadBackBeforeTheFirstOrder() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.market("a", 1).withLeverage(new BigDecimal("5"))));

        List<String> calls = rig.venue.requests().stream()
                .map(request -> request.split("[? ]")[1])
                .filter(path -> path.contains("leverage") || path.equals("/api/v5/trade/order"))
                .toList();
        assertThat(calls)
                .startsWith(
                        "/api/v5/account/leverage-info",
                        "/api/v5/account/set-leverage",
                        "/api/v5/account/leverage-info",
                        "/api/v5/trade/order");
    }

    @Test
    void noOrderIsSentWhenOkxKeepsAnotherLeverage() {
        rig.venue.keepLeverage();
        Broker broker = rig.open();

        WriteResult result = rig.of(broker.place(Rig.market("a", 1).withLeverage(new BigDecimal("5"))));

        assertThat(result).isInstanceOf(WriteResult.Rejected.class);
        assertThat(rig.orders()).isEmpty();
    }

    @Test
    void theDeadMansSwitchTakesEntriesAndLeavesStops() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.of(broker.place(PlaceOrder.limit(
                new ClientOrderId("resting"),
                BTC,
                Side.BUY,
                OrderType.LIMIT,
                new BigDecimal("0.01"),
                new BigDecimal("49990"))));
        rig.of(broker.armDeadMansSwitch(Duration.ofSeconds(10)));

        rig.pass(Duration.ofSeconds(15));
        rig.of(broker.balance());

        assertThat(rig.rows("orders").stream()
                        .filter(row -> row.getString("clOrdId").equals("resting")))
                .singleElement()
                .satisfies(row -> assertThat(row.getString("cancelSource")).isEqualTo("20"));
        assertThat(rig.liveAlgos()).hasSize(1);
    }

    @Test
    void aPositionThatIsMissingOnceIsNotTakenForClosed() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            rig.venue.failNext("GET /api/v5/account/positions", Fault.EMPTY_LIST);
            rig.pass(Duration.ofSeconds(7));
        }

        assertThat(rig.events(BrokerEvent.PositionClosed.class)).isEmpty();
        assertThat(rig.liveAlgos()).hasSize(1);
    }

    @Test
    void aCloseDoesNotBelieveOneEmptyList() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        rig.pass(Duration.ofSeconds(3));
        rig.venue.failNext("GET /api/v5/account/positions", Fault.EMPTY_LIST);

        WriteResult result = rig.of(broker.closePosition(new ClosePosition(new ClientOrderId("b"), BTC, null)));

        assertThat(result).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void theStopOfAnOpenPositionSurvivesAnEntryThatSeesAnEmptyList() {
        Broker broker = rig.open();
        rig.of(broker.place(Rig.protectedMarket("a", "stop", 1)));
        rig.pass(Duration.ofSeconds(3));
        rig.venue.failNext("GET /api/v5/account/positions", Fault.EMPTY_LIST);

        rig.of(broker.place(Rig.market("more", 1)));

        assertThat(rig.rows("algos"))
                .filteredOn(row -> row.getString("algoClOrdId").equals("stop"))
                .singleElement()
                .satisfies(
                        (JsonObject row) -> assertThat(row.getString("state")).isEqualTo("live"));
    }

    @Test
    void aListThatCouldNotBeReadIsNoEmptyList() {
        Broker broker = rig.open();
        rig.buy(broker, "a", 1);
        rig.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 8; i++) {
            rig.venue.failNext("GET /api/v5/account/positions", Fault.HALF_AFTER);
        }

        assertFault(() -> rig.of(broker.positions()), BrokerFault.Unavailable.class, "/api/v5/account/positions");
    }
}
