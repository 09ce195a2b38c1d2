package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every path of the OpenAPI file, under both prefixes and with every method there is: what is refused is refused
 * as a problem, whatever the method.
 */
class RouteWalkTest {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND");

    private static RunningApi loopback;
    private static RunningApi exposed;

    record Route(String path, Set<String> methods, JsonNode operations) {
        @Override
        public String toString() {
            return path;
        }

        String access(String method) {
            return operations
                    .path(method.toLowerCase(java.util.Locale.ROOT))
                    .path("x-access")
                    .asText();
        }
    }

    @BeforeAll
    static void start() {
        loopback = RunningApi.start();
        exposed = RunningApi.start(TestConfig.behindProxy(TestConfig.http()));
    }

    @AfterAll
    static void stop() {
        loopback.close();
        exposed.close();
    }

    private static JsonNode file() {
        try (InputStream file = RouteWalkTest.class.getResourceAsStream("/openapi/autotrade.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        file().path("paths").properties().forEach(entry -> {
            String path = entry.getKey().replaceAll("\\{\\w+}", "x1");
            Set<String> methods = new TreeSet<>();
            entry.getValue()
                    .fieldNames()
                    .forEachRemaining(name -> methods.add(name.toUpperCase(java.util.Locale.ROOT)));
            routes.add(new Route(path, methods, entry.getValue()));
            if (path.startsWith(Contract.API)) {
                routes.add(new Route(path.replace(Contract.API, Contract.INTERNAL), methods, entry.getValue()));
            }
        });
        return routes;
    }

    private static HttpResponse<Buffer> send(RunningApi api, String method, String path, String token) {
        // Limits per address are another test's matter.
        api.now.updateAndGet(now -> now.plusSeconds(120));
        HttpRequest<Buffer> request = api.request(HttpMethod.valueOf(method), path);
        if (token != null) {
            request.bearerTokenAuthentication(token);
        }
        return settled(request.send());
    }

    private static void assertProblem(HttpResponse<Buffer> response, String method, int status) {
        assertThat(response.statusCode())
                .as(method + " " + response.bodyAsString())
                .isEqualTo(status);
        assertThat(response.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        if (!method.equals("HEAD")) {
            JsonObject problem = response.bodyAsJsonObject();
            assertThat(problem.getInteger("status")).isEqualTo(status);
            assertThat(problem.getString("detail")).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatTheFileDoesNotNameIsNotAllowedForAnybody(Route route) {
        for (String method : METHODS) {
            boolean named = route.methods().contains(method)
                    || (method.equals("HEAD") && route.methods().contains("GET"));
            if (named || method.equals("CONNECT")) {
                continue;
            }
            HttpResponse<Buffer> response = send(exposed, method, route.path(), TestConfig.APPROVER);
            if (method.equals("OPTIONS")) {
                assertThat(response.statusCode()).isEqualTo(204);
            } else {
                assertProblem(response, method, 405);
            }
            assertThat(response.getHeader("Allow").split(", "))
                    .containsAll(route.methods())
                    .contains("OPTIONS");
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void nobodyGetsPastTheGateWithLessThanTheFileAsksFor(Route route) {
        for (String method : METHODS) {
            String asked = method.equals("HEAD") ? "GET" : method;
            if (!route.methods().contains(asked)) {
                continue;
            }
            switch (route.access(asked)) {
                case "public" ->
                    assertThat(send(exposed, method, route.path(), null).statusCode())
                            .isEqualTo(200);
                case "viewer" -> {
                    assertProblem(send(exposed, method, route.path(), null), method, 401);
                    assertProblem(send(exposed, method, route.path(), "not-a-token-0123456789"), method, 401);
                    assertProblem(send(loopback, method, route.path(), "not-a-token-0123456789"), method, 401);
                    assertThat(send(loopback, method, route.path(), null).statusCode())
                            .isNotIn(401, 403, 405);
                }
                case "operator", "cron" -> {
                    for (RunningApi api : List.of(loopback, exposed)) {
                        assertProblem(send(api, method, route.path(), null), method, 401);
                        assertProblem(send(api, method, route.path(), "not-a-token-0123456789"), method, 401);
                        assertProblem(send(api, method, route.path(), TestConfig.VIEWER), method, 403);
                        assertThat(send(api, method, route.path(), TestConfig.OPERATOR)
                                        .statusCode())
                                .isNotIn(401, 403, 405);
                    }
                }
                case "approver" -> {
                    for (RunningApi api : List.of(loopback, exposed)) {
                        assertProblem(send(api, method, route.path(), null), method, 401);
                        assertProblem(send(api, method, route.path(), "not-a-token-0123456789"), method, 401);
                        assertProblem(send(api, method, route.path(), TestConfig.VIEWER), method, 403);
                        assertProblem(send(api, method, route.path(), TestConfig.OPERATOR), method, 403);
                        assertThat(send(api, method, route.path(), TestConfig.APPROVER)
                                        .statusCode())
                                .isNotIn(401, 403, 405);
                    }
                }
                default -> throw new AssertionError(route + " " + method + " declares no role");
            }
        }
    }

    @Test
    void everyOperationTellsClientsWhatItAsksFor() {
        for (Route route : routes()) {
            for (String method : route.methods()) {
                JsonNode operation = route.operations().path(method.toLowerCase(java.util.Locale.ROOT));
                boolean acts = Set.of("operator", "approver", "cron").contains(route.access(method));
                assertThat(operation.path("security").isArray()
                                && !operation.path("security").toString().contains("{}"))
                        .as(method + " " + route)
                        .isEqualTo(acts);
                assertThat(operation.path("responses").has("default"))
                        .as(method + " " + route)
                        .isTrue();
            }
        }
    }

    @Test
    void anOperationWithoutARoleKeepsTheServiceFromStarting() {
        ObjectNode contract = (ObjectNode) file();
        ((ObjectNode) contract.at("/paths/~1healthz/get")).remove("x-access");
        ((ObjectNode) contract.at("/paths/~1metrics/get")).put("x-access", "everyone");

        assertThatThrownBy(() -> Contract.requireRoles(contract))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("get /healthz has x-access ''")
                .hasMessageContaining("get /metrics has x-access 'everyone'");
    }
}
