package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation's answer, good and bad, is held against its schema. */
class AnswersMeetTheContractTest {

    private static RunningApi api;
    private static Contract contract;
    private static ResponseValidator validator;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
        contract = settled(Contract.load(api.vertx));
        validator = ResponseValidator.create(api.vertx, contract.openApi());
        api.journal.append(Samples.fill());
        api.journal.append(Samples.advice());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<Buffer> call(Operation operation, String id, String token) {
        String path = operation.getOpenAPIPath().replaceAll("\\{symbol}", "BTC-USDT-SWAP");
        path = path.replace("{clientOrderId}", id.equals("none") ? id : Samples.ORDER.value());
        path = path.replace("{portfolioId}", id.equals("none") ? id : "simulation");
        path = path.replace("{decisionId}", id).replace("{ruleId}", id.equals("none") ? id : "r-1");
        HttpRequest<Buffer> request = api.request(operation.getHttpMethod(), path)
                .putHeaders(MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json"))
                .bearerTokenAuthentication(token);
        if (operation.getOperationId().equals("approveLive")) {
            return settled(request.sendBuffer(Buffer.buffer(Samples.APPROVAL)));
        }
        return operation.getHttpMethod().equals(HttpMethod.PATCH)
                ? settled(request.sendBuffer(Buffer.buffer("{\"mode\":\"paper\"}")))
                : settled(request.send());
    }

    /** The validator knows plain JSON only, see {@link Contract}. */
    private static void validate(Operation operation, HttpResponse<Buffer> response) {
        String type = response.getHeader("Content-Type");
        ValidatableResponse validatable = response.body() == null || type.startsWith("text/plain")
                ? ValidatableResponse.create(response.statusCode())
                : ValidatableResponse.create(
                        response.statusCode(),
                        Map.of(),
                        response.body(),
                        type.equals(Problem.MEDIA_TYPE) ? "application/json" : type);
        settled(validator.validate(validatable, operation.getOperationId()));
    }

    @Test
    void goodAnswers() {
        List<String> checked = new ArrayList<>();
        for (Operation operation : contract.openApi().operations()) {
            for (String id : new String[] {"d-1", "d-2"}) {
                HttpResponse<Buffer> response = call(operation, id, TestConfig.APPROVER);
                assertThat(response.statusCode()).as(operation.getOperationId()).isIn(200, 204);
                validate(operation, response);
            }
            checked.add(operation.getOperationId());
        }
        assertThat(checked).hasSize(contract.openApi().operations().size()).hasSizeGreaterThan(45);
    }

    @Test
    void refusals() {
        for (Operation operation : contract.openApi().operations()) {
            if (Contract.access(operation) != Access.PUBLIC) {
                api.now.updateAndGet(now -> now.plusSeconds(120));
                HttpResponse<Buffer> response = call(operation, "d-1", "a-wrong-token-0123456789");
                assertThat(response.statusCode()).as(operation.getOperationId()).isEqualTo(401);
                validate(operation, response);
            }
            if (operation.getOpenAPIPath().matches(".*\\{(decisionId|clientOrderId|ruleId|portfolioId)}.*")) {
                HttpResponse<Buffer> response = call(operation, "none", TestConfig.OPERATOR);
                assertThat(response.statusCode()).as(operation.getOperationId()).isEqualTo(404);
                validate(operation, response);
            }
        }
    }
}
