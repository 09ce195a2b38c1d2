package io.autotrade.okx;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.account.OkxBroker;
import io.autotrade.okx.loop.Life;
import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.sandbox.SandboxContext;
import io.autotrade.okx.sandbox.VirtualVenue;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.helpers.NOPLogger;

/** A broker at the exchange without a network, in a time that passes only when somebody waits. */
final class Rig {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final VirtualTime time = new VirtualTime(1, 0);
    final VirtualVenue venue = new VirtualVenue(time, "rig-" + NUMBER.incrementAndGet() + ".invalid:1", 1);
    final List<BrokerEvent> events = new ArrayList<>();
    private final Vertx vertx;

    Rig(Vertx vertx) {
        this.vertx = vertx;
        venue.limited(false);
    }

    /** The demo broker, opened. */
    Broker open() {
        return open(UnaryOperator.identity());
    }

    /** As the other, with the section {@code okx} changed. */
    Broker open(UnaryOperator<JsonObject> configuration) {
        return opened(new OkxDemoProvider(SocketTimings.standard(), context -> venue.links(new Life(time)))
                .open(context(configuration.apply(venue.brokerSection()))));
    }

    /** A broker of live trading with the same key. */
    Broker openLive() {
        JsonObject section = venue.brokerSection();
        OkxSettings settings = OkxSettings.broker(new JsonObject().put("live", section.getJsonObject("demo")), false);
        return opened(OkxBroker.open(
                context(section),
                venue.links(new Life(time)),
                settings.rest(),
                settings.privateSocket(),
                settings.businessSocket(),
                SocketTimings.standard()));
    }

    private SandboxContext context(JsonObject section) {
        return new SandboxContext(vertx, section, Set.of(BTC), venue.wall(), NOPLogger.NOP_LOGGER);
    }

    private Broker opened(Future<Broker> opening) {
        Broker broker = of(opening);
        broker.listen(events::add);
        return broker;
    }

    /** The result, after as much time as it takes. @throws BrokerException when there is none */
    <T> T of(Future<T> future) {
        return time.await(future);
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    /** Buys so many contracts at the market. */
    WriteResult buy(Broker broker, String id, int contracts) {
        return of(broker.place(market(id, contracts)));
    }

    static PlaceOrder market(String id, int contracts) {
        return PlaceOrder.market(
                new ClientOrderId(id),
                BTC,
                Side.BUY,
                BigDecimal.valueOf(contracts).movePointLeft(2));
    }

    /** With a stop at 48500 and no target. */
    static PlaceOrder protectedMarket(String id, String protection, int contracts) {
        return market(id, contracts)
                .withProtection(new Protection(new ClientOrderId(protection), new BigDecimal("48500"), null));
    }

    <E extends BrokerEvent> Stream<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Bodies of the orders that came in. */
    List<String> orders() {
        return venue.requests("POST /api/v5/trade/order ");
    }

    /** Rows of a list of the exchange's own state. */
    List<JsonObject> rows(String list) {
        return venue.state().getJsonArray(list).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Stops and targets that wait. */
    List<JsonObject> liveAlgos() {
        return rows("algos").stream()
                .filter(row -> row.getString("state").equals("live"))
                .toList();
    }
}
