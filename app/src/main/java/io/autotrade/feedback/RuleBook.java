package io.autotrade.feedback;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The learned rules and their lives: a fold over the journal.
 *
 * <p>A rule begins as a candidate and cites the decision it was learned from. When {@link #MIN_SAMPLE} decisions have
 * taught the same, it becomes active and is put into the prompt. From then on it is measured: trades opened while it
 * was in the prompt against all others. After {@link #MEASURED_AFTER} trades with it, one that does not help retires; a
 * candidate nobody confirmed within {@link #CANDIDATE_TRADES} trades retires too. A pinned rule retires only by hand.
 * Rules are text for a model to read; no rule can change a limit.
 *
 * <p>Not thread-safe.
 */
final class RuleBook {

    static final int MIN_SAMPLE = 3;
    static final int MEASURED_AFTER = 10;
    static final int CANDIDATE_TRADES = 50;

    /** Most decisions a rule cites; every event of a rule tells them all. */
    static final int MAX_CITED = 50;

    static final String CANDIDATE = "candidate";
    static final String ACTIVE = "active";
    static final String RETIRED = "retired";

    /** A rule with less effect than this, when measured, retires; one half is no effect. */
    static final BigDecimal NO_USE = new BigDecimal("0.4500");

    private static final BigDecimal NO_EFFECT = new BigDecimal("0.5000");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int COMPARED = 50;

    /** @param tradesBefore closed trades when the rule was learned */
    private record Life(RuleChanged rule, int tradesBefore, int applied, Tally with) {

        Life changed(RuleChanged now) {
            return new Life(now, tradesBefore, applied, with);
        }

        Life appliedAgain() {
            return new Life(rule, tradesBefore, applied + 1, with);
        }

        Life traded(boolean win) {
            return new Life(rule, tradesBefore, applied, with.plus(win));
        }

        boolean lives() {
            return !rule.status().equals(RETIRED);
        }
    }

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, List<String>> inPrompt = new HashMap<>();
    private Tally all = Tally.NONE;
    private Instant lastClosed = Instant.EPOCH;

    void apply(DomainEvent event) {
        switch (event) {
            case RuleChanged e -> changed(e);
            case AdviceReceived e -> {
                inPrompt.clear();
                inPrompt.put(e.cycleId(), e.rulesInPrompt());
            }
            case DecisionMade e -> inPrompt.getOrDefault(e.cycleId(), List.of()).forEach(this::applied);
            case OutcomeRecorded e -> closed(e);
            default -> {
                // teaches nothing
            }
        }
    }

    private void changed(RuleChanged rule) {
        Life known = lives.get(rule.ruleId());
        lives.put(rule.ruleId(), known == null ? new Life(rule, all.trades(), 0, Tally.NONE) : known.changed(rule));
    }

    private void applied(String ruleId) {
        lives.computeIfPresent(ruleId, (id, life) -> life.appliedAgain());
    }

    private void closed(OutcomeRecorded outcome) {
        boolean win = outcome.netPnl().signum() > 0;
        all = all.plus(win);
        lastClosed = outcome.at();
        outcome.ruleIds().forEach(id -> lives.computeIfPresent(id, (same, life) -> life.traded(win)));
    }

    /**
     * Measurements and retirements that follow from what was folded and are not in the journal yet, to be journalled by
     * the caller; asked again before that, they are returned again.
     */
    List<RuleChanged> due() {
        List<RuleChanged> changes = new ArrayList<>();
        for (Life life : lives.values()) {
            if (life.lives()) {
                measured(life, lastClosed).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Optional<RuleChanged> measured(Life life, Instant at) {
        RuleChanged rule = life.rule();
        BigDecimal effect = effectiveness(life);
        if (!rule.pinned()
                && rule.status().equals(CANDIDATE)
                && all.trades() - life.tradesBefore() >= CANDIDATE_TRADES) {
            return Optional.of(next(
                    life,
                    RETIRED,
                    rule.pinned(),
                    rule.learnedFrom(),
                    "not confirmed within " + CANDIDATE_TRADES + " trades",
                    "service",
                    at));
        }
        boolean measured = life.with().trades() >= MEASURED_AFTER;
        if (!rule.pinned() && measured && effect.compareTo(NO_USE) < 0) {
            return Optional.of(next(
                    life,
                    RETIRED,
                    false,
                    rule.learnedFrom(),
                    "did not help in " + life.with().trades() + " trades",
                    "service",
                    at));
        }
        if (effect.compareTo(rule.effectiveness()) != 0) {
            return Optional.of(next(
                    life,
                    rule.status(),
                    rule.pinned(),
                    rule.learnedFrom(),
                    "measured on " + life.with().trades() + " trades",
                    "service",
                    at));
        }
        return Optional.empty();
    }

    /** {@code 1/2 + (rate with - rate without) / 2}, so 0.5 is no effect; 0.5 while no trade was made with it. */
    private BigDecimal effectiveness(Life life) {
        if (life.with().trades() == 0) {
            return NO_EFFECT;
        }
        BigDecimal difference =
                life.with().rate().subtract(all.minus(life.with()).rate());
        return NO_EFFECT.add(difference.divide(TWO, 4, RoundingMode.HALF_EVEN));
    }

    /** What became of a proposed text, and the event to journal. */
    record Lesson(RuleChanged rule, boolean isNew) {}

    /**
     * A lesson from a trade: confirms the rule that says the same, else begins a new candidate.
     *
     * @param text valid by {@link RuleText#problem}
     */
    Lesson learn(String text, String decisionId, Instant at) {
        Optional<Life> same =
                newest().filter(life -> RuleText.same(life.rule().text(), text)).findFirst();
        if (same.isEmpty()) {
            RuleChanged rule = new RuleChanged(
                    id(decisionId),
                    text,
                    RuleText.classify(text),
                    CANDIDATE,
                    false,
                    List.of(decisionId),
                    NO_EFFECT,
                    0,
                    "learned from a closed trade",
                    "service",
                    at);
            return new Lesson(rule, true);
        }
        Life life = same.get();
        Set<String> taught = new LinkedHashSet<>(life.rule().learnedFrom());
        boolean cites = taught.size() < MAX_CITED && taught.add(decisionId);
        boolean active = life.rule().status().equals(ACTIVE) || taught.size() >= MIN_SAMPLE;
        String reason = cites
                ? "confirmed by " + taught.size() + " trades"
                : "confirmed by more than " + (MAX_CITED - 1) + " trades";
        return new Lesson(
                next(
                        life,
                        active ? ACTIVE : CANDIDATE,
                        life.rule().pinned(),
                        List.copyOf(taught),
                        reason,
                        "service",
                        at),
                false);
    }

    private static String id(String decisionId) {
        return "rule-" + decisionId;
    }

    /** An operator keeps a rule in the prompt; this makes a candidate or retired rule active. */
    Optional<RuleChanged> pin(String ruleId, String by, Instant at) {
        return find(ruleId).map(life -> next(life, ACTIVE, true, life.rule().learnedFrom(), "pinned", by, at));
    }

    /** Measurement decides again. */
    Optional<RuleChanged> unpin(String ruleId, String by, Instant at) {
        return find(ruleId)
                .map(life -> next(life, life.rule().status(), false, life.rule().learnedFrom(), "unpinned", by, at));
    }

    /** An operator takes a rule out of the prompt. */
    Optional<RuleChanged> retire(String ruleId, String by, Instant at) {
        return find(ruleId).map(life -> next(life, RETIRED, false, life.rule().learnedFrom(), "retired", by, at));
    }

    private Optional<Life> find(String ruleId) {
        return Optional.ofNullable(lives.get(ruleId));
    }

    private RuleChanged next(
            Life life, String status, boolean pinned, List<String> learnedFrom, String reason, String by, Instant at) {
        RuleChanged rule = life.rule();
        return new RuleChanged(
                rule.ruleId(),
                rule.text(),
                rule.ruleType(),
                status,
                pinned,
                learnedFrom,
                effectiveness(life),
                life.applied(),
                reason,
                by,
                at);
    }

    /** Active rules for the prompt: pinned first, then the newest. */
    List<RuleChanged> inForce(int limit) {
        return newest().map(Life::rule)
                .filter(rule -> rule.status().equals(ACTIVE))
                .sorted(Comparator.comparing(RuleChanged::pinned).reversed())
                .limit(limit)
                .toList();
    }

    /** The newest rules that live, for a model to choose from. */
    List<String> texts(int limit) {
        return newest().map(life -> life.rule().text()).limit(limit).toList();
    }

    private java.util.stream.Stream<Life> newest() {
        return List.copyOf(lives.values()).reversed().stream()
                .filter(Life::lives)
                .limit(COMPARED);
    }

    /** A rule with what was measured. */
    record Measured(RuleChanged rule, int applied, Tally with, Tally without) {}

    /** Every rule there ever was, newest first. */
    List<Measured> everything() {
        return List.copyOf(lives.values()).reversed().stream()
                .map(life -> new Measured(life.rule(), life.applied(), life.with(), all.minus(life.with())))
                .toList();
    }
}
