package io.autotrade.bench;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events as a running service leaves them in its journal. */
public final class BenchEvents {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final int RULES = 25;

    private BenchEvents() {}

    /** What a cycle with two proposals leaves in the journal. */
    public static List<DomainEvent> cycle(long number) {
        String cycle = "cycle-" + number;
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(300 * number);
        List<DomainEvent> events = new ArrayList<>();
        events.add(new CycleStarted(cycle, number, "schedule", at));
        for (int i = 0; i < 2; i++) {
            String decision = cycle + "-" + i;
            events.add(new DecisionMade(cycle, decision(decision), "baseline", null, price(number), at));
            events.add(new VerdictGiven(
                    cycle, decision, BTC, Action.BUY, VerdictOutcome.REFUSED, rules(), null, price(number), at));
        }
        events.add(marked(number, at));
        events.add(new CycleEnded(
                cycle, number, CycleEnded.SUCCESS, "", 2, 0, Map.of("market", 3L, "advice", 12L, "record", 4L), at));
        return events;
    }

    private static BigDecimal price(long number) {
        return BigDecimal.valueOf(10_000_000 + number % 100_000, 2);
    }

    private static Decision decision(String id) {
        return new Decision(
                id,
                BTC,
                Action.BUY,
                BigDecimal.TEN,
                null,
                BigDecimal.TWO,
                new BigDecimal("0.7"),
                new BigDecimal("97000.1"),
                new BigDecimal("109000.5"),
                null,
                "15m close below 97000",
                "The short trend is up and the long one agrees; volume has come in at the last swing high");
    }

    private static List<RuleResult> rules() {
        List<RuleResult> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            rules.add(new RuleResult("rule_number_" + i, i != RULES - 1, "50 % of equity", "12.5 % of equity", ""));
        }
        return rules;
    }

    private static PortfolioMarked marked(long number, Instant at) {
        BigDecimal equity = BigDecimal.valueOf(10_000_0000 + number % 1000, 4);
        BigDecimal zero = BigDecimal.ZERO;
        return new PortfolioMarked(
                equity,
                equity,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                equity,
                zero,
                zero,
                1,
                new TreeMap<>(Map.of(BTC, price(number))),
                "cycle",
                at);
    }
}
