package io.autotrade.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.autotrade.okx.sandbox.OkxSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An OKX client that others wrote trades against the sandbox: proof that the sandbox is an OKX and not an idea of one.
 * Skipped where npm is missing or cannot install the client.
 */
@ExtendWith(VertxExtension.class)
class CcxtTest {

    private static final String CLIENT = "ccxt@4.5.84";
    private static final Path FOLDER = Path.of("target", "ccxt");

    private record Run(int exit, String output) {}

    @Test
    void theClientOfCcxtTradesAgainstTheSandbox(Vertx vertx) throws IOException, InterruptedException {
        install();
        try (OkxSandbox sandbox = OkxSandbox.start(vertx)) {
            sandbox.price("BTC-USDT-SWAP", new BigDecimal("50000"));
            JsonObject account = sandbox.brokerSection().getJsonObject("demo");

            Run run = run(List.of(
                    "node",
                    "trade.mjs",
                    account.getString("base_url"),
                    account.getString("api_key"),
                    account.getString("secret_key"),
                    account.getString("passphrase")));

            assertThat(run.exit).as(run.output).isZero();
            judge(new JsonObject(run.output.substring(run.output.lastIndexOf("{\"version\""))));
        }
    }

    private static void judge(JsonObject seen) {
        assertThat(seen.getJsonObject("market"))
                .isEqualTo(new JsonObject()
                        .put("contractSize", 0.01)
                        .put("amountStep", 0.01)
                        .put("priceStep", 0.1)
                        .put("minimum", 0.01)
                        .put("linear", true)
                        .put("settle", "USDT"));
        assertThat(seen.getBoolean("time")).isTrue();
        assertThat(seen.getJsonObject("ticker").getDouble("last")).isEqualTo(50_000);
        assertThat(seen.getJsonObject("candles").getInteger("count")).isEqualTo(50);
        assertThat(seen.getJsonObject("candles").getBoolean("stepped")).isTrue();
        assertThat(seen.getJsonObject("book").getInteger("asks")).isEqualTo(5);
        assertThat(seen.getJsonObject("book").getDouble("spread")).isCloseTo(0.2, within(1e-6));
        assertThat(seen.getInteger("trades")).isPositive();
        assertThat(seen.getDouble("funding")).isEqualTo(0.0001);
        assertThat(seen.getDouble("before")).isEqualTo(10_000);
        assertThat(seen.getString("leverage")).isEqualTo("0");

        assertThat(seen.getJsonObject("limit"))
                .isEqualTo(new JsonObject()
                        .put("status", "open")
                        .put("price", 49_000)
                        .put("amount", 3)
                        .put("clientOrderId", "ccxtlimit1"));
        assertThat(seen.getJsonArray("open")).isEqualTo(new JsonArray().add(true));
        assertThat(seen.getInteger("amended")).isEqualTo(4);
        assertThat(seen.getString("canceled")).isEqualTo("canceled");

        JsonObject order = seen.getJsonObject("market_order");
        assertThat(order.getString("status")).isEqualTo("closed");
        assertThat(order.getDouble("filled")).isEqualTo(2);
        assertThat(order.getDouble("average")).isEqualTo(50_000.1);
        // Two contracts of 0.01 BTC at five hundredths of a percent; ccxt turns the sign, a cost is positive there.
        assertThat(order.getDouble("feeCost")).isCloseTo(0.500001, within(1e-9));
        JsonObject position = seen.getJsonArray("position").getJsonObject(0);
        assertThat(position.getString("side")).isEqualTo("long");
        assertThat(position.getDouble("contracts")).isEqualTo(2);
        assertThat(position.getDouble("entryPrice")).isEqualTo(50_000.1);
        assertThat(seen.getJsonArray("fills").getJsonObject(0).getString("takerOrMaker"))
                .isEqualTo("taker");
        assertThat(seen.getInteger("flat")).isZero();
        assertThat(seen.getInteger("closed")).isEqualTo(2);
        assertThat(seen.getInteger("canceledOrders")).isEqualTo(1);
        assertThat(seen.getJsonObject("refusals"))
                .isEqualTo(new JsonObject()
                        .put("tooLarge", "InsufficientFunds")
                        .put("unknown", "OrderNotFound")
                        .put("twice", "OrderNotFound")
                        .put("signature", "AuthenticationError"));
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (InputStream script = CcxtTest.class.getResourceAsStream("ccxt/trade.mjs")) {
            Files.write(
                    FOLDER.resolve("trade.mjs"), Objects.requireNonNull(script).readAllBytes());
        }
        if (Files.isDirectory(FOLDER.resolve("node_modules/ccxt"))) {
            return;
        }
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
        Run installed;
        try {
            installed = run(List.of("npm", "install", CLIENT, "--no-audit", "--no-fund", "--ignore-scripts"));
        } catch (IOException e) {
            assumeTrue(false, "npm is not installed here: " + e.getMessage());
            return;
        }
        assumeTrue(installed.exit == 0, "npm could not install " + CLIENT + ": " + installed.output);
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ccxt", ".txt");
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Run(-1, "no end within 90 s: " + Files.readString(output, StandardCharsets.UTF_8));
            }
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
