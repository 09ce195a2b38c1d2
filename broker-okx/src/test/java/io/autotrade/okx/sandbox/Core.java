package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The parts of the exchange, put together, without the wires that lead to it. To be used on one thread. */
final class Core {

    private static final String KEY = "sandbox-key";
    private static final String SECRET = "MADEUPSECRET0123456789ABCDEF0123";
    private static final String PASSPHRASE = "sandbox phrase";

    /** How often each thing went wrong. */
    final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);

    final Gate gate = new Gate(KEY, SECRET, PASSPHRASE);
    final Faults faults = new Faults();
    final Exchange exchange;
    final Clerk clerk;
    final Desks desks;
    final PublicDesk publicDesk;
    final RestDoor rest;
    final SocketDoor sockets;
    final MarketBoard board;
    final Player player;
    final ControlDesk control;

    /** @param clock milliseconds of the exchange's own clock */
    Core(LongSupplier clock, Timers timers) {
        exchange = new Exchange(clock);
        clerk = new Clerk(exchange);
        desks = new Desks(exchange, clerk, gate);
        publicDesk = new PublicDesk(exchange, gate);
        rest = new RestDoor(exchange, clerk, gate, desks, publicDesk, faults);
        sockets = new SocketDoor(timers, exchange, gate, publicDesk);
        board = sockets.board;
        publicDesk.board = board;
        exchange.pushes = sockets::push;
        player = new Player(exchange, publicDesk, board, sockets);
        control = new ControlDesk(exchange, faults, sockets, player);
        rest.control = control;
        exchange.troubles = this::count;
        rest.troubles = this::count;
        sockets.troubles = this::count;
    }

    /** Takes note that something went wrong. */
    void count(Trouble trouble) {
        troubles.merge(trouble, 1, Integer::sum);
    }

    /** The configuration section {@code okx} with which the demo broker trades at this host and port. */
    static JsonObject brokerSection(String authority) {
        return new JsonObject()
                .put(
                        "demo",
                        addresses(
                                authority,
                                new JsonObject()
                                        .put("api_key", KEY)
                                        .put("secret_key", SECRET)
                                        .put("passphrase", PASSPHRASE)))
                .put(
                        "settings",
                        new JsonObject().put("rate_limit_per_second", 100).put("timeout_seconds", 2));
    }

    /** The configuration section {@code market.okx} with which the market source watches this host and port. */
    static JsonObject marketSection(String authority) {
        return addresses(authority, new JsonObject().put("environment", "demo"));
    }

    private static JsonObject addresses(String authority, JsonObject block) {
        String socket = "ws://" + authority + "/ws/v5/";
        return block.put("base_url", "http://" + authority)
                .put("ws_public_url", socket + "public")
                .put("ws_business_url", socket + "business")
                .put("ws_private_url", socket + "private");
    }
}
