package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be, and how long one may take to say what it wants: without that, a few hundred that
 * send a byte now and then keep everybody else out. Used from one event loop.
 */
final class Connections {

    private final Vertx vertx;
    private final Supplier<HttpConfig> http;
    private final Duration first;
    private final Duration next;
    private final Map<HttpConnection, Long> timers = new HashMap<>();
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private int open;

    /**
     * @param http how many sockets there may be, and whether one address stands for many clients
     * @param first for the first request of a connection, up to the end of its headers
     * @param next for each further one, from the answer before it on
     */
    Connections(Vertx vertx, Supplier<HttpConfig> http, Duration first, Duration next) {
        this.vertx = vertx;
        this.http = http;
        this.first = first;
        this.next = next;
    }

    /** A connection was made; it is closed at once when there are too many. */
    void opened(HttpConnection connection) {
        String address = address(connection);
        open++;
        int same = ofAddress.merge(address, 1, Integer::sum);
        connection.closeHandler(closed -> closed(connection, address));
        HttpConfig now = http.get();
        boolean tooMany = open > Limits.MAX_CONNECTIONS + now.maxSockets()
                || (same > Limits.MAX_CONNECTIONS_OF_ADDRESS + now.maxSockets() && !now.behindProxy());
        if (tooMany) {
            connection.close();
        } else {
            closeAfter(connection, first);
        }
    }

    private void closed(HttpConnection connection, String address) {
        open--;
        ofAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        cancel(connection);
    }

    private static String address(HttpConnection connection) {
        return connection.remoteAddress() == null
                ? "unknown"
                : String.valueOf(connection.remoteAddress().hostAddress());
    }

    /** A request has arrived up to the end of its headers. */
    void asked(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        cancel(connection);
        // a socket has no answer that ends; how long it may be silent is its own matter
        context.addEndHandler(answered -> closeAfter(connection, next));
        context.next();
    }

    private void closeAfter(HttpConnection connection, Duration patience) {
        cancel(connection);
        timers.put(connection, vertx.setTimer(patience.toMillis(), timer -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    private void cancel(HttpConnection connection) {
        @Nullable Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
