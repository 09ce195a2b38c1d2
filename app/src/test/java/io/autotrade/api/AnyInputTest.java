package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent, the answer is an answer of the contract and never an error of the service. */
class AnyInputTest {

    private static RunningApi api;

    @BeforeContainer
    static void start() {
        api = RunningApi.start();
    }

    @AfterContainer
    static void stop() {
        api.close();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "", " ", "..", "../..", "%", "%00", "\u0000", "{", "[", "null", "1e999", "1e2", "1.0", "-1", "'", "\"",
                "\\", "☃", "NaN");
        return Arbitraries.oneOf(
                nasty,
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.integers().map(String::valueOf));
    }

    private static HttpResponse<Buffer> answer(HttpRequest<Buffer> request, String body) {
        api.now.updateAndGet(now -> now.plusSeconds(1));
        HttpRequest<Buffer> operator = request.bearerTokenAuthentication(TestConfig.OPERATOR);
        return body == null ? settled(operator.send()) : settled(operator.sendBuffer(Buffer.buffer(body)));
    }

    private static void assertAnswered(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isLessThan(500);
        if (response.statusCode() >= 400) {
            assertThat(response.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
            assertThat(response.bodyAsJsonObject().getString("detail")).isNotEmpty();
        }
    }

    @Property(tries = 150)
    void inThePath(@ForAll("texts") String text) {
        String part = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : new String[] {"/decisions/", "/orders/", "/market/indicators/", "/market/candles/"}) {
            assertAnswered(answer(api.request(HttpMethod.GET, RunningApi.API + path + part), null));
        }
    }

    @Property(tries = 150)
    void inAParameter(@ForAll("texts") String text) {
        String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String query : new String[] {
            "/decisions?symbol=",
            "/decisions?from=",
            "/decisions?limit=",
            "/events?after=",
            "/events?type=",
            "/fills?cursor="
        }) {
            assertAnswered(answer(api.request(HttpMethod.GET, RunningApi.INTERNAL + query + value), null));
        }
    }

    @Property(tries = 150)
    void inTheBody(@ForAll("texts") String text) {
        for (String body :
                new String[] {text, "{\"mode\":\"" + text + "\"}", "{\"" + text + "\":1}", "{\"mode\":" + text + "}"}) {
            HttpRequest<Buffer> request = api.request(HttpMethod.PATCH, RunningApi.API + "/runtime-mode")
                    .putHeader("Content-Type", "application/json");
            assertAnswered(answer(request, body));
        }
    }

    @Property(tries = 20)
    void deeplyNested(@ForAll @net.jqwik.api.constraints.IntRange(min = 10, max = 30_000) int depth) {
        HttpRequest<Buffer> request = api.request(HttpMethod.POST, RunningApi.API + "/control/reduce")
                .putHeader("Content-Type", "application/json");
        assertAnswered(answer(request, "{\"reason\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
    }
}
