package io.autotrade.okx.sandbox;

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
import java.util.function.Consumer;
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

    /** Told of every request and its fault. */
    Consumer<String> trace = request -> {};

    /** Told of what went wrong. */
    Consumer<Trouble> troubles = trouble -> {};

    /** Nothing is done while it lasts. */
    boolean maintenance;

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
        request.body().onSuccess(body -> handle(new NetVisit(request, body.toString())));
    }

    void handle(Visit request) {
        String body = request.body();
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
        if (maintenance && !request.path().equals("/api/v5/system/status")) {
            troubles.accept(Trouble.MAINTENANCE);
            answer(request, refused(new Refusal(503, "50001", "Service temporarily unavailable")));
            return;
        }
        Optional<Refusal> refusal = faults.refusal(call);
        if (refusal.isPresent()) {
            answer(request, refused(refusal.get()));
            return;
        }
        Optional<Fault> fault = faults.of(call, exchange.now());
        if (fault.isPresent()) {
            trace.accept(
                    call + request.uri().substring(request.path().length()) + ' ' + body + " suffers " + fault.get());
            suffer(request, body, fault.get());
        } else {
            trace.accept(call + request.uri().substring(request.path().length()) + ' ' + body);
            answer(request, carryOut(request, body));
        }
    }

    private void suffer(Visit request, String body, Fault fault) {
        switch (fault) {
            case DROP_BEFORE -> request.cut();
            case DROP_AFTER -> {
                Answer answer = carryOut(request, body);
                if (request.method().equals("POST") && answer.isFine()) {
                    troubles.accept(Trouble.ACCEPTED_THEN_DROPPED);
                }
                request.cut();
            }
            case SILENCE_AFTER -> carryOut(request, body);
            case HTML_BEFORE -> page(request, 503);
            case HTML_AFTER -> {
                carryOut(request, body);
                page(request, 502);
            }
            case LIMITED -> {
                troubles.accept(Trouble.LIMITED);
                answer(request, refused(new Refusal(429, "50011", "Rate limit reached")));
            }
            case UNAVAILABLE -> {
                troubles.accept(Trouble.SERVER_ERROR);
                answer(request, refused(new Refusal(503, "50001", "Service temporarily unavailable")));
            }
            case TIMEOUT_AFTER -> {
                carryOut(request, body);
                answer(request, refused(new Refusal(400, "50004", "Endpoint request timeout")));
            }
            case HALF_AFTER -> {
                troubles.accept(Trouble.PARTIAL_REPLY);
                half(request, carryOut(request, body));
            }
            case MALFORMED_AFTER -> {
                troubles.accept(Trouble.MALFORMED_REPLY);
                malformed(request, carryOut(request, body));
            }
            case ITEMS_REFUSED -> answer(request, itemsRefused(request, body));
            case CLOCK_REFUSED -> {
                troubles.accept(Trouble.CLOCK_REFUSED);
                answer(request, refused(new Refusal(401, "50102", "Timestamp request expired")));
            }
            case EMPTY_LIST -> answer(request, emptied(carryOut(request, body)));
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

    private record Answer(int status, JsonObject body) {

        boolean isFine() {
            return "0".equals(body.getString("code"));
        }

        int rows() {
            return body.getJsonArray("data").size();
        }
    }

    private Answer carryOut(Visit request, String body) {
        boolean isPublic = request.path().startsWith("/api/v5/public/")
                || request.path().startsWith("/api/v5/market/")
                || request.path().startsWith("/api/v5/system/");
        boolean single = request.method().equals("POST");
        try {
            if (!isPublic) {
                gate.check(request.method(), request.uri(), body, request.headers(), exchange.now());
            }
            JsonArray items = single ? items(body) : new JsonArray();
            String instrument = single && !items.isEmpty()
                    ? Clerk.text(items.getJsonObject(0), "instId")
                    : Optional.ofNullable(request.params().get("instId")).orElse("");
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

    private void expiry(Visit request) {
        String expiry = request.headers().get("expTime");
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
                if (refusal.code.equals("51022")) {
                    troubles.accept(Trouble.SUSPENDED_INSTRUMENT);
                }
                data.add(refusedItem(item, refusal));
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

    private Answer emptied(Answer answer) {
        if (answer.rows() > 0) {
            troubles.accept(Trouble.PARTIAL_PAGE);
        }
        return new Answer(answer.status, answer.body.copy().put("data", new JsonArray()));
    }

    private Answer itemsRefused(Visit request, String body) {
        if (!request.method().equals("POST") || !request.path().contains("/trade/")) {
            return carryOut(request, body);
        }
        troubles.accept(Trouble.ITEMS_REFUSED);
        JsonArray data = new JsonArray();
        items(body)
                .forEach(item -> data.add(refusedItem((JsonObject) item, new Refusal("51008", "Insufficient margin"))));
        return new Answer(200, envelope("1", "All operations failed", data));
    }

    private JsonObject refusedItem(JsonObject item, Refusal refusal) {
        return new JsonObject()
                .put("ordId", "")
                .put("clOrdId", Clerk.text(item, "clOrdId"))
                .put("algoId", "")
                .put("sCode", refusal.code)
                .put("sMsg", refusal.getMessage())
                .put("subCode", "")
                .put("ts", Long.toString(exchange.now()));
    }

    private Answer shortened(Answer answer) {
        JsonArray data = answer.body.getJsonArray("data");
        if (data.size() > 1) {
            troubles.accept(Trouble.PARTIAL_PAGE);
        }
        JsonArray fewer = new JsonArray();
        for (int i = 0; i < (data.size() + 1) / 2; i++) {
            fewer.add(data.getValue(i));
        }
        return new Answer(answer.status, answer.body.copy().put("data", fewer));
    }

    private static void answer(Visit request, Answer answer) {
        request.answer(answer.status, "application/json", answer.body.encode());
    }

    private static void half(Visit request, Answer answer) {
        request.half(answer.body.encode());
    }

    private static void malformed(Visit request, Answer answer) {
        String text = answer.body.encode();
        request.answer(answer.status, "application/json", text.substring(0, text.length() / 2));
    }

    private void page(Visit request, int status) {
        troubles.accept(Trouble.SERVER_ERROR);
        request.answer(status, "text/html", PAGE);
    }
}
