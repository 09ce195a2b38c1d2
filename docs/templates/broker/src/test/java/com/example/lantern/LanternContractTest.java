package com.example.lantern;

import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.BrokerContractTest;
import io.autotrade.broker.tck.BrokerHarness;
import io.autotrade.broker.tck.PaperHarness;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class LanternContractTest extends BrokerContractTest {

    private static final JsonObject SECTION =
            new JsonObject().put("starting_cash", 10000).put("fee_rate", "0.0005");

    @Override
    protected BrokerHarness harness(Vertx vertx) {
        return new PaperHarness(
                vertx,
                new LanternProvider(),
                SECTION,
                List.of(new Symbol("BTC-USDT-SWAP"), new Symbol("ETH-USDT-SWAP"))) {
            @Override
            public Optional<BigDecimal> takerFeeRate() {
                return Optional.of(new BigDecimal("0.0005"));
            }
        };
    }
}
