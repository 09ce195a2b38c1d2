package io.autotrade.okx.rest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Carries requests to OKX. Getting a connection and sending are two steps, because it depends on the difference whether
 * an order may exist, and because the signature is made in between.
 */
public interface HttpWire {

    /** A connection for one request; when it fails, nothing was written. */
    Future<Line> line(String method, String pathAndQuery);

    Future<Void> close();

    /** A connection that waits for its request. */
    interface Line {

        void header(String name, String value);

        /**
         * Writes the request.
         *
         * @param body empty for none
         * @return the whole answer; when it fails, nobody knows what OKX did
         */
        Future<Reply> send(String body);

        /** Gives the request up. */
        void reset();
    }

    /** An answer as it came. */
    record Reply(int status, Buffer body) {}

    /** Over the network. */
    static HttpWire of(Vertx vertx, RestSettings settings) {
        return new NetHttpWire(vertx, settings);
    }
}
