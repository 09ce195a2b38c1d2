package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, in the form of RFC 9457. Thrown or used to fail a future; it carries no stack trace
 * because it is an answer, not a bug.
 */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One wrong input.
     *
     * @param field name of the parameter, or dotted path in the body; empty for the body itself
     * @param value what was sent, cut to a bounded length; null when nothing was
     * @param allowed what would have been accepted
     */
    record FieldError(String field, @Nullable String value, String allowed) {}

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    private Problem(int status, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = errors;
        this.headers = headers;
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), Map.of());
    }

    static Problem withHeader(int status, String detail, String header, String value) {
        return new Problem(status, detail, List.of(), Map.of(header, value));
    }

    /** Wrong input; the detail says the first of the errors in one sentence. */
    static Problem invalid(int status, List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String what = first.field().isEmpty() ? "the body" : "'" + first.field() + "'";
        String was = first.value() == null ? " is missing" : " must not be " + quoted(first.value());
        return new Problem(status, what + was + "; allowed: " + first.allowed(), List.copyOf(errors), Map.of());
    }

    static Problem invalid(int status, String field, @Nullable String value, String allowed) {
        return invalid(status, List.of(new FieldError(field, value == null ? null : shown(value), allowed)));
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }

    /**
     * The body; {@code error} repeats the detail, and {@code field} names the first wrong input, for clients of the
     * older gateway.
     */
    ObjectNode json(String instance) {
        ObjectNode node = Trees.object();
        node.put("type", "about:blank");
        node.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        node.put("status", status);
        node.put("detail", detail());
        node.put("error", detail());
        node.put("instance", shown(instance));
        if (!errors.isEmpty()) {
            node.put("field", errors.getFirst().field());
            errors.forEach(error -> node.withArray("errors")
                    .addObject()
                    .put("field", error.field())
                    .put("value", error.value())
                    .put("allowed", error.allowed()));
        }
        return node;
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "empty" : "'" + value + "'";
    }

    /** Text of a client, safe to show back: bounded and without control characters. */
    static String shown(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
