package io.autotrade.okx.ws;

import io.vertx.core.buffer.Buffer;

/** What a socket tells; always on the loop of the adapter. */
public interface SocketListener {

    /** A message with {@code arg} and {@code data}; may come before the subscription is acknowledged, and twice. */
    void data(Buffer message);

    /** The first connection is ready. */
    void up();

    /** Messages may be missing from now on. */
    void down(String why);

    /** A new connection is ready after messages may have been missed. */
    void reset(String detail);
}
