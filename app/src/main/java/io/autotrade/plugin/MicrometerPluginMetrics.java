package io.autotrade.plugin;

import io.autotrade.broker.PluginMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of one plugin, named {@code autotrade.plugin.NAME} and tagged with the plugin's id. */
public final class MicrometerPluginMetrics implements PluginMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerPluginMetrics.class);
    private static final String PREFIX = "autotrade.plugin.";

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final MeterRegistry registry;
    private final Tags owner;
    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    public MicrometerPluginMetrics(MeterRegistry registry, String pluginId) {
        this.registry = registry;
        this.owner = Tags.of("plugin", pluginId);
    }

    @Override
    public void count(String name, long increment, String... tags) {
        quietly(name, () -> registry.counter(PREFIX + name, owner.and(tags)).increment((double) increment));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        quietly(name, () -> {
            Tags all = owner.and(tags);
            gauges.computeIfAbsent(name + all, key -> {
                        AtomicReference<Double> holder = new AtomicReference<>(value);
                        registry.gauge(PREFIX + name, all, holder, AtomicReference::get);
                        return holder;
                    })
                    .set(value);
        });
    }

    @Override
    public void time(String name, Duration duration, String... tags) {
        quietly(name, () -> registry.timer(PREFIX + name, owner.and(tags)).record(duration));
    }

    /** A metric that cannot be kept, such as one with half a tag, must not stop the plugin that counts. */
    private void quietly(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (refused.add(name)) {
                LOG.warn("metric {} of {} is not kept: {}", name, owner, e.toString());
            }
        }
    }
}
