package io.autotrade.telemetry;

import io.autotrade.config.TelemetryConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans of cycles, sent as OTLP over HTTP. While it is off nothing is made and nothing is sent; while the collector is
 * away spans are dropped, and trading goes on.
 */
public final class Tracing implements AutoCloseable {

    private static final String NAME = "io.autotrade";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int QUEUE = 2_048;
    private static final long CLOSE_SECONDS = 2;

    private final Tracer tracer;
    private final @Nullable SdkTracerProvider provider;

    private Tracing(Tracer tracer, @Nullable SdkTracerProvider provider) {
        this.tracer = tracer;
        this.provider = provider;
    }

    /** @param version of the service, as collectors show it */
    public static Tracing open(TelemetryConfig config, String version) {
        if (config.tracesUrl() == null) {
            return new Tracing(OpenTelemetry.noop().getTracer(NAME), null);
        }
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.tracesUrl())
                .setTimeout(TIMEOUT)
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addResource(Resource.builder()
                        .put(AttributeKey.stringKey("service.name"), "autotrade")
                        .put(AttributeKey.stringKey("service.version"), version)
                        .build())
                .setSampler(Sampler.parentBased(
                        Sampler.traceIdRatioBased(config.sampleRatio().doubleValue())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(QUEUE)
                        .setExporterTimeout(TIMEOUT)
                        .build())
                .build();
        return new Tracing(provider.get(NAME), provider);
    }

    public Tracer tracer() {
        return tracer;
    }

    /** Sends what is left; waits two seconds at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
