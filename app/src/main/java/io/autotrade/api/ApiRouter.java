package io.autotrade.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts the handlers in order: alias, guard, sockets, gate, body, contract, pages, failures. */
final class ApiRouter {

    private static final String BODY_TIMER = "autotrade.body-timer";
    private static final String FORM = "multipart/";

    private final Vertx vertx;
    private final Contract contract;
    private final Responder responder;
    private final Connections connections;

    ApiRouter(Vertx vertx, Contract contract, Connections connections) {
        this.vertx = vertx;
        this.contract = contract;
        this.connections = connections;
        this.responder = new Responder(vertx);
    }

    /** @param operations by operation id, exactly those of the contract */
    Router build(Guard guard, Gate gate, Sockets sockets, Map<String, Operation> operations, Pages pages) {
        Failures failures = new Failures(contract);
        Router router = Router.router(vertx);
        router.route().handler(connections::asked).failureHandler(failures::handle);
        router.route().handler(ApiRouter::canonical);
        router.route().handler(guard::handle);
        sockets.mount(router);
        router.route().handler(gate::handle);
        router.route().handler(ApiRouter::refuseForms);
        Map<String, Operation> plain = plain(operations);
        router.get().handler(context -> answerPlain(context, plain));
        router.route().handler(this::limitBodyTime);
        router.route().handler(BodyHandler.create(false).setBodyLimit(Limits.MAX_BODY_BYTES));
        router.route().handler(this::bodyArrived);
        router.route("/*").subRouter(contractRouter(operations));
        pages.mount(router);
        router.route().handler(context -> context.fail(404));
        router.errorHandler(400, context -> failures.giveUp(context, 400));
        router.errorHandler(404, context -> failures.giveUp(context, 404));
        router.errorHandler(405, context -> failures.giveUp(context, 405));
        router.errorHandler(500, context -> failures.giveUp(context, 500));
        return router;
    }

    private Router contractRouter(Map<String, Operation> operations) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract.openApi(), RequestExtractor.withBodyHandler());
        Set<String> missing = new TreeSet<>();
        for (OpenAPIRoute route : builder.getRoutes()) {
            Operation operation = operations.get(route.getOperation().getOperationId());
            if (operation == null) {
                missing.add(route.getOperation().getOperationId());
            } else {
                Set<String> known = route.getOperation().getParameters().stream()
                        .map(Parameter::getName)
                        .collect(Collectors.toSet());
                route.addHandler(context -> run(context, known, operation));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("operations of the contract that nothing handles: " + missing);
        }
        return builder.createRouter();
    }

    /** Reads that take no parameters, by path: the contract leaves nothing to validate in them. */
    private Map<String, Operation> plain(Map<String, Operation> operations) {
        Map<String, Operation> plain = new HashMap<>();
        for (Path path : contract.openApi().getPaths()) {
            for (io.vertx.openapi.contract.Operation known : path.getOperations()) {
                Operation operation = operations.get(known.getOperationId());
                if (operation != null
                        && known.getHttpMethod().equals(HttpMethod.GET)
                        && known.getParameters().isEmpty()
                        && known.getRequestBody() == null) {
                    plain.put(path.getName(), operation);
                }
            }
        }
        return plain;
    }

    /** Without body and parameters a request needs neither the handlers of bodies nor the validator. */
    private void answerPlain(RoutingContext context, Map<String, Operation> plain) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        boolean bodiless = request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
        Operation operation = bodiless ? plain.get(Call.pathOf(request)) : null;
        if (operation == null) {
            context.next();
        } else {
            run(context, Set.of(), operation);
        }
    }

    private void run(RoutingContext context, Set<String> known, Operation operation) {
        refuseUnknownParameters(context, known);
        Future<Answer> answer;
        try {
            answer = operation.handle(new Call(context));
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onSuccess(found -> responder.send(context, found)).onFailure(context::fail);
    }

    /**
     * A misspelt or repeated parameter must not silently mean something else. Names with a leading underscore are cache
     * busters.
     */
    private static void refuseUnknownParameters(RoutingContext context, Set<String> known) {
        for (String name : context.queryParams().names()) {
            if (!known.contains(name) && !name.startsWith("_")) {
                String allowed = known.isEmpty() ? "no parameters" : String.join(", ", new TreeSet<>(known));
                throw Problem.invalid(
                        400, Problem.shown(name), context.queryParams().get(name), allowed);
            }
            if (known.contains(name) && context.queryParams().getAll(name).size() > 1) {
                String all = String.join(", ", context.queryParams().getAll(name));
                throw Problem.invalid(400, name, all, "once");
            }
        }
    }

    /** Both prefixes and HEAD become what the contract knows. HEAD is answered without a body by the server itself. */
    private static void canonical(RoutingContext context) {
        HttpServerRequest request = context.request();
        String sent = Call.pathOf(request);
        boolean internal = sent.startsWith(Contract.INTERNAL + "/");
        boolean head = request.method().equals(HttpMethod.HEAD);
        if (context.get(Call.INSTANCE) == null) {
            context.put(Call.INSTANCE, sent);
        }
        if (sent.isEmpty() || !(internal || head)) {
            context.next();
            return;
        }
        context.put(Call.INTERNAL, internal);
        String path = internal ? Contract.API + sent.substring(Contract.INTERNAL.length()) : sent;
        String query = request.query() == null ? "" : "?" + request.query();
        context.reroute(head ? HttpMethod.GET : request.method(), path + query);
    }

    /** A form would be taken apart instead of validated, and what it asks for would be passed over. */
    private static void refuseForms(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type != null && type.strip().regionMatches(true, 0, FORM, 0, FORM.length())) {
            throw Problem.invalid(415, "Content-Type", type, "application/json");
        }
        context.next();
    }

    private void limitBodyTime(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.put(Call.BODY_AWAITED, true);
            long timer = vertx.setTimer(Limits.BODY_TIMEOUT.toMillis(), id -> context.fail(408));
            context.put(BODY_TIMER, timer);
            context.response().closeHandler(closed -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    private void bodyArrived(RoutingContext context) {
        context.put(Call.BODY_AWAITED, false);
        Long timer = context.get(BODY_TIMER);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        context.next();
    }
}
