package io.autotrade.okx.ws;

import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.ServerClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a socket connects to.
 *
 * @param name for logs and metrics
 * @param credentials null for sockets without log-in
 * @param clock the server's time, for the log-in
 * @param channels subscribed on every connection
 * @param dataWithin silence of all channels after which the connection is taken for dead although it answers pings;
 *     null where channels may be silent
 */
public record SocketSettings(
        String name,
        URI uri,
        @Nullable Credentials credentials,
        ServerClock clock,
        List<Channel> channels,
        SocketTimings timings,
        @Nullable Duration dataWithin) {

    public SocketSettings {
        channels = List.copyOf(channels);
    }

    /** For channels that may be silent. */
    public SocketSettings(
            String name,
            URI uri,
            @Nullable Credentials credentials,
            ServerClock clock,
            List<Channel> channels,
            SocketTimings timings) {
        this(name, uri, credentials, clock, channels, timings, null);
    }
}
