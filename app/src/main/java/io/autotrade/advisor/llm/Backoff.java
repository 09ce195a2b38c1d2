package io.autotrade.advisor.llm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before another try: doubling from {@code base} to {@code cap}, each between half and all of it. */
record Backoff(Duration base, Duration cap, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 16;

    /** @param retry 1 for the first retry */
    Duration before(int retry, @Nullable Duration retryAfter) {
        long doubled = base.toMillis() << Math.min(retry - 1, MAX_DOUBLINGS);
        long full = Math.min(doubled, cap.toMillis());
        Duration wait = Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
        return retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait;
    }

    /** Reads {@code Retry-After}: seconds or a date; null when it is absent or neither. */
    static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            return Duration.ofMillis(
                    new java.math.BigDecimal(text).movePointRight(3).longValue());
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
