package io.autotrade.evaluation;

import io.autotrade.broker.Environment;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The wire contract's words for where orders go. */
public enum RuntimeMode {
    SIMULATOR("simulated", Environment.PAPER, "Paper Trading (Simulation)"),
    PAPER("okx_demo", Environment.DEMO, "OKX Demo Trading"),
    LIVE("okx_live", Environment.LIVE, "Live trading");

    private final String brokerId;
    private final Environment environment;
    private final String title;

    RuntimeMode(String brokerId, Environment environment, String title) {
        this.brokerId = brokerId;
        this.environment = environment;
        this.title = title;
    }

    /** The mode of any broker of this environment. */
    public static RuntimeMode of(Environment environment) {
        return Arrays.stream(values())
                .filter(mode -> mode.environment == environment)
                .findFirst()
                .orElseThrow();
    }

    /** The mode with this word; empty when there is none. */
    public static Optional<RuntimeMode> named(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(text))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The broker the mode stands for. */
    public String brokerId() {
        return brokerId;
    }

    Environment environment() {
        return environment;
    }

    /** Words for people. */
    String title() {
        return title;
    }
}
