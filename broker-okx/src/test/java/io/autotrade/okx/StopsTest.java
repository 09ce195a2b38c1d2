package io.autotrade.okx;

import static io.autotrade.okx.Rig.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.okx.sandbox.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways in which a position lost its stop, or had one too many, under seeded schedules of faults. */
@ExtendWith(VertxExtension.class)
class StopsTest {

    private static final BigDecimal PRICE = new BigDecimal("50000");
    private static final BigDecimal BELOW_THE_STOP = new BigDecimal("48300");
    private static final Duration A_WHILE = Duration.ofSeconds(8);
    private static final Duration NAKED_AT_MOST = Duration.ofSeconds(5);

    private Rig rig;

    @BeforeEach
    void begin(Vertx vertx) {
        rig = new Rig(vertx);
    }

    private Broker opened() {
        Broker broker = rig.open();
        rig.venue.attended(true);
        return broker;
    }

    private void price(BigDecimal price) {
        rig.venue.price(BTC.value(), price);
    }

    private List<JsonObject> positions() {
        return rig.rows("positions");
    }

    private List<Fill> fills() {
        return rig.events(BrokerEvent.Filled.class)
                .map(BrokerEvent.Filled::fill)
                .toList();
    }

    /** Three contracts at the price, of which one is filled at once and two wait. */
    private void placePartlyFilled(Broker broker) {
        rig.venue.offer(BTC.value(), PRICE, BigDecimal.ONE);
        PlaceOrder entry = PlaceOrder.limit(
                        new ClientOrderId("e"),
                        BTC,
                        Side.BUY,
                        OrderType.LIMIT,
                        new BigDecimal("0.03"),
                        PRICE.add(BigDecimal.ONE))
                .withProtection(new Protection(new ClientOrderId("p"), new BigDecimal("48500"), null));
        rig.of(broker.place(entry));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.liveAlgos()).singleElement().satisfies(algo -> {
            assertThat(algo.getString("algoClOrdId")).isEqualTo("pp0");
            assertThat(algo.getString("sz")).isEqualTo("1");
        });
    }

    @Test
    void aPositionWhoseStopThePriceHasPassedIsClosedInsteadOfAskingForTheStopAgain() {
        Broker broker = opened();
        rig.venue.failAttachments(1, 1);
        rig.of(broker.place(Rig.protectedMarket("e", "p", 1)));
        price(BELOW_THE_STOP);

        rig.pass(A_WHILE);

        assertThat(positions()).isEmpty();
        assertThat(rig.venue.longestNaked()).isLessThan(NAKED_AT_MOST);
        assertThat(fills()).last().satisfies(fill -> {
            assertThat(fill.side()).isEqualTo(Side.SELL);
            assertThat(fill.origin()).isEqualTo(OrderOrigin.STOP);
            assertThat(fill.clientOrderId()).isEqualTo(new ClientOrderId("p"));
        });
    }

    @Test
    void aPositionWhoseStopIsRefusedAgainAndAgainIsClosed() {
        Broker broker = opened();
        rig.venue.failAttachments(1, 1);
        for (int i = 0; i < 10; i++) {
            rig.venue.refuseNext("POST /api/v5/trade/order-algo", 200, "51008");
        }
        rig.of(broker.place(Rig.protectedMarket("e", "p", 1)));

        rig.pass(A_WHILE);

        assertThat(positions()).isEmpty();
        assertThat(rig.venue.longestNaked()).isLessThan(NAKED_AT_MOST);
    }

    @Test
    void anEntryIsLookedAfterThoughItsAnswerNeverComes() {
        Broker broker = opened();
        rig.venue.failAttachments(1, 1);
        rig.venue.stall(true);
        rig.venue.failNext("POST /api/v5/trade/order", Fault.SILENCE_AFTER);
        rig.of(broker.place(Rig.protectedMarket("e", "p", 1)));

        assertThat(rig.liveAlgos()).hasSize(1);
        assertThat(rig.venue.longestNaked()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aStandInGoesWhenTheStopOfTheEntryComesToLife() {
        Broker broker = opened();
        placePartlyFilled(broker);

        price(PRICE);
        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.liveAlgos()).singleElement().satisfies(algo -> {
            assertThat(algo.getString("algoClOrdId")).isEqualTo("p");
            assertThat(algo.getString("sz")).isEqualTo("3");
        });
    }

    @Test
    void aStandInGoesThoughAnotherProcessHadPlacedItAndNoPushTellsOfTheStop() {
        Broker broker = opened();
        placePartlyFilled(broker);
        rig.of(broker.close());
        opened();
        rig.venue.stall(true);

        price(PRICE);
        rig.pass(A_WHILE);

        assertThat(rig.liveAlgos())
                .singleElement()
                .satisfies(algo -> assertThat(algo.getString("algoClOrdId")).isEqualTo("p"));
    }

    @Test
    void aMarketOrderThatRestsGetsNoStandInBecauseItsOwnStopComesSoon() {
        Broker broker = opened();
        rig.venue.offer(BTC.value(), PRICE, BigDecimal.ONE);
        rig.of(broker.place(Rig.protectedMarket("e", "p", 3)));

        rig.pass(A_WHILE);

        assertThat(rig.venue.requests("POST /api/v5/trade/order-algo")).isEmpty();
        assertThat(rig.liveAlgos()).hasSize(1);
        assertThat(rig.venue.longestNaked()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whatASecondStopOpenedIsTakenBack() {
        Broker broker = opened();
        placePartlyFilled(broker);

        price(PRICE);
        price(BELOW_THE_STOP);
        assertThat(positions())
                .as("both stops were executed")
                .singleElement()
                .satisfies(position -> assertThat(position.getString("pos")).isEqualTo("-1"));
        rig.pass(A_WHILE);

        assertThat(positions()).isEmpty();
        assertThat(rig.venue.longestNaked()).isLessThan(NAKED_AT_MOST);
        assertThat(fills()).last().satisfies(fill -> {
            assertThat(fill.side()).isEqualTo(Side.BUY);
            assertThat(fill.origin()).isEqualTo(OrderOrigin.STOP);
        });
    }

    @Test
    void aPositionOfSomebodyElseIsLeftAlone() {
        Broker broker = opened();
        rig.of(broker.place(Rig.protectedMarket("e", "p", 1)));
        rig.pass(Duration.ofSeconds(2));
        price(BELOW_THE_STOP);
        rig.pass(Duration.ofSeconds(5));
        assertThat(positions()).isEmpty();

        rig.venue.tradeByHand(BTC.value(), false, "2");
        rig.pass(A_WHILE);

        assertThat(positions())
                .singleElement()
                .satisfies(position -> assertThat(position.getString("pos")).isEqualTo("-2"));
        assertThat(rig.liveAlgos()).isEmpty();
    }
}
