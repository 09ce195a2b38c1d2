package io.autotrade.okx.ws;

import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.loop.Timing;
import io.autotrade.okx.rest.HttpWire;
import io.autotrade.okx.rest.RestSettings;
import io.vertx.core.Vertx;

/** By what time a broker or market source lives and how it reaches OKX. */
public interface Links {

    Loop loop();

    Timing timing();

    HttpWire http(RestSettings settings);

    /** For the connections of one socket. */
    SocketWires sockets(SocketTimings timings);

    /** Over the network, by the time as it passes. */
    static Links real(Vertx vertx) {
        return real(vertx, new Loop(vertx));
    }

    /** As the other, on a loop of the caller. */
    static Links real(Vertx vertx, Loop loop) {
        Timing timing = Timing.real(vertx);
        return new Links() {
            @Override
            public Loop loop() {
                return loop;
            }

            @Override
            public Timing timing() {
                return timing;
            }

            @Override
            public HttpWire http(RestSettings settings) {
                return HttpWire.of(vertx, settings);
            }

            @Override
            public SocketWires sockets(SocketTimings timings) {
                return SocketWires.of(vertx, timings);
            }
        };
    }
}
