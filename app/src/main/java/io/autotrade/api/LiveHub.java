package io.autotrade.api;

import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Addresses;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.autotrade.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** All connections of {@code /ws/v1}: hands them journal entries and prices. */
final class LiveHub {

    /**
     * Entries on their way from the journal's thread; what is beyond is fetched from the journal by those who miss it.
     */
    private static final int MAX_IN_FLIGHT = 2_000;

    private static final int MISSED_HEARTBEATS = 4;

    private final Vertx vertx;
    private final Context context;
    private final Journal journal;
    private final Supplier<AppConfig> config;
    private final InstantSource clock;
    private final Duration heartbeat;
    private final Map<ServerWebSocket, LiveClient> clients = new HashMap<>();
    private final List<MessageConsumer<JsonObject>> market = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean listened;

    LiveHub(
            Vertx vertx,
            Context context,
            Journal journal,
            Supplier<AppConfig> config,
            InstantSource clock,
            Duration heartbeat) {
        this.vertx = vertx;
        this.context = context;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    /** Begins to listen; the caller cancels what is returned. */
    Subscription start() {
        followSymbols();
        vertx.setPeriodic(heartbeat.toMillis(), timer -> {
            Duration patience = heartbeat.multipliedBy(MISSED_HEARTBEATS);
            List.copyOf(clients.values()).forEach(client -> client.heartbeat(patience));
        });
        return journal.onCommitted(this::committed);
    }

    void join(ServerWebSocket socket) {
        LiveClient client = new LiveClient(socket, () -> leave(socket), journal, context, clock);
        clients.put(socket, client);
        listened = true;
        socket.closeHandler(closed -> leave(socket));
    }

    private void leave(ServerWebSocket socket) {
        clients.remove(socket);
        listened = !clients.isEmpty();
    }

    int size() {
        return clients.size();
    }

    void close() {
        List.copyOf(clients.values()).forEach(LiveClient::close);
    }

    /** On the journal's thread. */
    private void committed(JournalEntry entry) {
        boolean symbolsMayChange = entry.event() instanceof ConfigChanged;
        if (!listened && !symbolsMayChange) {
            return;
        }
        if (inFlight.incrementAndGet() > MAX_IN_FLIGHT && !symbolsMayChange) {
            inFlight.decrementAndGet();
            return;
        }
        context.runOnContext(arrived -> {
            inFlight.decrementAndGet();
            if (symbolsMayChange) {
                followSymbols();
            }
            tell(entry);
        });
    }

    private void tell(JournalEntry entry) {
        if (clients.isEmpty()) {
            return;
        }
        LiveFrame frame = LiveFrame.of(entry);
        List.copyOf(clients.values()).forEach(client -> client.committed(entry, frame));
    }

    private void followSymbols() {
        market.forEach(MessageConsumer::unregister);
        market.clear();
        for (Symbol symbol : config.get().trading().symbols()) {
            market.add(vertx.eventBus().consumer(Addresses.ticker(symbol), this::price));
            market.add(vertx.eventBus().consumer(Addresses.candle(symbol), this::price));
        }
    }

    private void price(Message<JsonObject> message) {
        if (clients.values().stream().noneMatch(client -> client.wants(Topic.MARKET))) {
            return;
        }
        JsonObject body = message.body();
        LiveFrame frame = LiveFrame.of(
                Topic.MARKET.wireName(),
                body.getString("type", "ticker"),
                body.getString("ts", clock.instant().toString()),
                Trees.ofValue(body.getValue("payload")));
        List.copyOf(clients.values()).forEach(client -> client.market(frame));
    }
}
