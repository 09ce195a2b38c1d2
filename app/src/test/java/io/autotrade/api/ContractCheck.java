package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Holds answers of a running service against the contract. */
public final class ContractCheck implements AutoCloseable {

    /** A read of the contract: where it is and what it is called. */
    public record Read(String path, String operationId) {}

    private final Vertx vertx = Vertx.vertx();
    private final Contract contract = RunningApi.settled(Contract.load(vertx));
    private final ResponseValidator validator = ResponseValidator.create(vertx, contract.openApi());

    /**
     * All reads.
     *
     * @param fill puts values in the place of path parameters
     */
    public List<Read> reads(UnaryOperator<String> fill) {
        return contract.openApi().operations().stream()
                .filter(operation -> operation.getHttpMethod().equals(HttpMethod.GET))
                .map(operation -> new Read(fill.apply(operation.getOpenAPIPath()), operation.getOperationId()))
                .toList();
    }

    /** Fails when the answer is not 200 or not of the promised shape. */
    public void holds(Read read, int status, String contentType, String body) {
        assertThat(status).as("%s: %s", read, body).isEqualTo(200);
        ValidatableResponse response = contentType.startsWith("text/plain")
                ? ValidatableResponse.create(status)
                : ValidatableResponse.create(status, Map.of(), Buffer.buffer(body), contentType);
        RunningApi.settled(validator.validate(response, read.operationId()));
    }

    @Override
    public void close() {
        RunningApi.settled(vertx.close());
    }
}
