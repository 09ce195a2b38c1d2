package io.autotrade.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace for each cycle, across the threads it runs on. */
@ExtendWith(VertxExtension.class)
class CycleSpansTest {

    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(made))
            .build()
            .get("test");
    private final CycleSpans spans = new CycleSpans(tracer);

    private SpanData span(String name) {
        return made.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheDeskDoesForACycleBelongsToItsStage(Vertx vertx) throws Exception {
        Context context = virtual(vertx);
        SerialTasks cycles = new SerialTasks(context);
        SerialTasks desk = new SerialTasks(context);

        cycles.submit(() -> spans.cycle("schedule", () -> {
                    new StageTimes(spans)
                            .measure("execution", () -> desk.submit(this::work).await());
                    return new EvaluationCycle.Result("cycle-7", 7, true, "", 2, 1);
                }))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        SpanData cycle = span("cycle");
        assertThat(cycle.getAttributes().get(AttributeKey.stringKey("cycle_id")))
                .isEqualTo("cycle-7");
        assertThat(cycle.getAttributes().get(AttributeKey.longKey("orders"))).isEqualTo(1);
        assertThat(span("execution").getParentSpanId()).isEqualTo(cycle.getSpanId());
        assertThat(span("work").getParentSpanId()).isEqualTo(span("execution").getSpanId());
        assertThat(made.getFinishedSpanItems())
                .allMatch(span -> span.getTraceId().equals(cycle.getTraceId()));
    }

    private boolean work() {
        tracer.spanBuilder("work").startSpan().end();
        return true;
    }

    @Test
    void aCycleThatFailedIsAnError() {
        spans.cycle("cron", () -> new EvaluationCycle.Result("cycle-8", 8, false, "the venue is away", 0, 0));

        assertThat(span("cycle").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("cycle").getStatus().getDescription()).isEqualTo("the venue is away");
    }

    private static Context virtual(Vertx vertx) throws Exception {
        AtomicReference<Context> found = new AtomicReference<>();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                found.set(context);
                return Future.succeededFuture();
            }
        };
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return found.get();
    }
}
