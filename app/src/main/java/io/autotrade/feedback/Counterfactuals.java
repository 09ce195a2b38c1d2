package io.autotrade.feedback;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What would have become of what was not done: holds, refusals and expired proposals, looked at again after fixed
 * horizons with the first price seen then. The move counts in the direction of the proposal: up for a buy, the hold of
 * a long and staying out, down for a sell and the close of a long, and the other way round for a short. A horizon at
 * which no price was seen in time (the service was away) is left out rather than guessed. A fold over the journal; not
 * thread-safe.
 */
final class Counterfactuals {

    static final List<Duration> HORIZONS = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));

    private static final Duration MIN_TOLERANCE = Duration.ofMinutes(15);
    private static final int PERCENT_DIGITS = 6;

    private record Watch(
            DecisionMade made, boolean down, BigDecimal price, String why, Instant since, TreeSet<Duration> left) {}

    private final Map<String, DecisionMade> proposals = new HashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final Set<Symbol> shorts = new HashSet<>();
    private String cycleId = "";

    void apply(DomainEvent event) {
        switch (event) {
            case AdviceReceived e -> advised(e);
            case DecisionMade e -> proposed(e);
            case VerdictGiven e -> judged(e);
            case CounterfactualRecorded e -> recorded(e);
            default -> {
                // nothing was left undone
            }
        }
    }

    private void advised(AdviceReceived advice) {
        shorts.clear();
        if (advice.readAgainst() != null) {
            advice.readAgainst().held().forEach((symbol, side) -> {
                if (side == PositionSide.SHORT) {
                    shorts.add(symbol);
                }
            });
        }
    }

    private boolean isDown(Decision decision) {
        boolean heldShort = shorts.contains(decision.symbol());
        return switch (decision.action()) {
            case BUY, NO_ENTRY -> false;
            case SELL -> true;
            case HOLD -> heldShort;
            case CLOSE -> !heldShort;
        };
    }

    private void proposed(DecisionMade made) {
        if (!made.cycleId().equals(cycleId)) {
            cycleId = made.cycleId();
            proposals.clear();
            forget(made.at());
        }
        proposals.put(made.decision().decisionId(), made);
    }

    private void judged(VerdictGiven verdict) {
        DecisionMade made = proposals.remove(verdict.decisionId());
        boolean done = verdict.outcome() == VerdictOutcome.ACCEPTED || verdict.outcome() == VerdictOutcome.AMENDED;
        if (made == null || done || made.marketPrice() == null) {
            return;
        }
        watches.put(
                verdict.decisionId(),
                new Watch(
                        made,
                        isDown(made.decision()),
                        made.marketPrice(),
                        why(verdict),
                        made.at(),
                        new TreeSet<>(HORIZONS)));
    }

    private static String why(VerdictGiven verdict) {
        String outcome = verdict.outcome().wireName();
        return verdict.rules().stream()
                .filter(rule -> !rule.passed())
                .map(RuleResult::code)
                .findFirst()
                .map(code -> outcome + ": " + code)
                .orElse(outcome);
    }

    private void recorded(CounterfactualRecorded event) {
        Watch watch = watches.get(event.decisionId());
        if (watch != null) {
            watch.left().remove(event.horizon());
            if (watch.left().isEmpty()) {
                watches.remove(event.decisionId());
            }
        }
    }

    /** Watches whose last horizon went by unseen; keeps a fold over years of history small. */
    private void forget(Instant now) {
        Duration longest = HORIZONS.getLast();
        Iterator<Watch> oldest = watches.values().iterator();
        while (oldest.hasNext()) {
            if (!oldest.next().since().plus(longest).plus(tolerance(longest)).isBefore(now)) {
                return;
            }
            oldest.remove();
        }
    }

    private static Duration tolerance(Duration horizon) {
        Duration tenth = horizon.dividedBy(10);
        return tenth.compareTo(MIN_TOLERANCE) < 0 ? MIN_TOLERANCE : tenth;
    }

    /**
     * Looks again at everything that is due.
     *
     * @param prices fresh prices; a symbol without one is looked at next time
     * @return events to be journalled by the caller; asked again before that, they are returned again
     */
    List<CounterfactualRecorded> observe(Map<Symbol, BigDecimal> prices, Instant now) {
        List<CounterfactualRecorded> seen = new ArrayList<>();
        for (Watch watch : watches.values()) {
            BigDecimal price = prices.get(watch.made().decision().symbol());
            if (price == null) {
                continue;
            }
            for (Duration horizon : watch.left()) {
                Instant due = watch.since().plus(horizon);
                if (!now.isBefore(due) && !now.isAfter(due.plus(tolerance(horizon)))) {
                    seen.add(event(watch, horizon, price, now));
                }
            }
        }
        return seen;
    }

    private static CounterfactualRecorded event(Watch watch, Duration horizon, BigDecimal price, Instant now) {
        var decision = watch.made().decision();
        BigDecimal move = price.subtract(watch.price())
                .movePointRight(2)
                .divide(watch.price(), PERCENT_DIGITS, RoundingMode.HALF_EVEN);
        return new CounterfactualRecorded(
                decision.decisionId(),
                decision.symbol(),
                decision.action(),
                watch.why(),
                horizon,
                watch.price(),
                price,
                watch.down() ? move.negate() : move,
                now);
    }
}
