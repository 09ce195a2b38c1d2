package io.autotrade.okx;

import io.autotrade.broker.tck.BrokerContractTest;
import io.autotrade.broker.tck.BrokerHarness;
import io.autotrade.okx.sandbox.SandboxHarness;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The demo broker against the sandbox, in the long/short position mode: for the service it must behave the same. */
class OkxHedgedContractTest extends BrokerContractTest {

    @Override
    protected BrokerHarness harness(Vertx vertx) {
        return new SandboxHarness(vertx).hedged();
    }

    @Override
    protected Duration deadline() {
        return Duration.ofSeconds(30);
    }
}
