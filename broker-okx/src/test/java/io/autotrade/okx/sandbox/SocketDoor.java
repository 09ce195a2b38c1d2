package io.autotrade.okx.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The three WebSocket paths: log-in, subscriptions, heartbeat and pushes, and what can go wrong with each. */
final class SocketDoor {

    private static final Set<String> PRIVATE = Set.of("orders", "positions", "account", "balance_and_position");
    private static final Set<String> PUBLIC =
            Set.of("tickers", "mark-price", "trades", "books", "books5", "funding-rate", "open-interest", "status");

    private final Vertx vertx;
    private final Exchange exchange;
    private final Gate gate;
    private final PublicDesk publicDesk;
    final List<Visitor> visitors = new ArrayList<>();

    /** Nothing is sent any more, not even pongs, while connections stay. */
    boolean stalled;

    /** New connections are refused. */
    boolean closed;

    int logins;
    private Random random = new Random(0);
    private double lost;
    private double doubled;
    private double late;

    SocketDoor(Vertx vertx, Exchange exchange, Gate gate, PublicDesk publicDesk) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.gate = gate;
        this.publicDesk = publicDesk;
    }

    /** Shares of the pushes of the private channels that get lost, come twice, or come late and so out of order. */
    void disturb(long seed, double lostShare, double doubledShare, double lateShare) {
        random = new Random(seed);
        lost = lostShare;
        doubled = doubledShare;
        late = lateShare;
    }

    void accept(ServerWebSocket socket) {
        if (closed) {
            socket.close((short) 4006, "refused");
            return;
        }
        visitors.add(new Visitor(socket));
    }

    /** Cuts all connections. */
    void drop() {
        List.copyOf(visitors).forEach(visitor -> visitor.socket.close((short) 4006, "abnormal"));
    }

    /** Announces an upgrade to everybody. */
    void announceUpgrade() {
        visitors.forEach(visitor -> visitor.send(new JsonObject()
                .put("event", "notice")
                .put("code", "64008")
                .put("msg", "The connection will soon be closed for a service upgrade. Please reconnect.")
                .put("connId", "a1b2c3d4")));
    }

    /** Sends rows to everybody who subscribed to a private channel. */
    void push(String channel, JsonArray rows) {
        JsonObject frame = new JsonObject()
                .put(
                        "arg",
                        new JsonObject()
                                .put("channel", channel)
                                .put("instType", "SWAP")
                                .put("uid", "4123"))
                .put("eventType", "event_update")
                .put("data", rows);
        for (Visitor visitor : List.copyOf(visitors)) {
            if (visitor.subscribed.contains(channel + "|")) {
                disturbed(visitor, frame);
            }
        }
    }

    private void disturbed(Visitor visitor, JsonObject frame) {
        double dice = random.nextDouble();
        if (dice < lost) {
            return;
        }
        if (dice < lost + late) {
            vertx.setTimer(1 + random.nextInt(60), fired -> visitor.send(frame));
            return;
        }
        visitor.send(frame);
        if (dice > 1 - doubled) {
            visitor.send(frame);
        }
    }

    /** Sends one row to everybody who subscribed to a public channel of an instrument. */
    void push(String channel, String instId, JsonArray data) {
        JsonObject frame = new JsonObject()
                .put("arg", new JsonObject().put("channel", channel).put("instId", instId))
                .put("data", data);
        for (Visitor visitor : List.copyOf(visitors)) {
            if (visitor.subscribed.contains(channel + "|" + instId)) {
                visitor.send(frame);
            }
        }
    }

    /** Sends a text as it is. */
    void pushRaw(String text) {
        visitors.forEach(visitor -> visitor.write(text));
    }

    /** One connection. */
    final class Visitor {

        private final ServerWebSocket socket;
        private final String path;
        private final Set<String> subscribed = new HashSet<>();
        private boolean loggedIn;

        Visitor(ServerWebSocket socket) {
            this.socket = socket;
            path = socket.path();
            socket.textMessageHandler(this::message);
            socket.closeHandler(gone -> visitors.remove(this));
            socket.exceptionHandler(failure -> visitors.remove(this));
        }

        void send(JsonObject frame) {
            write(frame.encode());
        }

        private void write(String text) {
            if (!stalled && !socket.isClosed()) {
                socket.writeTextMessage(text);
            }
        }

        private void message(String text) {
            if (text.equals("ping")) {
                write("pong");
                return;
            }
            JsonObject request;
            try {
                request = new JsonObject(text);
            } catch (DecodeException e) {
                error("60012", "Invalid request");
                return;
            }
            switch (request.getString("op", "")) {
                case "login" -> login(request.getJsonArray("args").getJsonObject(0));
                case "subscribe" -> each(request, this::subscribe);
                case "unsubscribe" -> each(request, this::unsubscribe);
                default -> error("60019", "Invalid op");
            }
        }

        private void each(JsonObject request, java.util.function.Consumer<JsonObject> work) {
            JsonArray arguments = request.getJsonArray("args", new JsonArray());
            for (int i = 0; i < arguments.size(); i++) {
                work.accept(arguments.getJsonObject(i));
            }
        }

        private void login(JsonObject argument) {
            if (loggedIn) {
                error("60031", "Repeated login is not allowed");
                return;
            }
            logins++;
            String code = gate.login(
                    argument.getString("apiKey", ""),
                    argument.getString("passphrase", ""),
                    argument.getString("timestamp", ""),
                    argument.getString("sign", ""),
                    exchange.now());
            if (!code.equals("0")) {
                error(code, "Login failed");
                socket.close((short) 4001, "Login failed");
                return;
            }
            loggedIn = true;
            send(new JsonObject()
                    .put("event", "login")
                    .put("code", "0")
                    .put("msg", "")
                    .put("connId", "a1b2c3d4"));
        }

        private void subscribe(JsonObject argument) {
            String channel = argument.getString("channel", "");
            Optional<String> refused = refusal(channel);
            if (refused.isPresent()) {
                error(refused.get(), "Wrong URL or channel:" + channel + " doesn't exist, or please log in.");
                return;
            }
            String instId = argument.getString("instId", "");
            // Data may come before the acknowledgement.
            first(channel, instId);
            subscribed.add(channel + "|" + instId);
            send(new JsonObject().put("event", "subscribe").put("arg", argument).put("connId", "a1b2c3d4"));
            if (PRIVATE.contains(channel)) {
                send(new JsonObject()
                        .put("event", "channel-conn-count")
                        .put("channel", channel)
                        .put("connCount", "1")
                        .put("connId", "a1b2c3d4"));
            }
        }

        private Optional<String> refusal(String channel) {
            boolean isPrivate = path.endsWith("/private");
            boolean business = path.endsWith("/business");
            boolean known = isPrivate
                    ? PRIVATE.contains(channel)
                    : business
                            ? channel.startsWith("candle") || channel.equals("orders-algo")
                            : PUBLIC.contains(channel);
            if (!known) {
                return Optional.of("60018");
            }
            boolean needsLogin = isPrivate || channel.equals("orders-algo");
            return needsLogin && !loggedIn ? Optional.of("60011") : Optional.empty();
        }

        private void first(String channel, String instId) {
            Map<String, JsonArray> data = new HashMap<>();
            if (channel.equals("positions")) {
                data.put("positions", exchange.positions(Optional.empty(), false));
            } else if (channel.equals("account")) {
                data.put("account", new JsonArray().add(exchange.balance()));
            } else if (!instId.isEmpty() && PUBLIC.contains(channel)) {
                data.put(channel, publicRow(channel, instId));
            }
            data.forEach((name, rows) -> send(new JsonObject()
                    .put(
                            "arg",
                            instId.isEmpty()
                                    ? new JsonObject().put("channel", name).put("uid", "4123")
                                    : new JsonObject().put("channel", name).put("instId", instId))
                    .put("eventType", "snapshot")
                    .put("curPage", 1)
                    .put("lastPage", true)
                    .put("data", rows)));
        }

        private void unsubscribe(JsonObject argument) {
            subscribed.remove(argument.getString("channel", "") + "|" + argument.getString("instId", ""));
            send(new JsonObject()
                    .put("event", "unsubscribe")
                    .put("arg", argument)
                    .put("connId", "a1b2c3d4"));
        }

        private void error(String code, String message) {
            send(new JsonObject()
                    .put("event", "error")
                    .put("code", code)
                    .put("msg", message)
                    .put("connId", "a1b2c3d4"));
        }
    }

    JsonArray publicRow(String channel, String instId) {
        Coin coin = exchange.coin(instId);
        long now = exchange.now();
        return switch (channel) {
            case "tickers" -> new JsonArray().add(coin.ticker(now));
            case "mark-price" -> new JsonArray().add(coin.markPrice(now));
            case "books5" -> new JsonArray().add(coin.book(now));
            case "funding-rate" -> new JsonArray().add(publicDesk.funding(instId));
            default -> new JsonArray();
        };
    }
}
