package io.autotrade.simulated.broker;

import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.BrokerContractTest;
import io.autotrade.broker.tck.BrokerHarness;
import io.autotrade.broker.tck.PaperHarness;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class SimulatedBrokerContractTest extends BrokerContractTest {

    private static final List<Symbol> SYMBOLS = List.of(Symbol.of("BTC-USDT-SWAP"), Symbol.of("ETH-USDT-SWAP"));

    @Override
    protected BrokerHarness harness(Vertx vertx) {
        JsonObject configuration = new JsonObject().put("starting_cash", "100000");
        return new PaperHarness(vertx, new SimulatedBrokerProvider(), configuration, SYMBOLS) {
            @Override
            public Optional<BigDecimal> takerFeeRate() {
                return Optional.of(new BigDecimal("0.0005"));
            }

            @Override
            public Optional<BigDecimal> makerFeeRate() {
                return Optional.of(new BigDecimal("0.0002"));
            }
        };
    }
}
