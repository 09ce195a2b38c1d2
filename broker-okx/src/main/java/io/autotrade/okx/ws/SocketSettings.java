package io.autotrade.okx.ws;

import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.ServerClock;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a socket connects to.
 *
 * @param name for logs and metrics
 * @param credentials null for sockets without log-in
 * @param clock the server's time, for the log-in
 * @param channels subscribed on every connection
 */
public record SocketSettings(
        String name,
        URI uri,
        @Nullable Credentials credentials,
        ServerClock clock,
        List<Channel> channels,
        SocketTimings timings) {

    public SocketSettings {
        channels = List.copyOf(channels);
    }
}
