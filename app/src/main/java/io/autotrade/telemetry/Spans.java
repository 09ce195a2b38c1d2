package io.autotrade.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.function.Function;

/** Spans around calls that answer later. */
final class Spans {

    private Spans() {}

    /**
     * Makes the call within a span that ends with its answer. Outside a trace there is no span: what the service does
     * between cycles would only be noise.
     *
     * @param call is given the span, to say more about itself
     */
    static <T> Future<T> child(Tracer tracer, String name, Function<Span, Future<T>> call) {
        Context parent = Context.current();
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return call.apply(Span.getInvalid());
        }
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        Future<T> answer;
        try {
            answer = parent.with(span).wrapFunction(call).apply(span);
        } catch (RuntimeException e) {
            failed(span, e);
            throw e;
        }
        return answer.onSuccess(done -> span.end()).onFailure(failure -> failed(span, failure));
    }

    private static void failed(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        span.recordException(failure);
        span.end();
    }
}
