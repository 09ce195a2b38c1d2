package io.autotrade;

import io.autotrade.config.AppConfig.ClusterConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** Makes the Vert.x everything runs on, with an event bus of this process or of several machines. */
final class EventLoops {

    private EventLoops() {}

    /** Blocks until the other machines are found when the event bus spans several. */
    static Vertx open(ClusterConfig cluster, PrometheusMeterRegistry metrics) {
        VertxOptions options = new VertxOptions()
                .setMetricsOptions(
                        new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true))
                .setEventBusOptions(new EventBusOptions().setHost(cluster.host()));
        VertxBuilder builder = Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(metrics));
        return cluster.enabled()
                ? builder.withClusterManager(Hazelcasts.manager(cluster))
                        .buildClustered()
                        .await()
                : builder.build();
    }
}
