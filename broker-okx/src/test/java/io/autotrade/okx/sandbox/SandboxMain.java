package io.autotrade.okx.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Random;

/**
 * Runs the sandbox by hand, see {@link StartOptions}. Its markets follow recordings or made-up tapes; what else is to
 * happen is asked for under {@code /sandbox/}.
 */
public final class SandboxMain {

    private SandboxMain() {}

    /**
     * Starts a sandbox and prints the configuration to connect with.
     *
     * @param args see {@link StartOptions}; the port to listen on at the loopback address is 8790 when absent
     * @throws IllegalArgumentException for what was not understood
     */
    public static void main(String[] args) {
        System.out.println(describe(start(args)));
    }

    /** Starts a sandbox with moving markets; closing it ends it with all its threads. */
    public static AutoCloseable start(String... args) {
        StartOptions options = StartOptions.parse(args);
        Vertx vertx = Vertx.vertx();
        OkxSandbox sandbox = OkxSandbox.start(vertx, options.port());
        sandbox.tape(options);
        sandbox.play();
        vertx.setPeriodic(Player.STEP_MILLIS, fired -> sandbox.play());
        return new Running(vertx, sandbox);
    }

    private record Running(Vertx vertx, OkxSandbox sandbox) implements AutoCloseable {

        @Override
        public void close() {
            sandbox.close();
            vertx.close().await();
        }

        @Override
        public String toString() {
            return SandboxMain.yaml(sandbox);
        }
    }

    private static String describe(AutoCloseable running) {
        return "OKX sandbox is up. Connect the service with these lines (conf/okx-sandbox.yaml has them):\n\n" + running
                + "\nFaults and events by hand, for example:\n"
                + "  curl -d '{\"share\":0.05,\"seed\":7}' ADDRESS/sandbox/faults     (also calm, drop, stall)\n"
                + "  curl -d '{\"instId\":\"BTC-USDT-SWAP\"}' ADDRESS/sandbox/liquidate (also deleverage, fund, trade)\n"
                + "  curl ADDRESS/sandbox/state\n";
    }

    private static String yaml(OkxSandbox sandbox) {
        JsonObject okx = sandbox.brokerSection();
        StringBuilder yaml = new StringBuilder("trading:\n  broker_type: okx_demo\nokx:\n  demo:\n");
        lines(yaml, "    ", okx.getJsonObject("demo"));
        yaml.append("market:\n  source: okx\n  okx:\n");
        JsonObject market = sandbox.marketSection();
        market.remove("ws_private_url");
        lines(yaml, "    ", market);
        return yaml.toString();
    }

    private static void lines(StringBuilder yaml, String indent, JsonObject block) {
        block.forEach(entry -> yaml.append(indent)
                .append(entry.getKey())
                .append(": \"")
                .append(entry.getValue())
                .append("\"\n"));
    }

    /** A step of a random walk of at most a tenth of a percent, on the tick. */
    static BigDecimal step(BigDecimal price, BigDecimal tick, Random random) {
        BigDecimal factor = BigDecimal.valueOf(10_000 + random.nextInt(21) - 10).movePointLeft(4);
        return price.multiply(factor)
                .divide(tick, 0, java.math.RoundingMode.HALF_EVEN)
                .multiply(tick);
    }
}
