package com.example.lookout;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sees every event exactly once and in order, whatever it missed while it was away: it follows {@code seq} on the event
 * bus and asks HTTP for what lies between.
 */
public final class FollowingConsumer extends VerticleBase {

    private static final List<String> ADDRESSES = List.of(
            "autotrade.decisions",
            "autotrade.orders",
            "autotrade.fills",
            "autotrade.portfolio",
            "autotrade.alerts",
            "autotrade.scheduler",
            "autotrade.config");
    private static final int PAGE = 500;

    private final String eventsUrl;
    private final String token;
    private final Consumer<JsonObject> handler;
    private WebClient client;
    private long last;
    private long newest;
    private boolean catchingUp;

    /**
     * @param eventsUrl for example http://localhost:8085/api/autotrade/v1/events
     * @param lastSeq number of the last event that was handled; kept by the consumer with its own results, 0 at first
     */
    public FollowingConsumer(String eventsUrl, String token, long lastSeq, Consumer<JsonObject> handler) {
        this.eventsUrl = eventsUrl;
        this.token = token;
        this.last = lastSeq;
        this.handler = handler;
    }

    @Override
    public Future<?> start() {
        client = WebClient.create(vertx);
        List<Future<Void>> listening = ADDRESSES.stream()
                .map(address ->
                        vertx.eventBus().consumer(address, this::received).completion())
                .toList();
        // First listen, then read: what happens in between is seen twice rather than not at all.
        return Future.all(listening).compose(ready -> catchUp());
    }

    private void received(Message<JsonObject> message) {
        JsonObject event = message.body();
        long seq = event.getLong("seq");
        newest = Math.max(newest, seq);
        if (catchingUp) {
            return; // it is durable, so the pages that are being read will bring it
        }
        if (seq == last + 1) {
            handle(event);
        } else if (seq > last + 1) {
            catchUp(); // something was missed
        }
    }

    private void handle(JsonObject event) {
        handler.accept(event);
        last = event.getLong("seq");
    }

    private Future<Void> catchUp() {
        catchingUp = true;
        return client.getAbs(eventsUrl)
                .addQueryParam("after", Long.toString(last))
                .addQueryParam("limit", Integer.toString(PAGE))
                .bearerTokenAuthentication(token)
                .timeout(10_000)
                .send()
                .compose(answer -> {
                    if (answer.statusCode() != 200) {
                        return Future.failedFuture("events could not be read: " + answer.statusCode());
                    }
                    JsonArray items = answer.bodyAsJsonObject().getJsonArray("items");
                    items.forEach(item -> handle((JsonObject) item));
                    return items.isEmpty() && last >= newest ? Future.succeededFuture() : catchUp();
                })
                .recover(failure -> vertx.timer(1_000).compose(later -> catchUp()))
                .onSuccess(done -> catchingUp = false);
    }
}
