package io.autotrade.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of a request that broke the contract which field is wrong, what it was, and what the contract allows. */
final class InvalidInput {

    /** The validator names the parameter only in its message. */
    private static final Pattern PARAMETER = Pattern.compile("\\b(?:query|path|header|cookie) parameter (\\S+)");

    private InvalidInput() {}

    static Problem problem(ValidatorException failure, Operation operation, RoutingContext context) {
        String message = String.valueOf(failure.getMessage());
        Matcher parameter = PARAMETER.matcher(message);
        if (parameter.find()) {
            return ofParameter(parameter.group(1).replaceAll("\\.$", ""), operation, context);
        }
        if (operation.getRequestBody() == null) {
            return Problem.of(400, "the request cannot be read");
        }
        if (failure.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
            String sent = context.request().getHeader("Content-Type");
            return Problem.invalid(415, "Content-Type", sent, "application/json");
        }
        return ofBody(failure, operation, context.body().buffer());
    }

    private static Problem ofParameter(String name, Operation operation, RoutingContext context) {
        Optional<Parameter> parameter = operation.getParameters().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst();
        JsonObject schema = parameter
                .map(found -> found.getOpenAPIModel().getJsonObject("schema", new JsonObject()))
                .orElseGet(JsonObject::new);
        String sent = context.pathParam(name) != null
                ? context.pathParam(name)
                : context.queryParams().get(name);
        return Problem.invalid(400, name, sent, allowed(schema));
    }

    private static Problem ofBody(ValidatorException failure, Operation operation, @Nullable Buffer body) {
        JsonObject schema = bodySchema(operation);
        Buffer sent = body == null || body.length() == 0 ? Buffer.buffer("{}") : body;
        Object value;
        try {
            value = Json.decodeValue(sent);
        } catch (DecodeException e) {
            return Problem.invalid(400, "", sent.toString(), "valid JSON");
        }
        if (!(value instanceof JsonObject object)) {
            return Problem.invalid(422, "", String.valueOf(value), "a JSON object");
        }
        List<Problem.FieldError> errors = errors(schema, object, failure);
        return errors.isEmpty() ? Problem.of(422, String.valueOf(failure.getMessage())) : Problem.invalid(422, errors);
    }

    private static JsonObject bodySchema(Operation operation) {
        return operation
                .getRequestBody()
                .getOpenAPIModel()
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
    }

    private static List<Problem.FieldError> errors(JsonObject schema, JsonObject body, ValidatorException failure) {
        List<Problem.FieldError> errors = new ArrayList<>();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!body.containsKey((String) required)) {
                errors.add(new Problem.FieldError(
                        (String) required, null, allowed(properties.getJsonObject((String) required))));
            }
        }
        for (String name : body.fieldNames()) {
            if (!properties.containsKey(name)) {
                String known = properties.fieldNames().stream()
                        .filter(InvalidInput::isReal)
                        .sorted()
                        .collect(Collectors.joining(", "));
                errors.add(error(name, body, "no such field; known fields: " + known));
            } else if (complained(failure, name)) {
                errors.add(error(name, body, allowed(properties.getJsonObject(name))));
            }
        }
        return errors;
    }

    private static Problem.FieldError error(String name, JsonObject body, String allowed) {
        String value = Problem.shown(String.valueOf(body.getValue(name)));
        return new Problem.FieldError(Problem.shown(name), value, allowed);
    }

    private static boolean complained(ValidatorException failure, String name) {
        return failure instanceof SchemaValidationException schema
                && schema.getOutputUnit().getErrors().stream()
                        .anyMatch(unit -> unit.getInstanceLocation().equals("#/" + name));
    }

    /** What a schema allows, in words. */
    static String allowed(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return "one of "
                    + schema.getJsonArray("enum").stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        StringBuilder text = new StringBuilder(type(schema));
        bound(text, schema, "minimum", " of at least ");
        bound(text, schema, "maximum", schema.containsKey("minimum") ? " and at most " : " of at most ");
        bound(text, schema, "minLength", " of at least ");
        bound(text, schema, "maxLength", schema.containsKey("minLength") ? " and at most " : " of at most ");
        if (schema.containsKey("minLength") || schema.containsKey("maxLength")) {
            text.append(" characters");
        }
        if (schema.containsKey("pattern")) {
            text.append(" of the form ").append(schema.getString("pattern"));
        }
        return text.toString();
    }

    private static String type(JsonObject schema) {
        return switch (String.valueOf(schema.getValue("type"))) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "object" -> "an object";
            case "array" -> "a list";
            default -> "text";
        };
    }

    private static void bound(StringBuilder text, JsonObject schema, String key, String words) {
        if (schema.containsKey(key)) {
            text.append(words).append(schema.getValue(key));
        }
    }

    /** The schema library adds names of its own, which begin and end with two underscores. */
    private static boolean isReal(String name) {
        return !(name.startsWith("__") && name.endsWith("__"));
    }
}
