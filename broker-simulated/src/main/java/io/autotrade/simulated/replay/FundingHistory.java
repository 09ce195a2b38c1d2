package io.autotrade.simulated.replay;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The funding of one symbol that was recorded as charged. */
final class FundingHistory {

    /** Of the first funding in a file, before which nothing is known. */
    private static final Duration USUAL_INTERVAL = Duration.ofHours(8);

    private final Symbol symbol;
    private final TimedValues rates;

    FundingHistory(Symbol symbol, TimedValues rates) {
        this.symbol = symbol;
        this.rates = rates;
    }

    /** What was charged after one time, up to another; oldest first. */
    List<FundingRate> settled(Instant after, Instant upTo) {
        List<FundingRate> settled = new ArrayList<>();
        rates.between(after, upTo).forEach((time, rate) -> settled.add(settled(time, rate)));
        return settled;
    }

    /**
     * The coming funding as it looks at a time: the last charged rate stands for it, because what will be charged is
     * not known yet. Empty before the first, and when that of the last interval is missing.
     */
    Optional<FundingRate> coming(Instant now) {
        Map.Entry<Instant, BigDecimal> last = rates.upTo(now).lastEntry();
        if (last == null) {
            return Optional.empty();
        }
        Duration interval = settled(last.getKey(), last.getValue()).interval();
        Instant due = last.getKey().plus(interval);
        return due.isAfter(now)
                ? Optional.of(new FundingRate(symbol, last.getValue(), due, interval, last.getKey()))
                : Optional.empty();
    }

    private FundingRate settled(Instant time, BigDecimal rate) {
        Instant before = rates.before(time);
        Duration interval = before == null ? USUAL_INTERVAL : Duration.between(before, time);
        return new FundingRate(symbol, rate, time, interval, time);
    }
}
