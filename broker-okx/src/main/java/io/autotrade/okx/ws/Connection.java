package io.autotrade.okx.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.ErrorTable;
import io.autotrade.okx.rest.Signer;
import io.autotrade.okx.rest.VenueError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from connecting to its end: log-in first, then subscriptions, then messages with a heartbeat. It never
 * comes back; {@link OkxSocket} makes the next one.
 */
final class Connection {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A frame above 64 KiB makes OKX close the connection. */
    private static final int CHANNELS_PER_FRAME = 30;

    private final Loop loop;
    private final SocketSettings settings;
    private final Owner owner;
    private final ClientWebSocket socket;
    private final Promise<Void> ready = Promise.promise();
    private final Set<String> unacknowledged = new HashSet<>();
    private @Nullable Buffer partial;
    private Runnable cancelDeadline = () -> {};
    private Runnable cancelHeartbeat = () -> {};
    private long lastInbound = System.nanoTime();
    private boolean pinged;
    private boolean connected;
    private boolean ended;

    /** What a connection tells the socket that owns it. */
    interface Owner {
        void data(Connection from, Buffer message);

        void ended(Connection from, String why);

        /** OKX is about to close the connection for an upgrade. */
        void upgradeAnnounced(Connection from);
    }

    Connection(Loop loop, WebSocketClient client, SocketSettings settings, Owner owner) {
        this.loop = loop;
        this.settings = settings;
        this.owner = owner;
        socket = client.webSocket();
    }

    /** Connects; completes when everything is subscribed, fails with a {@link BrokerException}. */
    Future<Void> open() {
        socket.frameHandler(this::frame);
        socket.closeHandler(closed -> end("closed by OKX with " + closeCode()));
        socket.exceptionHandler(failure -> end("broken: " + failure.getMessage()));
        deadline("connecting");
        socket.connect(new WebSocketConnectOptions()
                        .setAbsoluteURI(settings.uri().toString()))
                .onSuccess(connected -> loop.run(this::connected))
                .onFailure(failure -> fail(new BrokerFault.Unavailable(
                        "no connection to " + settings.uri() + ": " + failure.getMessage())));
        return ready.future();
    }

    boolean isOpen() {
        return !ended && ready.future().succeeded();
    }

    void close() {
        end("closed by this service");
    }

    /** Drops and makes a subscription again, for a stream that has lost its place. */
    void resubscribe(Channel channel) {
        if (isOpen()) {
            send("unsubscribe", List.of(channel));
            send("subscribe", List.of(channel));
        }
    }

    private void connected() {
        connected = true;
        if (ended) {
            socket.close();
            return;
        }
        lastInbound = System.nanoTime();
        cancelHeartbeat = loop.every(settings.timings().pingAfter().dividedBy(4), this::heartbeat);
        Credentials credentials = settings.credentials();
        if (credentials == null) {
            subscribe();
            return;
        }
        if (!settings.clock().isReliable()) {
            fail(new BrokerFault.Unavailable("the time at OKX is not known well enough to log in"));
            return;
        }
        deadline("logging in");
        String seconds = Long.toString(settings.clock().instant().getEpochSecond());
        socket.writeTextMessage(new JsonObject()
                .put("op", "login")
                .put(
                        "args",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("apiKey", credentials.key())
                                        .put("passphrase", credentials.passphrase())
                                        .put("timestamp", seconds)
                                        .put("sign", new Signer(credentials).login(seconds))))
                .encode());
    }

    private void subscribe() {
        List<Channel> channels = settings.channels();
        if (channels.isEmpty()) {
            complete();
            return;
        }
        deadline("subscribing");
        channels.forEach(channel -> unacknowledged.add(channel.key()));
        for (int from = 0; from < channels.size(); from += CHANNELS_PER_FRAME) {
            send("subscribe", channels.subList(from, Math.min(channels.size(), from + CHANNELS_PER_FRAME)));
        }
    }

    private void send(String operation, List<Channel> channels) {
        JsonArray arguments = new JsonArray();
        channels.forEach(channel -> arguments.add(channel.argument()));
        socket.writeTextMessage(
                new JsonObject().put("op", operation).put("args", arguments).encode());
    }

    private void frame(WebSocketFrame frame) {
        if (frame.isClose() || frame.isPing()) {
            return;
        }
        Buffer data = frame.binaryData();
        Buffer begun = partial;
        if (begun != null) {
            data = begun.appendBuffer(data);
        }
        if (!frame.isFinal()) {
            partial = data.copy();
            return;
        }
        partial = null;
        lastInbound = System.nanoTime();
        pinged = false;
        message(data);
    }

    private void message(Buffer message) {
        if (ended || isPong(message)) {
            return;
        }
        if (startsWithArg(message)) {
            owner.data(this, message);
            return;
        }
        JsonNode root;
        try {
            root = JSON.readTree(message.getBytes());
        } catch (IOException e) {
            end("sent something that is not JSON");
            return;
        }
        if (root.has("event")) {
            event(root);
        } else if (root.has("arg") && root.has("data")) {
            owner.data(this, message);
        }
        // Anything else is news of a kind this version does not know; it must not kill the reader.
    }

    private void event(JsonNode root) {
        switch (root.path("event").asText()) {
            case "login" -> {
                if (root.path("code").asText().equals("0")) {
                    subscribe();
                } else {
                    refused(root);
                }
            }
            case "subscribe" -> {
                JsonNode argument = root.path("arg");
                unacknowledged.remove(Channel.key(
                        argument.path("channel").asText(),
                        argument.path("instId").asText(),
                        argument.path("instType").asText()));
                if (unacknowledged.isEmpty()) {
                    complete();
                }
            }
            case "error", "channel-conn-count-error" -> refused(root);
            case "notice" -> {
                if (root.path("code").asText().equals("64008")) {
                    owner.upgradeAnnounced(this);
                }
            }
            default -> {
                // Counts of connections and events still to be invented need no reaction.
            }
        }
    }

    private void refused(JsonNode root) {
        String code = root.path("code").asText("");
        VenueError error = ErrorTable.of(code.isEmpty() ? "4003" : code);
        String text =
                settings.name() + " socket: " + error.describe(root.path("msg").asText(""));
        fail(
                switch (error.kind()) {
                    case UNAUTHORIZED -> new BrokerFault.Unauthorized(code, text);
                    case MISMATCH -> new BrokerFault.EnvironmentMismatch(code, text);
                    case REJECTED, STATE, LIMITED, BUSY, UNKNOWN, CLOCK -> new BrokerFault.Unavailable(text);
                });
    }

    private void complete() {
        cancelDeadline.run();
        ready.tryComplete();
    }

    private void heartbeat() {
        long silent = System.nanoTime() - lastInbound;
        if (silent >= settings.timings().deadAfter().toNanos()) {
            end("silent for " + settings.timings().deadAfter().toMillis() + " ms");
        } else if (silent >= settings.timings().pingAfter().toNanos() && !pinged) {
            pinged = true;
            socket.writeTextMessage("ping");
        }
    }

    private void deadline(String doing) {
        cancelDeadline.run();
        cancelDeadline = loop.after(
                settings.timings().answerWithin(),
                () -> fail(new BrokerFault.Unavailable(settings.name() + " socket: no answer while " + doing)));
    }

    private void fail(BrokerFault fault) {
        ready.tryFail(new BrokerException(fault));
        end(fault.message());
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        cancelDeadline.run();
        cancelHeartbeat.run();
        if (connected) {
            socket.close();
        }
        boolean wasReady = ready.future().succeeded();
        ready.tryFail(new BrokerException(new BrokerFault.Unavailable(settings.name() + " socket " + why)));
        if (wasReady) {
            owner.ended(this, why);
        }
    }

    private String closeCode() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        return (code == null ? "no code" : "code " + code) + (reason == null ? "" : " (" + reason + ")");
    }

    private static boolean isPong(Buffer message) {
        return message.length() == 4
                && message.getByte(0) == 'p'
                && message.getByte(1) == 'o'
                && message.getByte(2) == 'n'
                && message.getByte(3) == 'g';
    }

    private static boolean startsWithArg(Buffer message) {
        return message.length() > 7
                && message.getByte(0) == '{'
                && message.getByte(1) == '"'
                && message.getByte(2) == 'a'
                && message.getByte(3) == 'r'
                && message.getByte(4) == 'g'
                && message.getByte(5) == '"';
    }
}
