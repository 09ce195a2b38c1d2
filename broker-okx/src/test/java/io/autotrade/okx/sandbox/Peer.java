package io.autotrade.okx.sandbox;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** The far end of a WebSocket, as the sandbox sees it. */
interface Peer {

    String path();

    void listen(Consumer<String> texts, Runnable gone);

    void tell(String text);

    void close(int code, String reason);

    boolean isClosed();

    /** Done when the peer has taken what was sent before, and what it sent in answer to it has come in. */
    Future<Void> settle();
}
