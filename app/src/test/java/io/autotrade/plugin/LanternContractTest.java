package io.autotrade.plugin;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.BrokerContractTest;
import io.autotrade.broker.tck.BrokerHarness;
import io.autotrade.broker.tck.PaperHarness;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The sample broker, built as a jar and loaded through the real loader, keeps the contract. */
class LanternContractTest extends BrokerContractTest {

    @TempDir
    private static Path folder;

    private static PluginRegistry registry;

    @BeforeAll
    static void load() throws IOException {
        Template.LANTERN.jar(false).write(folder.resolve("lantern.jar"));
        registry = PluginRegistry.load(folder, Set.of());
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @Override
    protected BrokerHarness harness(Vertx vertx) {
        BrokerProvider provider = registry.broker("lantern");
        JsonObject section = PluginSections.withDefaults(provider.configurationSchema(), new JsonObject());
        return new PaperHarness(
                vertx, provider, section, List.of(new Symbol("BTC-USDT-SWAP"), new Symbol("ETH-USDT-SWAP"))) {
            @Override
            public Optional<BigDecimal> takerFeeRate() {
                return Optional.of(new BigDecimal("0.0005"));
            }
        };
    }
}
