package io.autotrade.okx.ws;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.net.URI;
import java.util.function.Consumer;

/** The WebSocket client of Vert.x. */
final class NetSocketWires implements SocketWires {

    private static final int LARGEST_FRAME = 8 << 20;
    private static final int LARGEST_MESSAGE = 16 << 20;

    private final WebSocketClient client;

    NetSocketWires(Vertx vertx, SocketTimings timings) {
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_FRAME)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) timings.answerWithin().toMillis())
                .setClosingTimeout(1));
    }

    @Override
    public SocketWire wire() {
        return new NetWire(client.webSocket());
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    private record NetWire(ClientWebSocket socket) implements SocketWire {

        @Override
        public void listen(Consumer<WebSocketFrame> frames, Runnable closed, Consumer<Throwable> broken) {
            socket.frameHandler(frames::accept);
            socket.closeHandler(gone -> closed.run());
            socket.exceptionHandler(broken::accept);
        }

        @Override
        public Future<?> connect(URI uri) {
            return socket.connect(new WebSocketConnectOptions().setAbsoluteURI(uri.toString()));
        }

        @Override
        public void write(String text) {
            socket.writeTextMessage(text);
        }

        @Override
        public void close() {
            socket.close();
        }

        @Override
        public String ending() {
            Short code = socket.closeStatusCode();
            String reason = socket.closeReason();
            return (code == null ? "no code" : "code " + code) + (reason == null ? "" : " (" + reason + ")");
        }
    }
}
