package io.autotrade.telemetry;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.Advisor;
import io.autotrade.bus.AdviceReceived;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Future;

/** An advisor whose every answer is a span that tells model, tokens and cost; changes nothing else. */
public final class TracedAdvisor implements Advisor {

    private final Advisor advisor;
    private final Tracer tracer;

    public TracedAdvisor(Advisor advisor, Tracer tracer) {
        this.advisor = advisor;
        this.tracer = tracer;
    }

    @Override
    public String id() {
        return advisor.id();
    }

    @Override
    public String displayName() {
        return advisor.displayName();
    }

    @Override
    public Future<Advice> advise(AdviceRequest request) {
        return Spans.child(
                tracer, "advisor " + id(), span -> advisor.advise(request).onSuccess(advice -> describe(span, advice)));
    }

    private static void describe(Span span, Advice advice) {
        if (!span.isRecording()) {
            return;
        }
        AdviceReceived record = advice.record();
        span.setAttribute("status", record.status());
        span.setAttribute("proposals", advice.decisions().size());
        if (record.model() != null) {
            span.setAttribute("model", record.model());
            span.setAttribute("prompt_tokens", record.promptTokens());
            span.setAttribute("completion_tokens", record.completionTokens());
            span.setAttribute("cost_usd", record.costUsd().toPlainString());
        }
        if (!record.status().equals("ok")) {
            span.setStatus(StatusCode.ERROR, record.status());
        }
    }
}
