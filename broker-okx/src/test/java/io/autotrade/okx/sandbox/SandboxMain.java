package io.autotrade.okx.sandbox;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.Random;

/** Runs the sandbox by hand: {@code SandboxMain [PORT]}; prices take a random walk. */
public final class SandboxMain {

    private static final int PORT = 8790;
    private static final long STEP_MILLIS = 500;

    private SandboxMain() {}

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        OkxSandbox sandbox = OkxSandbox.start(vertx, args.length > 0 ? Integer.parseInt(args[0]) : PORT);
        System.out.println("OKX sandbox; configuration section okx: "
                + sandbox.brokerSection().encodePrettily());
        Random random = new Random(1);
        vertx.setPeriodic(STEP_MILLIS, fired -> sandbox.walk(random));
    }

    /** A step of a random walk of at most a tenth of a percent, on the tick. */
    static BigDecimal step(BigDecimal price, BigDecimal tick, Random random) {
        BigDecimal factor = BigDecimal.valueOf(10_000 + random.nextInt(21) - 10).movePointLeft(4);
        return price.multiply(factor)
                .divide(tick, 0, java.math.RoundingMode.HALF_EVEN)
                .multiply(tick);
    }
}
