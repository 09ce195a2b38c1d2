package io.autotrade.okx.account;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.okx.loop.Outlet;
import io.autotrade.okx.ws.Channel;
import io.autotrade.okx.ws.OkxSocket;
import io.autotrade.okx.ws.SocketListener;
import io.autotrade.okx.ws.SocketSettings;
import io.autotrade.okx.ws.SocketTimings;
import io.autotrade.okx.ws.SocketWires;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The private and the business socket as one stream: it is up when both are, and down when either is. */
final class Push {

    private static final String EVENTS_ONLY = "{\"updateInterval\":\"0\"}";

    private final Venue venue;
    private final Outlet<BrokerEvent> outlet;
    private final Runnable afterReset;
    private final List<OkxSocket> sockets = new ArrayList<>();
    private final Consumer<Buffer> messages;
    private final Supplier<SocketWires> wires;
    private BrokerEvent.@Nullable Connection state;

    Push(
            Venue venue,
            Supplier<SocketWires> wires,
            URI privateSocket,
            URI businessSocket,
            SocketTimings timings,
            Consumer<Buffer> messages,
            Outlet<BrokerEvent> outlet,
            Runnable afterReset) {
        this.venue = venue;
        this.wires = wires;
        this.messages = messages;
        this.outlet = outlet;
        this.afterReset = afterReset;
        sockets.add(socket(
                "private",
                privateSocket,
                timings,
                List.of(
                        Channel.ofSwaps("orders"),
                        eventsOnly(Channel.ofSwaps("positions")),
                        Channel.named("account"),
                        Channel.named("balance_and_position"))));
        sockets.add(socket("business", businessSocket, timings, List.of(Channel.ofSwaps("orders-algo"))));
    }

    private static Channel eventsOnly(Channel channel) {
        return new Channel(channel.argument().copy().put("extraParams", EVENTS_ONLY));
    }

    private OkxSocket socket(String name, URI uri, SocketTimings timings, List<Channel> channels) {
        SocketSettings settings = new SocketSettings(
                name, uri, venue.rest().settings().credentials(), venue.rest().clock(), channels, timings);
        return new OkxSocket(
                venue.loop(),
                wires.get(),
                settings,
                new Listener(),
                () -> venue.rest().measureClock(),
                venue.logger());
    }

    /** Connects both; fails when either cannot. */
    Future<Void> open() {
        return Future.all(sockets.stream().map(OkxSocket::open).toList())
                .onSuccess(opened -> become(BrokerEvent.Connection.UP, "connected"))
                .mapEmpty();
    }

    Future<Void> close() {
        return Future.join(sockets.stream().map(OkxSocket::close).toList()).mapEmpty();
    }

    private boolean isUp() {
        return sockets.stream().allMatch(OkxSocket::isUp);
    }

    void become(BrokerEvent.Connection next, String detail) {
        boolean repeatedDown = next == BrokerEvent.Connection.DOWN && state == BrokerEvent.Connection.DOWN;
        if (!repeatedDown) {
            state = next;
            outlet.emit(new BrokerEvent.ConnectionChanged(
                    next, detail, venue.rest().clock().instant()));
        }
    }

    private final class Listener implements SocketListener {

        @Override
        public void data(Buffer message) {
            messages.accept(message);
        }

        @Override
        public void up() {
            // Told once, when both are.
        }

        @Override
        public void down(String why) {
            become(BrokerEvent.Connection.DOWN, why);
        }

        @Override
        public void reset(String detail) {
            if (isUp()) {
                become(BrokerEvent.Connection.RESET, detail);
                afterReset.run();
            }
        }
    }
}
