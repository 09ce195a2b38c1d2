package io.autotrade.alert;

import io.autotrade.bus.AlertRaised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Keeps a storm of alerts from hiding the one that matters: the same code, symbol and severity is passed on once in
 * {@link #QUIET}, and no more than {@link #MOST} a minute at all but critical ones, which are only kept from repeating.
 * Bounded; not thread-safe.
 */
final class AlertFilter {

    static final Duration QUIET = Duration.ofMinutes(5);
    static final int MOST = 20;

    private static final int REMEMBERED = 500;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final class Seen {
        private Instant sent;
        private int held;

        Seen(Instant sent) {
            this.sent = sent;
        }
    }

    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    private long heldBack;

    /**
     * Whether the alert goes out.
     *
     * @param now by the wall clock
     * @return how many alike were held back before it; empty when it is held back itself
     */
    OptionalInt admit(AlertRaised alert, Instant now) {
        String key = alert.severity() + "|" + alert.code() + "|" + Objects.toString(alert.symbol(), "");
        Seen known = seen.get(key);
        if (known != null && known.sent.plus(QUIET).isAfter(now)) {
            known.held++;
            heldBack++;
            return OptionalInt.empty();
        }
        while (!sent.isEmpty() && !sent.getFirst().plus(MINUTE).isAfter(now)) {
            sent.removeFirst();
        }
        if (sent.size() >= MOST && alert.severity() != AlertRaised.Severity.CRITICAL) {
            heldBack++;
            return OptionalInt.empty();
        }
        sent.addLast(now);
        int held = known == null ? 0 : known.held;
        seen.put(key, new Seen(now));
        forget();
        return OptionalInt.of(held);
    }

    private void forget() {
        Iterator<String> oldest = seen.keySet().iterator();
        while (seen.size() > REMEMBERED && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Alerts held back since the start. */
    long heldBack() {
        return heldBack;
    }
}
