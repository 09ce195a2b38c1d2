package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The client order ids that were used, and until when OKX may still act on a request that carries one. OKX lets an id
 * be used again once the first order is final, so keeping ids unique is our task.
 */
final class SentOrders {

    /** Every order expires at OKX this long after it was sent, or earlier when its sender wants so. */
    static final Duration LIFETIME = Duration.ofSeconds(10);

    /** Between the expiry and the moment when an accepted order is certain to be seen by reads. */
    static final Duration MARGIN = Duration.ofSeconds(3);

    private static final int REMEMBERED = 100_000;

    private final Map<ClientOrderId, Instant> expiries = new Recent<>(REMEMBERED);
    private final Instant startedAt;

    /** @param startedAt the server's time before this process sent anything */
    SentOrders(Instant startedAt) {
        this.startedAt = startedAt;
    }

    boolean contains(ClientOrderId id) {
        return expiries.containsKey(id);
    }

    /** Takes note of an id found at OKX, of an earlier run or another program. */
    void found(ClientOrderId id, Instant at) {
        expiries.putIfAbsent(id, at);
    }

    /** Takes note of an id before it is sent; the request expires at the given time of the server. */
    void sending(ClientOrderId id, Instant expiry) {
        expiries.put(id, expiry);
    }

    /** Nothing was sent under this id after all. */
    void forget(ClientOrderId id) {
        expiries.remove(id);
    }

    /**
     * Whether a request with this id that is not seen now can never be seen: it has expired at OKX. An id this process
     * does not know can only have been sent before it started.
     */
    boolean cannotArriveAnyMore(ClientOrderId id, Instant serverTime) {
        Instant known = expiries.get(id);
        Instant expiry = known == null ? startedAt.plus(LIFETIME) : known;
        return serverTime.isAfter(expiry.plus(MARGIN));
    }
}
