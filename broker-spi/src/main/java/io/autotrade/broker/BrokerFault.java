package io.autotrade.broker;

import java.time.Instant;

/**
 * What went wrong between service and venue, as a value. Messages never contain secrets.
 *
 * <p>What the caller does: {@link RateLimited} come back at the given time; {@link Unavailable} retry reads with
 * back-off; {@link Unauthorized} and {@link EnvironmentMismatch} stop and alert, trying again will not help;
 * {@link Unsupported} is a mistake in the caller; {@link Malformed} is an answer that could not be understood, treated
 * as unavailable.
 */
public sealed interface BrokerFault {

    /** One sentence for a person, with what to do about it where that is known. */
    String message();

    /** @param retryAt earliest time at which another attempt makes sense */
    record RateLimited(Instant retryAt, String message) implements BrokerFault {}

    /** Not reachable, timed out, overloaded, in maintenance. */
    record Unavailable(String message) implements BrokerFault {}

    /** Key, signature, passphrase, permission or address refused. */
    record Unauthorized(String venueCode, String message) implements BrokerFault {}

    /** A key of one environment or region used in another. */
    record EnvironmentMismatch(String venueCode, String message) implements BrokerFault {}

    record Unsupported(Capability capability, String message) implements BrokerFault {}

    record Malformed(String message) implements BrokerFault {}
}
