package io.autotrade.api;

import java.time.Duration;

/** What bounds a client, each far above what the dashboards and scripts need. */
final class Limits {

    static final int MAX_BODY_BYTES = 64 * 1024;
    static final int MAX_HEADER_BYTES = 8 * 1024;
    static final int MAX_LINE_BYTES = 4 * 1024;
    /** Beside those of sockets. */
    static final int MAX_CONNECTIONS = 448;

    /** Of one address beside those of sockets, unless a proxy stands for many. */
    static final int MAX_CONNECTIONS_OF_ADDRESS = 192;

    /** Within which a new connection must have sent its first request whole, up to its body. */
    static final Duration FIRST_REQUEST = Duration.ofSeconds(15);

    /** Within which a connection must have sent its next request after an answer. */
    static final Duration NEXT_REQUEST = Duration.ofSeconds(75);

    static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    /** Requests of one address at once: those of this many seconds. */
    static final int BURST_SECONDS = 6;

    /** Wrong tokens of one address within {@link #LOCKOUT} after which it is locked out for {@link #LOCKOUT}. */
    static final int WRONG_TOKENS = 10;

    static final Duration LOCKOUT = Duration.ofMinutes(1);

    /** Addresses remembered for the limits above. */
    static final int MAX_ADDRESSES = 10_000;

    static final int MAX_SOCKET_MESSAGE_BYTES = 16 * 1024;

    private Limits() {}
}
