package io.autotrade.api;

import java.time.Duration;

/**
 * How often the sockets speak.
 *
 * @param marketUpdate between prices on the socket of the existing dashboard
 * @param portfolioUpdate between snapshots there when nothing happens
 * @param portfolioPause after something happened, before the snapshot is pushed
 * @param heartbeat between heartbeats of the live socket
 */
record Cadence(Duration marketUpdate, Duration portfolioUpdate, Duration portfolioPause, Duration heartbeat) {

    static final Cadence NORMAL =
            new Cadence(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(15));
}
