package io.autotrade.okx.sandbox;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The three WebSocket paths: log-in, subscriptions, heartbeat and pushes, and what can go wrong with each. */
final class SocketDoor {

    private static final Set<String> PRIVATE = Set.of("orders", "positions", "account", "balance_and_position");
    private static final Set<String> PER_TYPE = Set.of("orders", "positions", "orders-algo");

    /** Bytes of one request, beyond which the connection is closed. */
    private static final int LONGEST_REQUEST = 65_536;

    private static final int REQUESTS_PER_HOUR = 480;
    private static final int ATTEMPTS_PER_SECOND = 3;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** Pushes that get lost by chance; more would be a connection that is dead, which is another fault. */
    private static final int MOST_IN_A_ROW = 2;

    private static final int REMEMBERED = 10_000;

    private final Timers timers;
    private final Exchange exchange;
    private final Gate gate;
    final List<Visitor> visitors = new ArrayList<>();

    /** Texts that came in, each after the path it came in on. */
    final List<String> received = new ArrayList<>();

    private final ArrayDeque<Long> attempts = new ArrayDeque<>();
    private final List<Runnable> heldAcknowledgements = new ArrayList<>();
    private boolean holding;
    int accepted;

    final MarketBoard board;

    /** Told of what went wrong. */
    Consumer<Trouble> troubles = trouble -> {};

    /** Data is not sent any more, pongs are. */
    boolean muted;

    /** Nothing is sent any more, not even pongs, while connections stay. */
    boolean stalled;

    /** New connections are refused. */
    boolean closed;

    int logins;
    private Random random = new Random(0);
    private double lost;
    private double doubled;
    private double late;
    private Random books = new Random(0);
    private double booksLost;
    private double booksDoubled;

    /** Milliseconds by which a late push may be late. */
    int latest = 60;

    SocketDoor(Timers timers, Exchange exchange, Gate gate, PublicDesk publicDesk) {
        this.timers = timers;
        this.exchange = exchange;
        this.gate = gate;
        board = new MarketBoard(exchange, publicDesk, this);
    }

    /** Shares of the pushes of the private channels that get lost, come twice, or come late and so out of order. */
    void disturb(long seed, double lostShare, double doubledShare, double lateShare) {
        random = new Random(seed);
        lost = lostShare;
        doubled = doubledShare;
        late = lateShare;
    }

    void accept(Peer socket) {
        if (closed) {
            troubles.accept(Trouble.MAINTENANCE);
            socket.close(4006, "refused");
            return;
        }
        if (tooMany()) {
            socket.close(4006, "too many connections a second");
            return;
        }
        accepted++;
        visitors.add(new Visitor(socket));
    }

    private boolean tooMany() {
        long now = exchange.now();
        while (!attempts.isEmpty() && now - attempts.peekFirst() >= 1_000) {
            attempts.removeFirst();
        }
        attempts.addLast(now);
        return gate.limited && attempts.size() > ATTEMPTS_PER_SECOND;
    }

    void holdAcknowledgements(boolean hold) {
        holding = hold;
        if (!hold) {
            List.copyOf(heldAcknowledgements).forEach(Runnable::run);
            heldAcknowledgements.clear();
        }
    }

    void closeOldest(String path) {
        List<Visitor> there =
                visitors.stream().filter(visitor -> visitor.path.endsWith(path)).toList();
        there.subList(0, Math.max(0, there.size() - 1))
                .forEach(visitor -> visitor.socket.close(1001, "service upgrade"));
    }

    /** Cuts all connections. */
    void drop() {
        List.copyOf(visitors).forEach(visitor -> {
            troubles.accept(Trouble.SOCKET_DROPPED);
            visitor.socket.close(4006, "abnormal");
        });
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
        if (dice < lost && visitor.lostInARow < MOST_IN_A_ROW) {
            visitor.lostInARow++;
            troubles.accept(Trouble.LOST_PUSH);
            return;
        }
        visitor.lostInARow = 0;
        if (dice < lost + late) {
            troubles.accept(Trouble.LATE_PUSH);
            int before = visitor.sent;
            timers.after(Duration.ofMillis(1 + random.nextInt(latest)), () -> {
                if (visitor.sent > before) {
                    troubles.accept(Trouble.REORDERED_PUSH);
                }
                visitor.send(frame);
            });
            return;
        }
        visitor.send(frame);
        if (dice > 1 - doubled) {
            troubles.accept(Trouble.DUPLICATED_PUSH);
            visitor.send(frame);
        }
    }

    /** Whether somebody has subscribed to a public channel of an instrument. */
    boolean hasAudience(String channel, String instId) {
        return visitors.stream().anyMatch(visitor -> visitor.subscribed.contains(channel + "|" + instId));
    }

    /** Sends rows to everybody who subscribed to a public channel of an instrument. */
    void push(String channel, String instId, JsonArray data) {
        push(
                channel,
                instId,
                new JsonObject()
                        .put("arg", new JsonObject().put("channel", channel).put("instId", instId))
                        .put("data", data));
    }

    void push(String channel, String instId, JsonObject frame) {
        for (Visitor visitor : List.copyOf(visitors)) {
            if (visitor.subscribed.contains(channel + "|" + instId)) {
                if (channel.equals("books")) {
                    book(visitor, frame);
                } else {
                    visitor.send(frame);
                }
            }
        }
    }

    /** Shares of the changes of order books that get lost and that come twice. */
    void disturbBooks(long seed, double lostShare, double doubledShare) {
        books = new Random(seed);
        booksLost = lostShare;
        booksDoubled = doubledShare;
    }

    private void book(Visitor visitor, JsonObject frame) {
        double dice = books.nextDouble();
        if (dice < booksLost) {
            troubles.accept(Trouble.SEQUENCE_GAP);
            return;
        }
        visitor.send(frame);
        if (dice > 1 - booksDoubled) {
            troubles.accept(Trouble.DUPLICATED_PUSH);
            visitor.send(frame);
        }
    }

    /** Sends a text as it is. */
    void pushRaw(String text) {
        visitors.forEach(visitor -> visitor.write(text));
    }

    /** Done when everybody has taken what was sent before, and what they sent in answer to it has come in. */
    Future<Void> settle() {
        return Future.all(List.copyOf(visitors).stream().map(Visitor::settle).toList())
                .mapEmpty();
    }

    /** One connection. */
    final class Visitor {

        private final Peer socket;
        private final String path;
        private final Set<String> subscribed = new TreeSet<>();
        private final ArrayDeque<Long> requests = new ArrayDeque<>();
        private boolean loggedIn;
        private int lostInARow;
        private int sent;
        private Runnable cancelIdle = () -> {};

        Visitor(Peer socket) {
            this.socket = socket;
            path = socket.path();
            socket.listen(this::message, this::left);
            awake();
        }

        private void left() {
            visitors.remove(this);
            cancelIdle.run();
        }

        Future<Void> settle() {
            return socket.settle();
        }

        String path() {
            return path;
        }

        Set<String> subscriptions() {
            return subscribed;
        }

        /** Without a word for half a minute, in either direction, the connection is closed. */
        private void awake() {
            cancelIdle.run();
            if (!socket.isClosed()) {
                cancelIdle = timers.after(IDLE, () -> socket.close(4004, "No data received in 30s."));
            }
        }

        void send(JsonObject frame) {
            if (!muted || !frame.containsKey("data")) {
                if (frame.containsKey("data")) {
                    sent++;
                    if (stalled) {
                        troubles.accept(Trouble.SILENT_STALL);
                    }
                }
                write(frame.encode());
            }
        }

        private void write(String text) {
            awake();
            if (!stalled && !socket.isClosed()) {
                socket.tell(text);
            }
        }

        private void message(String text) {
            awake();
            if (received.size() < REMEMBERED) {
                received.add(path.substring(path.lastIndexOf('/') + 1) + ' ' + text);
            }
            if (text.length() > LONGEST_REQUEST) {
                socket.close(1009, "Max frame length of 65536 has been exceeded.");
                return;
            }
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
            long now = exchange.now();
            while (!requests.isEmpty() && now - requests.peekFirst() >= 3_600_000) {
                requests.removeFirst();
            }
            requests.addLast(now);
            if (requests.size() > REQUESTS_PER_HOUR) {
                error("60014", "Requests too frequent");
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
                socket.close(4001, "Login failed");
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
            String instId = argument.getString("instId", "");
            Optional<String> refused = refusal(channel, instId, argument);
            if (refused.isPresent()) {
                error(
                        refused.get(),
                        refused.get().equals("60011")
                                ? "Please log in"
                                : "Wrong URL or channel:" + channel + ",instId:" + instId
                                        + " doesn't exist. Please use the correct URL, channel and parameters.");
                return;
            }
            subscribed.add(channel + "|" + instId);
            // Data may come before the acknowledgement.
            first(channel, instId);
            if (holding) {
                heldAcknowledgements.add(() -> acknowledge(channel, argument));
            } else {
                acknowledge(channel, argument);
            }
        }

        private void acknowledge(String channel, JsonObject argument) {
            send(new JsonObject().put("event", "subscribe").put("arg", argument).put("connId", "a1b2c3d4"));
            if (PRIVATE.contains(channel)) {
                send(new JsonObject()
                        .put("event", "channel-conn-count")
                        .put("channel", channel)
                        .put("connCount", "1")
                        .put("connId", "a1b2c3d4"));
            }
        }

        private Optional<String> refusal(String channel, String instId, JsonObject argument) {
            boolean isPrivate = path.endsWith("/private");
            boolean business = path.endsWith("/business");
            boolean known = isPrivate
                    ? PRIVATE.contains(channel)
                    : business
                            ? channel.startsWith("candle") || channel.equals("orders-algo")
                            : MarketBoard.CHANNELS.contains(channel);
            boolean whole = !PER_TYPE.contains(channel)
                    || !argument.getString("instType", "").isEmpty();
            boolean listed = instId.isEmpty() || exchange.coins.containsKey(instId) || channel.startsWith("index");
            if (!known || !whole || !listed) {
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
            } else if (!instId.isEmpty() && MarketBoard.CHANNELS.contains(channel)) {
                JsonObject frame = board.first(channel, instId);
                if (!frame.isEmpty()) {
                    send(frame);
                }
            }
            data.forEach((name, rows) -> send(new JsonObject()
                    .put("arg", new JsonObject().put("channel", name).put("uid", "4123"))
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
}
