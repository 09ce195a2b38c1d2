package io.autotrade.okx.ws;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Makes the connections of one socket. */
public interface SocketWires {

    /** A connection that is not made yet. */
    SocketWire wire();

    Future<Void> close();

    /** Over the network. */
    static SocketWires of(Vertx vertx, SocketTimings timings) {
        return new NetSocketWires(vertx, timings);
    }
}
