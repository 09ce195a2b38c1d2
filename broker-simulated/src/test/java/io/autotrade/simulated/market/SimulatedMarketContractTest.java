package io.autotrade.simulated.market;

import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.MarketSourceContractTest;
import io.autotrade.broker.tck.MarketSourceHarness;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The made-up market keeps the contract of market sources. */
class SimulatedMarketContractTest extends MarketSourceContractTest {

    private static final String START = "2026-03-01T07:30:00Z";

    @Override
    protected MarketSourceHarness harness(Vertx vertx) {
        return new MarketSourceHarness() {
            @Override
            public MarketSourceProvider provider() {
                return new SimulatedMarketProvider();
            }

            @Override
            public JsonObject section() {
                return new JsonObject().put("speed", "max").put("seed", 7).put("start", START);
            }

            @Override
            public List<Symbol> symbols() {
                return List.of(Symbol.of("BTC-USDT-SWAP"), Symbol.of("ETH-USDT-SWAP"));
            }

            @Override
            public InstantSource clock() {
                return InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));
            }
        };
    }
}
