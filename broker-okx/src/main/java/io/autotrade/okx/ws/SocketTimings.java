package io.autotrade.okx.ws;

import java.time.Duration;

/**
 * How patient a socket is.
 *
 * @param pingAfter silence after which a {@code ping} is sent; OKX closes after 30 seconds
 * @param deadAfter silence after which the connection is taken for dead
 * @param answerWithin time for connecting, logging in and each acknowledgement
 * @param firstPause before the first attempt to connect again; doubles from there
 * @param longestPause ceiling of the pauses
 * @param connectionsPerSecond attempts to connect to one address and port, of all sockets together
 */
public record SocketTimings(
        Duration pingAfter,
        Duration deadAfter,
        Duration answerWithin,
        Duration firstPause,
        Duration longestPause,
        int connectionsPerSecond) {

    private static final int OF_OKX = 3;

    /** With connections as many as are wanted, for tests. */
    public SocketTimings(
            Duration pingAfter, Duration deadAfter, Duration answerWithin, Duration firstPause, Duration longestPause) {
        this(pingAfter, deadAfter, answerWithin, firstPause, longestPause, Integer.MAX_VALUE);
    }

    /** For OKX as it is. */
    public static SocketTimings standard() {
        return new SocketTimings(
                Duration.ofSeconds(12),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofMillis(400),
                Duration.ofSeconds(30),
                OF_OKX);
    }
}
