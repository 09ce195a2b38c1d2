package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A socket that keeps what it is told until the test asks. */
final class SocketClient {

    private final WebSocketClient client;
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final List<JsonObject> all = new ArrayList<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private SocketClient(RunningApi api, WebSocketConnectOptions options) {
        client = api.vertx.createWebSocketClient(new io.vertx.core.http.WebSocketClientOptions()
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(8 << 20));
        var connecting = client.webSocket();
        connecting.textMessageHandler(text -> received.add(new JsonObject(text)));
        connecting.closeHandler(gone -> closed.complete(connecting.closeStatusCode()));
        socket = settled(connecting.connect(options.setHost("127.0.0.1").setPort(api.verticle.port())));
    }

    static SocketClient connect(RunningApi api, WebSocketConnectOptions options) {
        return new SocketClient(api, options);
    }

    void send(String text) {
        socket.writeTextMessage(text);
    }

    void send(JsonObject message) {
        send(message.encode());
    }

    /** The next message of a type; others are passed over. */
    JsonObject next(String type) {
        while (true) {
            JsonObject message = take();
            if (message.getString("type").equals(type)) {
                return message;
            }
        }
    }

    boolean seen(String type) {
        return all.stream().anyMatch(message -> message.getString("type").equals(type));
    }

    /** Numbers of the journal entries up to one. */
    List<Long> seqsUntil(long last) {
        List<Long> seqs = new ArrayList<>();
        while (seqs.isEmpty() || seqs.getLast() < last) {
            JsonObject message = take();
            if (!message.getString("topic").equals("control")) {
                seqs.add(message.getLong("seq"));
            }
        }
        return seqs;
    }

    void stopReading() {
        socket.pause();
    }

    String subProtocol() {
        return socket.subProtocol();
    }

    short closeCode() {
        try {
            return closed.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the socket was not closed", e);
        }
    }

    private JsonObject take() {
        try {
            JsonObject message = received.poll(10, TimeUnit.SECONDS);
            assertThat(message).as("a message within 10 s; so far %s", all).isNotNull();
            all.add(message);
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
