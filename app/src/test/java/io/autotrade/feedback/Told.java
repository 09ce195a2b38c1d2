package io.autotrade.feedback;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Journal events in few words. */
public final class Told {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Told() {}

    static Instant after(Duration time) {
        return START.plus(time);
    }

    static AdviceReceived advice(String cycle, @Nullable String model, String version, String... rules) {
        return new AdviceReceived(
                cycle,
                model == null ? "baseline" : "llm",
                model,
                null,
                "hash",
                version,
                "",
                "payload",
                "",
                "",
                null,
                List.of(),
                "ok",
                "",
                0,
                0,
                0,
                BigDecimal.ZERO,
                Map.of(),
                START,
                List.of(rules),
                null,
                null);
    }

    static DecisionMade decision(String cycle, String id, Action action, @Nullable String price, Instant at) {
        Decision decision = new Decision(id, BTC, action, null, null, null, null, null, null, null, "", "because");
        return new DecisionMade(cycle, decision, "llm", "m", price == null ? null : new BigDecimal(price), at);
    }

    static VerdictGiven verdict(String cycle, String id, Action action, VerdictOutcome outcome, String... failed) {
        List<RuleResult> rules = List.of(failed).stream()
                .map(code -> new RuleResult(code, false, "1", "2", "too much"))
                .toList();
        return new VerdictGiven(cycle, id, BTC, action, outcome, rules, null, null, START);
    }

    public static OutcomeRecorded outcome(String decision, String net, @Nullable String confidence, String... rules) {
        BigDecimal one = BigDecimal.ONE;
        return new OutcomeRecorded(
                "o-" + decision,
                BTC,
                PositionSide.LONG,
                one,
                one,
                one,
                one,
                new BigDecimal(net),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal(net),
                new BigDecimal(net),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                confidence == null ? null : new BigDecimal(confidence),
                "decision",
                decision,
                null,
                List.of(rules),
                START,
                START.plusSeconds(60));
    }

    public static CritiqueRecorded critique(String decision, String rule) {
        return new CritiqueRecorded(
                "o-" + decision,
                decision,
                BTC,
                "m",
                "It was bought too late.",
                rule,
                "proposed",
                "",
                null,
                BigDecimal.ZERO,
                START);
    }
}
