package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.TelemetryConfig;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans of calls that answer later. */
class SpansTest {

    private final InMemorySpanExporter made = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(made))
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aCallIsASpanOfTheCycleItBelongsToAndEndsWithItsAnswer() {
        Promise<String> answer = Promise.promise();
        Span cycle = tracer.spanBuilder("cycle").startSpan();

        Context.root()
                .with(cycle)
                .wrap((Runnable) () -> Spans.child(tracer, "broker place", span -> answer.future()))
                .run();
        assertThat(made.getFinishedSpanItems()).isEmpty();
        answer.complete("accepted");

        assertThat(made.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("broker place");
            assertThat(span.getParentSpanId()).isEqualTo(cycle.getSpanContext().getSpanId());
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void aCallThatFailsIsAnErrorWithTheNameOfTheFailureAlone() {
        Span cycle = tracer.spanBuilder("cycle").startSpan();

        Context.root()
                .with(cycle)
                .wrap((Runnable) () -> Spans.child(
                        tracer, "journal append", span -> Future.failedFuture(new IllegalStateException("away"))))
                .run();

        SpanData span = made.getFinishedSpanItems().getFirst();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("IllegalStateException");
    }

    @Test
    void outsideACycleNothingIsMade() {
        Spans.child(tracer, "broker positions", span -> Future.succeededFuture(1));

        assertThat(made.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void withoutAnAddressNothingIsMadeAtAll() {
        try (Tracing off = Tracing.open(TelemetryConfig.STANDARD, "1")) {
            assertThat(off.tracer().spanBuilder("cycle").startSpan().isRecording())
                    .isFalse();
        }
    }
}
