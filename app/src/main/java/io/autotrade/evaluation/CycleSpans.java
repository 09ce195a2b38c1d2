package io.autotrade.evaluation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/** One trace for each cycle, one span for each of its stages. They cost nothing while tracing is off. */
final class CycleSpans {

    private final Tracer tracer;

    CycleSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Runs a cycle as the root of a trace. */
    EvaluationCycle.Result cycle(String trigger, Supplier<EvaluationCycle.Result> run) {
        Span span = tracer.spanBuilder("cycle").setNoParent().startSpan();
        span.setAttribute("trigger", trigger);
        return within(span, () -> {
            EvaluationCycle.Result result = run.get();
            span.setAttribute("cycle_id", result.cycleId());
            span.setAttribute("number", result.number());
            span.setAttribute("decisions", result.decisions());
            span.setAttribute("orders", result.orders());
            if (!result.success()) {
                span.setStatus(StatusCode.ERROR, result.detail());
            }
            return result;
        });
    }

    /** Runs a stage of the cycle that is under way. */
    <T> T stage(String name, Supplier<T> work) {
        return within(tracer.spanBuilder(name).startSpan(), work);
    }

    private static <T> T within(Span span, Supplier<T> work) {
        try {
            return Context.current().with(span).wrapSupplier(work).get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }
}
