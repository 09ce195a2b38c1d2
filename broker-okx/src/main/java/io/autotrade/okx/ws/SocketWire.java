package io.autotrade.okx.ws;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocketFrame;
import java.net.URI;
import java.util.function.Consumer;

/** One WebSocket as a {@link Connection} uses it. What it tells, it tells on the loop. */
public interface SocketWire {

    /** To be called before connecting. */
    void listen(Consumer<WebSocketFrame> frames, Runnable closed, Consumer<Throwable> broken);

    Future<?> connect(URI uri);

    void write(String text);

    void close();

    /** With what code and reason it was closed. */
    String ending();
}
