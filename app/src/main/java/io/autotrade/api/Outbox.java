package io.autotrade.api;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one socket. A client that does not read costs a bounded amount of memory and then its
 * connection. Used from the event loop of the socket.
 */
final class Outbox {

    /** Close code of a client that is too slow: try again later. */
    static final short TOO_SLOW = 1013;

    private static final int SOCKET_BUFFER_BYTES = 256 * 1024;

    private final ServerWebSocket socket;
    private final Runnable dropped;
    private final int maxMessages;
    private final long maxChars;
    private final Deque<String> waiting = new ArrayDeque<>();
    private long waitingChars;
    private boolean abandoned;
    private @Nullable Runnable whenEmpty;

    /** @param dropped told when the client was abandoned up */
    Outbox(ServerWebSocket socket, Runnable dropped, int maxMessages, long maxChars) {
        this.socket = socket;
        this.dropped = dropped;
        this.maxMessages = maxMessages;
        this.maxChars = maxChars;
        socket.setWriteQueueMaxSize(SOCKET_BUFFER_BYTES);
        socket.drainHandler(drained -> flush());
    }

    /** Writes now or later; closes the socket when too much waits already. */
    void send(String text) {
        if (abandoned || socket.isClosed()) {
            return;
        }
        if (waiting.isEmpty() && !socket.writeQueueFull()) {
            write(text);
        } else if (waiting.size() >= maxMessages || waitingChars + text.length() > maxChars) {
            drop();
        } else {
            waiting.add(text);
            waitingChars += text.length();
        }
    }

    /** Writes now or not at all: for what the next message supersedes. */
    void offer(String text) {
        if (!abandoned && !socket.isClosed() && waiting.isEmpty() && !socket.writeQueueFull()) {
            write(text);
        }
    }

    /** Runs once nothing waits, at once when nothing does. */
    void whenEmpty(Runnable action) {
        if (waiting.isEmpty() && !socket.writeQueueFull()) {
            action.run();
        } else {
            whenEmpty = action;
        }
    }

    void close(short code, String reason) {
        if (!socket.isClosed()) {
            // A peer that has gone already makes this fail; it is closed then too.
            socket.close(code, reason).otherwiseEmpty();
        }
    }

    /**
     * Gives the client up. The close frame waits behind what is not read, so the connection itself ends when the client
     * wakes up or the idle timeout of the server passes, with nothing more written to it.
     */
    private void drop() {
        abandoned = true;
        waiting.clear();
        waitingChars = 0;
        whenEmpty = null;
        close(TOO_SLOW, "messages were not read fast enough");
        dropped.run();
    }

    private void flush() {
        while (!waiting.isEmpty() && !socket.writeQueueFull()) {
            String text = waiting.remove();
            waitingChars -= text.length();
            write(text);
        }
        Runnable action = whenEmpty;
        if (waiting.isEmpty() && action != null) {
            whenEmpty = null;
            action.run();
        }
    }

    private void write(String text) {
        socket.writeTextMessage(text).onFailure(gone -> close((short) 1011, "cannot be written to"));
    }
}
