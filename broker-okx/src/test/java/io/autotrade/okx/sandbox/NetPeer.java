package io.autotrade.okx.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;

/** A WebSocket of the network. */
final class NetPeer implements Peer {

    private final ServerWebSocket socket;
    private Promise<Void> settled = Promise.promise();

    NetPeer(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public String path() {
        return socket.path();
    }

    @Override
    public void listen(Consumer<String> texts, Runnable gone) {
        socket.textMessageHandler(texts::accept);
        socket.closeHandler(closed -> left(gone));
        socket.exceptionHandler(failure -> left(gone));
    }

    private void left(Runnable gone) {
        gone.run();
        settled.tryComplete();
    }

    @Override
    public void tell(String text) {
        socket.writeTextMessage(text);
    }

    @Override
    public void close(int code, String reason) {
        socket.close((short) code, reason);
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    /** Frames keep their order in both directions, those of the protocol's own ping and pong among them. */
    @Override
    public Future<Void> settle() {
        if (socket.isClosed()) {
            return Future.succeededFuture();
        }
        Promise<Void> back = Promise.promise();
        settled = back;
        socket.pongHandler(pong -> back.tryComplete());
        socket.writePing(Buffer.buffer("settle")).onFailure(gone -> back.tryComplete());
        return back.future();
    }
}
