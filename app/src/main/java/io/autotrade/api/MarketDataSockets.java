package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.Control;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * All connections of {@code /ws/market-data}, the socket of the existing dashboard: prices every few seconds, the
 * portfolio when it changed, an answer to {@code ping}. Every message replaces the one before, so a client that is
 * behind misses some.
 */
final class MarketDataSockets {

    private static final String PONG = "{\"type\":\"pong\"}";

    private final Vertx vertx;
    private final Context context;
    private final ControlBus bus;
    private final Supplier<Future<ObjectNode>> portfolio;
    private final InstantSource clock;
    private final Cadence cadence;
    private final Map<ServerWebSocket, Outbox> clients = new HashMap<>();
    private final AtomicBoolean portfolioDue = new AtomicBoolean();
    private volatile boolean listened;

    /** @param portfolio the snapshot with decisions */
    MarketDataSockets(
            Vertx vertx,
            Context context,
            ControlBus bus,
            Supplier<Future<ObjectNode>> portfolio,
            InstantSource clock,
            Cadence cadence) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.portfolio = portfolio;
        this.clock = clock;
        this.cadence = cadence;
    }

    /** Begins to push; the caller cancels what is returned. */
    Subscription start(Journal journal) {
        vertx.setPeriodic(cadence.marketUpdate().toMillis(), timer -> pushMarket());
        vertx.setPeriodic(cadence.portfolioUpdate().toMillis(), timer -> pushPortfolio());
        return journal.onCommitted(this::committed);
    }

    void join(ServerWebSocket socket) {
        Outbox outbox = new Outbox(socket, () -> leave(socket), 1, PONG.length());
        clients.put(socket, outbox);
        listened = true;
        socket.textMessageHandler(text -> {
            if (text.strip().equalsIgnoreCase("ping")) {
                outbox.offer(PONG);
            }
        });
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
        Map.copyOf(clients).values().forEach(outbox -> outbox.close((short) 1001, "the service stops"));
    }

    /** Pushes a snapshot that was read just now. */
    void push(ObjectNode snapshot) {
        broadcast("portfolio_update", snapshot);
    }

    /** On the journal's thread. Many entries in a short while cause one push. */
    private void committed(JournalEntry entry) {
        Topic topic = Topic.of(entry.event());
        boolean changes = topic == Topic.PORTFOLIO || topic == Topic.FILLS;
        if (listened && changes && portfolioDue.compareAndSet(false, true)) {
            context.runOnContext(soon -> vertx.setTimer(cadence.portfolioPause().toMillis(), timer -> pushPortfolio()));
        }
    }

    private void pushMarket() {
        if (!clients.isEmpty()) {
            bus.ask(Control.MARKET_UPDATE).map(Trees::of).onSuccess(data -> {
                if (!data.isEmpty()) {
                    broadcast("market_update", data);
                }
            });
        }
    }

    private void pushPortfolio() {
        portfolioDue.set(false);
        if (!clients.isEmpty()) {
            portfolio.get().onSuccess(snapshot -> context.runOnContext(back -> push(snapshot)));
        }
    }

    private void broadcast(String type, ObjectNode data) {
        if (clients.isEmpty()) {
            return;
        }
        ObjectNode message = Trees.object();
        message.put("type", type);
        message.set("data", data);
        message.put("timestamp", clock.instant().toString());
        String text = EventJson.write(message);
        clients.values().forEach(outbox -> outbox.offer(text));
    }
}
