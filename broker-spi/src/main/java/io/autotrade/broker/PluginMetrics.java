package io.autotrade.broker;

import java.time.Duration;

/**
 * Metrics of a plugin. Names are lower-case with dots ({@code api.latency}); the service adds its own prefix and the
 * plugin's id. Tags are alternating names and values with few distinct values. Safe from any thread, never throws,
 * never blocks.
 */
public interface PluginMetrics {

    void count(String name, long increment, String... tags);

    void gauge(String name, double value, String... tags);

    void time(String name, Duration duration, String... tags);

    /** Metrics that go nowhere, for tests and tools. */
    static PluginMetrics none() {
        return new PluginMetrics() {
            @Override
            public void count(String name, long increment, String... tags) {}

            @Override
            public void gauge(String name, double value, String... tags) {}

            @Override
            public void time(String name, Duration duration, String... tags) {}
        };
    }
}
