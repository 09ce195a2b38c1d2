package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.HttpConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation of the contract with no token, a wrong one, a viewer's, an operator's, and under another
 * method.
 */
class AccessTest {

    private static RunningApi loopback;
    private static RunningApi exposed;

    record Call(String method, String path, Access access) {}

    @BeforeAll
    static void start() {
        loopback = RunningApi.start();
        HttpConfig behindProxy = TestConfig.behindProxy(TestConfig.http());
        exposed = RunningApi.start(behindProxy);
    }

    @AfterAll
    static void stop() {
        loopback.close();
        exposed.close();
    }

    /** Both prefixes of every operation, path parameters filled in. */
    static List<Call> calls() {
        Vertx vertx = Vertx.vertx();
        try {
            Contract contract = settled(Contract.load(vertx));
            return contract.openApi().operations().stream()
                    .flatMap(AccessTest::calls)
                    .toList();
        } finally {
            settled(vertx.close());
        }
    }

    private static Stream<Call> calls(Operation operation) {
        String path = operation
                .getOpenAPIPath()
                .replace("{symbol}", "BTC-USDT-SWAP")
                .replace("{decisionId}", "d-1")
                .replace("{clientOrderId}", Samples.ORDER.value())
                .replace("{ruleId}", "r-1")
                .replace("{portfolioId}", "simulation");
        Access access = Contract.access(operation);
        String method = operation.getHttpMethod().name();
        return path.startsWith(RunningApi.API)
                ? Stream.of(
                        new Call(method, path, access),
                        new Call(method, path.replace(RunningApi.API, RunningApi.INTERNAL), access))
                : Stream.of(new Call(method, path, access));
    }

    private static int status(RunningApi api, Call call, String token) {
        return response(api, call, token).statusCode();
    }

    private static HttpResponse<Buffer> response(RunningApi api, Call call, String token) {
        // Limits per address are another test's matter.
        api.now.updateAndGet(now -> now.plusSeconds(120));
        HttpRequest<Buffer> request = api.request(HttpMethod.valueOf(call.method()), call.path());
        if (token != null) {
            request.bearerTokenAuthentication(token);
        }
        if (call.access() == Access.APPROVER) {
            request.putHeader("Content-Type", "application/json");
            return settled(request.sendBuffer(Buffer.buffer(Samples.APPROVAL)));
        }
        return call.path().endsWith("/runtime-mode") && call.method().equals("PATCH")
                ? settled(request.putHeader("Content-Type", "application/json")
                        .sendBuffer(Buffer.buffer("{\"mode\":\"simulator\"}")))
                : settled(request.send());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void withoutATokenOnlyReadsAreAnsweredOnLoopback(Call call) {
        HttpResponse<Buffer> response = response(loopback, call, null);

        boolean acts = acts(call);
        if (acts) {
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.getHeader("WWW-Authenticate")).startsWith("Bearer");
        } else {
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void withoutATokenOnlyHealthIsAnsweredElsewhere(Call call) {
        assertThat(status(exposed, call, null)).isEqualTo(call.access() == Access.PUBLIC ? 200 : 401);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aWrongTokenIsNeverGoodForAnything(Call call) {
        // On loopback health is answered to anybody, so a token there is not looked at.
        int expected = call.access() == Access.PUBLIC ? 200 : 401;
        assertThat(status(loopback, call, "not-a-token-0123456789")).isEqualTo(expected);
        assertThat(status(exposed, call, "not-a-token-0123456789")).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aViewerReadsAndDoesNotAct(Call call) {
        boolean acts = acts(call);
        assertThat(status(loopback, call, TestConfig.VIEWER)).isEqualTo(acts ? 403 : 200);
        assertThat(status(exposed, call, TestConfig.VIEWER)).isEqualTo(acts ? 403 : 200);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anOperatorMayDoAllButApprove(Call call) {
        if (call.access() == Access.APPROVER) {
            assertThat(status(exposed, call, TestConfig.OPERATOR)).isEqualTo(403);
            assertThat(status(exposed, call, TestConfig.APPROVER)).isEqualTo(200);
        } else {
            assertThat(status(exposed, call, TestConfig.OPERATOR)).isIn(200, 204);
        }
    }

    private static boolean acts(Call call) {
        return switch (call.access()) {
            case PUBLIC, VIEWER -> false;
            case OPERATOR, APPROVER, CRON -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anotherMethodIsNotAllowed(Call call) {
        for (String method : List.of("PUT", "DELETE", "TRACE")) {
            Call wrong = new Call(method, call.path(), call.access());
            HttpResponse<Buffer> response = response(loopback, wrong, TestConfig.OPERATOR);
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.getHeader("Allow")).contains(call.method());
        }
    }
}
