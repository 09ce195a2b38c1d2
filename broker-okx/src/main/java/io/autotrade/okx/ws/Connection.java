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
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from connecting to its end: log-in first, then subscriptions, then messages with a heartbeat. It never
 * comes back; {@link OkxSocket} makes the next one.
 */
final class Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_SUCH_CHANNEL = "60018";

    /** OKX takes 480 requests an hour; some are left for what must not be refused. */
    private static final int REQUESTS_PER_HOUR = 440;

    private final Loop loop;
    private final SocketSettings settings;
    private final Owner owner;
    private final SocketWire socket;
    private final Promise<Void> ready = Promise.promise();
    private final Map<String, Channel> unacknowledged = new HashMap<>();
    private final Allowance requests = new Allowance(REQUESTS_PER_HOUR, Duration.ofHours(1));
    private @Nullable Buffer partial;
    private Runnable cancelDeadline = () -> {};
    private Runnable cancelHeartbeat = () -> {};
    private long lastInbound;
    private long lastData;
    private boolean pinged;
    private boolean connected;
    private boolean ended;

    /** What a connection tells the socket that owns it. */
    interface Owner {
        void data(Connection from, Buffer message);

        void ended(Connection from, String why);

        /** OKX is about to close the connection for an upgrade. */
        void upgradeAnnounced(Connection from);

        /** OKX does not have this channel; the others go on. */
        void channelRefused(Channel channel);
    }

    Connection(Loop loop, SocketWire socket, SocketSettings settings, Owner owner) {
        this.loop = loop;
        this.settings = settings;
        this.owner = owner;
        this.socket = socket;
    }

    /** Connects; completes when everything is subscribed, fails with a {@link BrokerException}. */
    Future<Void> open() {
        if (ended) {
            return ready.future();
        }
        socket.listen(
                this::frame,
                () -> end("closed by OKX with " + socket.ending()),
                failure -> end("broken: " + failure.getMessage()));
        deadline("connecting");
        socket.connect(settings.uri())
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

    /**
     * Drops and makes a subscription again, for a stream that has lost its place; false when the connection is not open
     * or OKX would not take more requests now.
     */
    boolean resubscribe(Channel channel) {
        long now = loop.nanoTime();
        if (!isOpen() || !requests.take(now) || !requests.take(now)) {
            return false;
        }
        Requests.of("unsubscribe", List.of(channel)).forEach(socket::write);
        Requests.of("subscribe", List.of(channel)).forEach(socket::write);
        return true;
    }

    private void connected() {
        connected = true;
        if (ended) {
            socket.close();
            return;
        }
        lastInbound = loop.nanoTime();
        lastData = lastInbound;
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
        socket.write(new JsonObject()
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
        channels.forEach(channel -> unacknowledged.put(channel.key(), channel));
        for (String request : Requests.of("subscribe", channels)) {
            requests.take(loop.nanoTime());
            socket.write(request);
        }
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
        lastInbound = loop.nanoTime();
        pinged = false;
        message(data);
    }

    private void message(Buffer message) {
        if (ended || isPong(message)) {
            return;
        }
        if (startsWithArg(message)) {
            data(message);
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
            data(message);
        }
        // Anything else is news of a kind this version does not know; it must not kill the reader.
    }

    private void data(Buffer message) {
        lastData = lastInbound;
        owner.data(this, message);
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
                acknowledged(Channel.key(
                        argument.path("channel").asText(),
                        argument.path("instId").asText(),
                        argument.path("instType").asText()));
            }
            case "error" -> {
                Optional<String> channel = refusedChannel(root);
                channel.ifPresent(this::acknowledged);
                if (channel.isEmpty()) {
                    refused(root);
                }
            }
            case "channel-conn-count-error" -> refused(root);
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

    private void acknowledged(String channel) {
        if (unacknowledged.remove(channel) != null && unacknowledged.isEmpty()) {
            complete();
        }
    }

    /**
     * A channel of one instrument that OKX does not have need not cost all the others. The refusal names it in its text
     * only.
     */
    private Optional<String> refusedChannel(JsonNode root) {
        String text = root.path("msg").asText("");
        if (!root.path("code").asText().equals(NO_SUCH_CHANNEL) || settings.credentials() != null) {
            return Optional.empty();
        }
        Optional<Channel> found = unacknowledged.values().stream()
                .filter(channel -> channel.isNamedIn(text))
                .findFirst();
        found.ifPresent(channel -> owner.channelRefused(channel));
        return found.map(Channel::key);
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
        long now = loop.nanoTime();
        long silent = now - lastInbound;
        Duration dataWithin = settings.dataWithin();
        if (dataWithin != null && now - lastData >= dataWithin.toNanos()) {
            end("alive, but without data for " + dataWithin.toMillis() + " ms");
        } else if (silent >= settings.timings().deadAfter().toNanos()) {
            end("silent for " + settings.timings().deadAfter().toMillis() + " ms");
        } else if (silent >= settings.timings().pingAfter().toNanos() && !pinged) {
            pinged = true;
            socket.write("ping");
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
