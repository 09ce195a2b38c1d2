package com.example.beacon;

import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.MarketSourceContractTest;
import io.autotrade.broker.tck.MarketSourceHarness;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class BeaconContractTest extends MarketSourceContractTest {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final Symbol ETH = new Symbol("ETH-USDT-SWAP");

    @Override
    protected MarketSourceHarness harness(Vertx vertx) {
        PriceServer server =
                new PriceServer(vertx, Map.of(BTC, new BigDecimal("50000"), ETH, new BigDecimal("3000")));
        return new MarketSourceHarness() {
            @Override
            public MarketSourceProvider provider() {
                return new BeaconProvider();
            }

            @Override
            public JsonObject section() {
                return new JsonObject().put("url", server.url()).put("reconnect_seconds", 0.1);
            }

            @Override
            public List<Symbol> symbols() {
                return List.of(BTC, ETH);
            }

            @Override
            public boolean trade(Symbol symbol, BigDecimal price) {
                server.trade(symbol, price);
                return true;
            }

            @Override
            public boolean interrupt() {
                server.cut();
                return true;
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
