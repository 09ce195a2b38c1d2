package io.autotrade.plugin;

import io.autotrade.broker.PluginMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Metrics of one plugin, named {@code autotrade.plugin.NAME} and tagged with the plugin's id. */
public final class MicrometerPluginMetrics implements PluginMetrics {

    private final MeterRegistry registry;
    private final Tags owner;
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    public MicrometerPluginMetrics(MeterRegistry registry, String pluginId) {
        this.registry = registry;
        this.owner = Tags.of("plugin", pluginId);
    }

    @Override
    public void count(String name, long increment, String... tags) {
        registry.counter("autotrade.plugin." + name, owner.and(tags)).increment((double) increment);
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        Tags all = owner.and(tags);
        gauges.computeIfAbsent(name + all, key -> {
                    AtomicReference<Double> holder = new AtomicReference<>(value);
                    registry.gauge("autotrade.plugin." + name, all, holder, AtomicReference::get);
                    return holder;
                })
                .set(value);
    }

    @Override
    public void time(String name, Duration duration, String... tags) {
        registry.timer("autotrade.plugin." + name, owner.and(tags)).record(duration);
    }
}
