package io.autotrade.simulated.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.Page;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.autotrade.broker.tck.TckClock;
import io.autotrade.broker.tck.TckMarketFeed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The account and its store: what a crash, a failing write or a long life does to it. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class AccountStoreTest {

    private static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    private static final Symbol ETH = Symbol.of("ETH-USDT-SWAP");
    private static final BigDecimal LOT = new BigDecimal("0.001");

    private final TckClock clock = new TckClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final UnreliableStore store = new UnreliableStore();
    private TckMarketFeed market;
    private Vertx vertx;
    private Broker broker;

    @BeforeEach
    void openAccount(Vertx vertx) {
        this.vertx = vertx;
        market = new TckMarketFeed(vertx);
        broker = open(store);
        tick(BTC, "50000");
    }

    private Broker open(KeyValueStore from) {
        return new SimulatedBrokerProvider().open(new Context(from)).await();
    }

    private void tick(Symbol symbol, String price) {
        BigDecimal last = new BigDecimal(price);
        market.publish(new MarketEvent.Ticked(new Ticker(
                        symbol, last, last, last, last, null, null, null, null, clock.advance(Duration.ofSeconds(1)))))
                .await();
    }

    private WriteResult buy(String id) {
        return broker.place(PlaceOrder.market(new ClientOrderId(id), BTC, Side.BUY, LOT))
                .await();
    }

    @Test
    void aWriteThatFailedAndLeftNothingIsUnknownThenFoundNeverToHaveArrived() {
        List<BrokerEvent> events = new ArrayList<>();
        broker.listen(events::add);
        store.failNext(false);

        assertThat(buy("a")).isInstanceOf(WriteResult.Unknown.class);

        assertThat(broker.order(BTC, new ClientOrderId("a")).await()).isEqualTo(new OrderLookup.NeverArrived());
        assertThat(broker.positions().await()).isEmpty();
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        BrokerEvent.ConnectionChanged.class,
                        changed -> assertThat(changed.state()).isEqualTo(BrokerEvent.Connection.RESET));
        assertThat(buy("a")).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void aWriteThatFailedButIsDurableIsUnknownThenFoundFilledOnce() {
        store.failNext(true);

        assertThat(buy("a")).isInstanceOf(WriteResult.Unknown.class);

        assertThat(broker.order(BTC, new ClientOrderId("a")).await())
                .isInstanceOfSatisfying(
                        OrderLookup.Found.class,
                        found -> assertThat(found.order().state()).isEqualTo(OrderState.FILLED));
        assertThat(broker.fills(Page.START).await().items()).hasSize(1);
        assertThat(broker.positions().await()).hasSize(1);
    }

    @Test
    void whileTheStoreIsAwayNothingIsSentAndNothingIsRemembered() {
        buy("a");
        store.failNext(false);
        buy("b");
        store.away(true);

        assertThat(buy("c")).isInstanceOf(WriteResult.NotSent.class);
        assertThatThrownBy(() -> broker.positions().await()).isInstanceOf(BrokerException.class);
        store.away(false);

        assertThat(broker.positions().await())
                .singleElement()
                .satisfies(position -> assertThat(position.quantity()).isEqualByComparingTo(LOT));
        assertThat(buy("c")).isInstanceOf(WriteResult.Accepted.class);
    }

    @Test
    void everyWriteLeavesACompleteAccountBehind() {
        buy("a");
        broker.place(PlaceOrder.market(new ClientOrderId("b"), BTC, Side.SELL, LOT.multiply(BigDecimal.TEN)))
                .await();
        tick(BTC, "49000");
        buy("c");

        for (Map<String, String> crashed : store.states()) {
            Broker revived = open(new UnreliableStore(crashed));
            List<Fill> fills = revived.fills(Page.START).await().items();
            BigDecimal held = fills.stream()
                    .map(fill -> fill.quantity()
                            .multiply(BigDecimal.valueOf(fill.side().sign())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal position = revived.positions().await().stream()
                    .map(open -> open.quantity()
                            .multiply(BigDecimal.valueOf(open.side().sign())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(position).isEqualByComparingTo(held);
            for (Fill fill : fills) {
                assertThat(revived.order(BTC, fill.clientOrderId()).await()).isInstanceOf(OrderLookup.Found.class);
            }
            revived.close().await();
        }
        assertThat(store.states()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aLongHistoryIsPagedKeptInSmallValuesAndForgetsNoId() {
        int orders = 2 * Chronicle.PIECE + 7;
        for (int i = 0; i < orders; i++) {
            buy("order" + i);
        }
        broker.close().await();
        broker = open(store);

        List<String> ids = new ArrayList<>();
        String cursor = Page.START;
        Page<Fill> page;
        do {
            page = broker.fills(cursor).await();
            page.items().forEach(fill -> ids.add(fill.clientOrderId().value()));
            cursor = page.nextCursor();
        } while (page.hasMore());

        assertThat(ids)
                .hasSize(orders)
                .doesNotHaveDuplicates()
                .startsWith("order0")
                .endsWith("order" + (orders - 1));
        assertThat(broker.fills(cursor).await().items()).isEmpty();
        assertThat(broker.order(BTC, new ClientOrderId("order0")).await()).isInstanceOf(OrderLookup.Found.class);
        assertThat(buy("order0")).isInstanceOf(WriteResult.Rejected.class);
        assertThat(store.longestValue()).isLessThan(50_000);
    }

    @Test
    void cursorsOfAnotherAccountAreRefused() {
        for (String cursor : List.of("7", "-1", "x")) {
            assertThatThrownBy(() -> broker.fills(cursor).await())
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(cursor);
        }
    }

    @Test
    void ticksThatChangeNothingAreNotWritten() {
        buy("a");
        int writes = store.states().size();

        tick(ETH, "3000");
        tick(BTC, "50100");
        tick(BTC, "49900");

        assertThat(store.states()).hasSize(writes);
        assertThat(broker.balance().await().unrealizedPnl()).isNegative();
    }

    @Test
    void theMarkOfAnOpenPositionSurvivesAnOrderlyStop() {
        buy("a");
        tick(BTC, "51000");
        BigDecimal equity = broker.balance().await().equity();
        broker.close().await();
        market = new TckMarketFeed(vertx);

        broker = open(store);

        assertThat(broker.balance().await().equity()).isEqualByComparingTo(equity);
        assertThatThrownBy(() -> broker.marketPrice(BTC).await()).isInstanceOf(BrokerException.class);
    }

    /** What the broker is opened with; market and clock are those of the test. */
    private final class Context implements BrokerContext {

        private final KeyValueStore from;

        private Context(KeyValueStore from) {
            this.from = from;
        }

        @Override
        public Vertx vertx() {
            return vertx;
        }

        @Override
        public JsonObject configuration() {
            return new JsonObject();
        }

        @Override
        public Set<Symbol> symbols() {
            return Set.of(BTC, ETH);
        }

        @Override
        public TckClock clock() {
            return clock;
        }

        @Override
        public KeyValueStore store() {
            return from;
        }

        @Override
        public TckMarketFeed market() {
            return market;
        }

        @Override
        public PluginMetrics metrics() {
            return PluginMetrics.none();
        }

        @Override
        public Logger logger() {
            return LoggerFactory.getLogger("test");
        }
    }
}
