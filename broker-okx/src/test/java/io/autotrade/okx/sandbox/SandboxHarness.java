package io.autotrade.okx.sandbox;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.BrokerHarness;
import io.autotrade.okx.OkxDemoProvider;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The demo broker at the sandbox, for the conformance kit. */
public final class SandboxHarness implements BrokerHarness {

    public static final Symbol BTC = new Symbol("BTC-USDT-SWAP");

    private final BrokerProvider provider = new OkxDemoProvider(quick());
    private final OkxSandbox sandbox;
    private final SandboxContext context;

    public SandboxHarness(Vertx vertx) {
        sandbox = OkxSandbox.start(vertx);
        sandbox.run(() -> sandbox.gate.limited = false);
        JsonObject section = sandbox.brokerSection();
        section.getJsonObject("settings").put("timeout_seconds", 20);
        context = new SandboxContext(vertx, section, Set.of(BTC));
    }

    /** The account in the long/short position mode. */
    public SandboxHarness hedged() {
        sandbox.run(() -> sandbox.exchange.posMode = "long_short_mode");
        return this;
    }

    public OkxSandbox sandbox() {
        return sandbox;
    }

    /** Timings with which a test need not wait, and with which a busy machine is not taken for a dead connection. */
    public static SocketTimings quick() {
        return new SocketTimings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                Duration.ofMillis(100),
                Duration.ofMillis(400));
    }

    @Override
    public Set<Lever> levers() {
        return EnumSet.allOf(Lever.class);
    }

    @Override
    public List<Symbol> symbols() {
        return List.of(BTC);
    }

    @Override
    public Future<Broker> open() {
        return provider.open(context);
    }

    @Override
    public Optional<BrokerProvider> provider() {
        return Optional.of(provider);
    }

    @Override
    public Instant now() {
        return context.clock().instant();
    }

    @Override
    public void price(Symbol symbol, BigDecimal price) {
        sandbox.price(symbol.value(), price);
    }

    @Override
    public void offer(Symbol symbol, BigDecimal price, BigDecimal quantity) {
        sandbox.offer(symbol.value(), price, sandbox.contracts(symbol.value(), quantity));
    }

    @Override
    public Optional<BigDecimal> takerFeeRate() {
        return Optional.of(Exchange.TAKER);
    }

    @Override
    public Optional<BigDecimal> makerFeeRate() {
        return Optional.of(Exchange.MAKER);
    }

    @Override
    public void advance(Duration duration) {
        sandbox.elapse(duration);
    }

    @Override
    public void settleFunding(Symbol symbol, BigDecimal rate) {
        sandbox.fund(symbol.value(), rate);
    }

    @Override
    public void forceClose(Symbol symbol) {
        sandbox.liquidate(symbol.value());
    }

    @Override
    public void disconnect() {
        sandbox.disconnect();
    }

    @Override
    public void reconnect() {
        sandbox.reconnectable();
    }

    @Override
    public void loseNextAnswer() {
        sandbox.failNext("POST /api/v5/trade/order", Fault.DROP_AFTER);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
