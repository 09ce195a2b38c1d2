package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenAPI file: what is served, what requests are validated against, who may call what. */
final class Contract {

    static final String API = "/api/autotrade/v1";
    static final String INTERNAL = "/internal/autotrade/v1";

    private static final String FILE = "/openapi/autotrade.yaml";

    private final OpenAPIContract openApi;
    private final JsonNode served;

    private Contract(OpenAPIContract openApi, JsonNode served) {
        this.openApi = openApi;
        this.served = served;
    }

    static Future<Contract> load(Vertx vertx) {
        JsonNode file = read();
        requireRoles(file);
        return OpenAPIContract.from(vertx, forValidation(file)).map(openApi -> new Contract(openApi, file));
    }

    /** @throws IllegalStateException naming each operation that does not say who may call it */
    static void requireRoles(JsonNode file) {
        List<String> wrong = new ArrayList<>();
        file.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode access = operation.getValue().path("x-access");
                    boolean known = Arrays.stream(Access.values())
                            .anyMatch(
                                    role -> role.name().toLowerCase(Locale.ROOT).equals(access.asText()));
                    if (!known) {
                        wrong.add(operation.getKey() + " " + path.getKey() + " has x-access '" + access.asText() + "'");
                    }
                }));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("operations of the contract without a role: " + String.join(", ", wrong));
        }
    }

    private static JsonNode read() {
        try (InputStream file = Contract.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The validator knows no problem+json and refuses a contract that names it; it is validated as plain JSON. Security
     * is told to clients by the contract and done by the {@link Gate}, before the body is read.
     */
    private static JsonObject forValidation(JsonNode file) {
        JsonObject contract = new JsonObject(file.toString());
        JsonObject content = contract.getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Problem")
                .getJsonObject("content");
        content.put("application/json", content.remove(Problem.MEDIA_TYPE));
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Map.Entry<String, Object> operation : (JsonObject) path.getValue()) {
                ((JsonObject) operation.getValue()).remove("security");
            }
        }
        return contract;
    }

    OpenAPIContract openApi() {
        return openApi;
    }

    JsonNode served() {
        return served;
    }

    /** The operation, or null when the contract has none. */
    @Nullable
    Operation operation(String path, HttpMethod method) {
        Path found = find(path);
        return found == null
                ? null
                : found.getOperations().stream()
                        .filter(operation -> operation.getHttpMethod().equals(method))
                        .findFirst()
                        .orElse(null);
    }

    /** Methods of a path, sorted; empty when the contract does not know the path. */
    List<String> methods(String path) {
        Path found = find(path);
        return found == null
                ? List.of()
                : found.getOperations().stream()
                        .map(operation -> operation.getHttpMethod().name())
                        .sorted()
                        .toList();
    }

    static Access access(Operation operation) {
        String access = operation.getOpenAPIModel().getString("x-access");
        return Access.valueOf(access.toUpperCase(Locale.ROOT));
    }

    private @Nullable Path find(String path) {
        boolean slash = path.length() > 1 && path.endsWith("/");
        return openApi.findPath(slash ? path.substring(0, path.length() - 1) : path);
    }
}
