package io.autotrade.okx.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes requests, lets them through the gate, carries them out and answers as OKX does, faults included. */
final class RestDoor {

    private static final String PAGE = "<html><head><title>502 Bad Gateway</title></head><body>cloud</body></html>";

    private final Exchange exchange;
    private final Clerk clerk;
    private final Gate gate;
    private final Desks desks;
    private final PublicDesk publicDesk;
    private final Faults faults;

    /** Answers what is no request to the exchange; null for nothing. */
    @Nullable
    ControlDesk control;

    /** Calls that came in, in order: {@code METHOD /path}, and the client order id of orders. */
    final List<String> seen = new ArrayList<>();

    /** Headers of the latest call of each kind. */
    final Map<String, Map<String, String>> headers = new HashMap<>();

    RestDoor(Exchange exchange, Clerk clerk, Gate gate, Desks desks, PublicDesk publicDesk, Faults faults) {
        this.exchange = exchange;
        this.clerk = clerk;
        this.gate = gate;
        this.desks = desks;
        this.publicDesk = publicDesk;
        this.faults = faults;
    }

    void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> handle(request, body.toString()));
    }

    private void handle(HttpServerRequest request, String body) {
        String call = request.method() + " " + request.path();
        ControlDesk desk = control;
        if (desk != null && request.path().startsWith("/sandbox/")) {
            answer(request, control(desk, request.path(), body));
            return;
        }
        seen.add(call);
        Map<String, String> sent = new HashMap<>();
        request.headers().forEach(header -> sent.put(header.getKey(), header.getValue()));
        headers.put(call, sent);
        clerk.tick(exchange.now());
        Optional<Fault> fault = faults.of(call);
        if (fault.isPresent()) {
            suffer(request, body, fault.get());
        } else {
            answer(request, carryOut(request, body));
        }
    }

    private void suffer(HttpServerRequest request, String body, Fault fault) {
        switch (fault) {
            case DROP_BEFORE -> request.connection().close();
            case DROP_AFTER -> {
                carryOut(request, body);
                request.connection().close();
            }
            case SILENCE_AFTER -> carryOut(request, body);
            case HTML_BEFORE -> page(request, 503);
            case HTML_AFTER -> {
                carryOut(request, body);
                page(request, 502);
            }
            case LIMITED -> answer(request, refused(new Refusal(429, "50011", "Rate limit reached")));
            case UNAVAILABLE -> answer(request, refused(new Refusal(503, "50001", "Service temporarily unavailable")));
            case TIMEOUT_AFTER -> {
                carryOut(request, body);
                answer(request, refused(new Refusal(400, "50004", "Endpoint request timeout")));
            }
            case HALF_AFTER -> half(request, carryOut(request, body));
            case SHORT_PAGE -> answer(request, shortened(carryOut(request, body)));
        }
    }

    private Answer control(ControlDesk desk, String path, String body) {
        try {
            return new Answer(200, desk.handle(path, body.isEmpty() ? new JsonObject() : new JsonObject(body)));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private record Answer(int status, JsonObject body) {}

    private Answer carryOut(HttpServerRequest request, String body) {
        boolean isPublic = request.path().startsWith("/api/v5/public/")
                || request.path().startsWith("/api/v5/market/")
                || request.path().startsWith("/api/v5/system/");
        boolean single = request.method().name().equals("POST");
        try {
            if (!isPublic) {
                gate.check(request.method().name(), request.uri(), body, request.headers(), exchange.now());
            }
            JsonArray items = single ? items(body) : new JsonArray();
            String instrument = single && !items.isEmpty()
                    ? Clerk.text(items.getJsonObject(0), "instId")
                    : Optional.ofNullable(request.getParam("instId")).orElse("");
            String scope =
                    request.path().contains("/trade/order") && !request.path().contains("orders-")
                                    || request.path().endsWith("funding-rate")
                            ? instrument
                            : "";
            gate.count(request.method() + " " + request.path(), scope, exchange.now());
            if (single) {
                expiry(request);
                return write(request.path(), items);
            }
            JsonArray data = isPublic || request.path().endsWith("/instruments")
                    ? publicDesk.read(request.path(), request.params())
                    : desks.read(request.path(), request.params());
            return new Answer(200, envelope("0", "", data));
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (DecodeException e) {
            return refused(new Refusal(400, "50002", "JSON syntax error"));
        }
    }

    private static JsonArray items(String body) {
        Object json = Json.decodeValue(body);
        return json instanceof JsonArray array ? array : new JsonArray().add(json);
    }

    private void expiry(HttpServerRequest request) {
        String expiry = request.getHeader("expTime");
        if (expiry != null && Long.parseLong(expiry) < exchange.now()) {
            throw new Refusal("50037", "The order expired before it was processed");
        }
    }

    private Answer write(String path, JsonArray items) {
        JsonArray data = new JsonArray();
        int failed = 0;
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            try {
                data.add(desks.write(path, item));
                if (path.endsWith("/trade/order")) {
                    seen.add("order " + Clerk.text(item, "clOrdId"));
                }
            } catch (Refusal refusal) {
                if (refusal.code.startsWith("590") || refusal.code.startsWith("591")) {
                    throw refusal;
                }
                failed++;
                data.add(new JsonObject()
                        .put("ordId", "")
                        .put("clOrdId", Clerk.text(item, "clOrdId"))
                        .put("algoId", "")
                        .put("sCode", refusal.code)
                        .put("sMsg", refusal.getMessage())
                        .put("subCode", "")
                        .put("ts", Long.toString(exchange.now())));
            }
        }
        String code = failed == 0 ? "0" : failed == items.size() ? "1" : "2";
        return new Answer(200, envelope(code, failed == 0 ? "" : "All operations failed", data));
    }

    private Answer refused(Refusal refusal) {
        return new Answer(refusal.status, envelope(refusal.code, refusal.getMessage(), new JsonArray()));
    }

    private JsonObject envelope(String code, String message, JsonArray data) {
        return new JsonObject().put("code", code).put("msg", message).put("data", data);
    }

    private static Answer shortened(Answer answer) {
        JsonArray data = answer.body.getJsonArray("data");
        JsonArray fewer = new JsonArray();
        for (int i = 0; i < (data.size() + 1) / 2; i++) {
            fewer.add(data.getValue(i));
        }
        return new Answer(answer.status, answer.body.copy().put("data", fewer));
    }

    private static void answer(HttpServerRequest request, Answer answer) {
        request.response()
                .setStatusCode(answer.status)
                .putHeader("Content-Type", "application/json")
                .end(answer.body.encode());
    }

    private static void half(HttpServerRequest request, Answer answer) {
        String text = answer.body.encode();
        request.response()
                .putHeader("Content-Length", Integer.toString(text.length()))
                .write(Buffer.buffer(text.substring(0, text.length() / 2)))
                .onComplete(done -> request.connection().close());
    }

    private static void page(HttpServerRequest request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html")
                .end(PAGE);
    }
}
