package io.autotrade.api;

import io.autotrade.journal.JournalException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an HTTP answer. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Contract contract;

    Failures(Contract contract) {
        this.contract = contract;
    }

    /** Answers a request that failed on its way. */
    void handle(RoutingContext context) {
        answer(context, context.statusCode());
    }

    /** Answers a request that the router itself gave up, which it does without leaving a status behind. */
    void giveUp(RoutingContext context, int status) {
        answer(context, status);
    }

    private void answer(RoutingContext context, int status) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Problem problem = problem(context, status);
        problem.headers().forEach(response::putHeader);
        if (problem.status() == 413 || problem.status() == 408) {
            // The rest of the body is still on its way; nobody wants it.
            response.putHeader("Connection", "close");
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(problem.json(instance(context)).toString());
    }

    private Problem problem(RoutingContext context, int status) {
        Throwable failure = context.failure();
        ValidatorException invalid = validation(failure);
        if (invalid != null) {
            Operation operation = contract.operation(
                    Call.pathOf(context.request()), context.request().method());
            return operation == null
                    ? Problem.of(400, "the request cannot be read")
                    : InvalidInput.problem(invalid, operation, context);
        }
        return switch (failure) {
            case null -> ofStatus(status);
            case Problem problem -> problem;
            case ReplyException reply -> ofReply(reply);
            case HttpException http -> ofStatus(http.getStatusCode());
            case JournalException journal -> ofJournal(journal);
            default ->
                status >= 400 && status < 500
                        ? ofStatus(status)
                        : bodyBroken(context) ? ofStatus(400) : unexpected(context, failure);
        };
    }

    /** What fails while the body is on its way is the client's: a chunk that is none, a connection that ends. */
    private static boolean bodyBroken(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(Call.BODY_AWAITED));
    }

    private static @Nullable ValidatorException validation(@Nullable Throwable failure) {
        return switch (failure) {
            case ValidatorException invalid -> invalid;
            case HttpException http when http.getCause() instanceof ValidatorException invalid -> invalid;
            case null, default -> null;
        };
    }

    private static Problem ofReply(ReplyException reply) {
        String message = Objects.requireNonNullElse(reply.getMessage(), "refused");
        return switch (reply.failureType()) {
            case ReplyFailure.NO_HANDLERS ->
                Problem.withHeader(
                        503, "this part of the service is not running yet, or has stopped", "Retry-After", "2");
            case ReplyFailure.TIMEOUT ->
                Problem.of(504, "no answer in time; what was asked for may still happen, look before asking again");
            default ->
                isError(reply.failureCode()) ? Problem.of(reply.failureCode(), message) : Problem.of(500, message);
        };
    }

    private static boolean isError(int status) {
        return status >= 400 && status <= 599;
    }

    private static Problem ofJournal(JournalException failure) {
        LOG.warn("the journal did not answer a request: {}", failure.getMessage());
        return Problem.withHeader(503, "the database does not answer now", "Retry-After", "2");
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "the request cannot be read");
            case 404 -> Problem.of(404, "there is nothing here; " + Contract.API + "/openapi.json lists what there is");
            case 408 -> Problem.of(408, "the request body took too long to arrive");
            case 413 -> Problem.of(413, "the body is too large; allowed: up to " + Limits.MAX_BODY_BYTES + " bytes");
            case 414 -> Problem.of(414, "the address is too long");
            case 417 -> Problem.of(417, "only Expect: 100-continue is understood");
            case 431 -> Problem.of(431, "the headers are too large");
            default ->
                Problem.of(
                        isError(status) ? status : 500,
                        HttpResponseStatus.valueOf(isError(status) ? status : 500)
                                .reasonPhrase());
        };
    }

    /** A bug. The client learns an id to look for in the log, and nothing of the inside. */
    private static Problem unexpected(RoutingContext context, Throwable failure) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("request {} {} failed [{}]", context.request().method(), instance(context), id, failure);
        return Problem.of(500, "something went wrong inside; the log has it under " + id);
    }

    static String instance(RoutingContext context) {
        String original = context.get(Call.INSTANCE);
        return original == null ? Call.pathOf(context.request()) : original;
    }
}
