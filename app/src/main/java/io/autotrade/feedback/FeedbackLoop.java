package io.autotrade.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is learned, as one fold over the journal. Feed it every committed event in order; what its methods
 * return is to be journalled by the caller and comes back as an event. A {@link RuleChanged} tells the whole state of a
 * rule, so the next one is asked for only when the one before has come back. Safe from any thread.
 */
public final class FeedbackLoop {

    /** Trades whose critique is still owed after a restart; older ones are let go. */
    private static final int OWED = 20;

    private final RuleBook rules = new RuleBook();
    private final Calibration calibration = new Calibration();
    private final Counterfactuals counterfactuals = new Counterfactuals();
    private final Map<String, OutcomeRecorded> uncriticised = new LinkedHashMap<>();
    /** Owed trades whose critique has failed once. */
    private final Set<String> failedOnce = new HashSet<>();

    /** Folds one committed event. */
    public synchronized void apply(DomainEvent event) {
        calibration.apply(event);
        counterfactuals.apply(event);
        if (event instanceof OutcomeRecorded outcome && outcome.openedByDecision() != null) {
            uncriticised.put(outcome.outcomeId(), outcome);
            if (uncriticised.size() > OWED) {
                String oldest = uncriticised.keySet().iterator().next();
                uncriticised.remove(oldest);
                failedOnce.remove(oldest);
            }
        } else if (event instanceof CritiqueRecorded critique) {
            criticised(critique);
        }
        rules.apply(event);
    }

    /** A failed critique is owed once more, behind the others. */
    private void criticised(CritiqueRecorded critique) {
        String id = critique.outcomeId();
        OutcomeRecorded trade = uncriticised.remove(id);
        if (trade != null && critique.result().equals("failed") && failedOnce.add(id)) {
            uncriticised.put(id, trade);
        } else {
            failedOnce.remove(id);
        }
    }

    /** Changes of rules that follow from closed trades and are not in the journal yet. */
    public synchronized List<RuleChanged> due() {
        return rules.due();
    }

    /** Trades of decisions that no model has looked at again yet, or failed to once, oldest first, at most 20. */
    public synchronized List<OutcomeRecorded> uncriticised() {
        return List.copyOf(uncriticised.values());
    }

    /** What is due to be told about things that were not done; see {@link Counterfactuals}. */
    public synchronized List<CounterfactualRecorded> observe(Map<Symbol, BigDecimal> prices, Instant now) {
        return counterfactuals.observe(prices, now);
    }

    /** Learned rules for the prompt: pinned first, then the newest. */
    public synchronized List<RuleChanged> inForce(int limit) {
        return rules.inForce(limit);
    }

    /** Texts of the newest rules and candidates. */
    public synchronized List<String> texts(int limit) {
        return rules.texts(limit);
    }

    /**
     * What follows from a critique: the critique itself and, when its rule is sound, the rule.
     *
     * @param critique with {@code proposedRule} as the model wrote it; {@code result} is decided here unless it is
     *     {@code failed}
     */
    public synchronized List<DomainEvent> learn(CritiqueRecorded critique) {
        if (critique.result().equals("failed") || critique.decisionId() == null) {
            return List.of(critique);
        }
        String text = RuleText.clean(critique.proposedRule());
        Optional<String> problem = RuleText.problem(text);
        if (problem.isPresent()) {
            return List.of(told(critique, cut(text), "refused", problem.get(), null));
        }
        RuleBook.Lesson lesson = rules.learn(text, critique.decisionId(), critique.at());
        List<DomainEvent> events = new ArrayList<>();
        events.add(told(
                critique,
                text,
                lesson.isNew() ? "learned" : "confirmed",
                "",
                lesson.rule().ruleId()));
        events.add(lesson.rule());
        return events;
    }

    private static CritiqueRecorded told(
            CritiqueRecorded c,
            String rule,
            String result,
            String detail,
            @org.jspecify.annotations.Nullable String ruleId) {
        return new CritiqueRecorded(
                c.outcomeId(),
                c.decisionId(),
                c.symbol(),
                c.model(),
                c.critique(),
                rule,
                result,
                detail,
                ruleId,
                c.costUsd(),
                c.at());
    }

    private static String cut(String text) {
        return text.length() <= RuleText.MAX_LENGTH ? text : text.substring(0, RuleText.MAX_LENGTH);
    }

    /** Keeps a rule in the prompt, whatever is measured; empty when there is no such rule. */
    public synchronized Optional<RuleChanged> pin(String ruleId, String by, Instant at) {
        return rules.pin(ruleId, by, at);
    }

    /** Lets measurement decide about a rule again; empty when there is no such rule. */
    public synchronized Optional<RuleChanged> unpin(String ruleId, String by, Instant at) {
        return rules.unpin(ruleId, by, at);
    }

    /** Takes a rule out of the prompt; empty when there is no such rule. */
    public synchronized Optional<RuleChanged> retire(String ruleId, String by, Instant at) {
        return rules.retire(ruleId, by, at);
    }

    /** Every rule with its measurements, newest first, as over HTTP. */
    public synchronized ObjectNode rulesJson() {
        return FeedbackJson.rules(rules.everything());
    }

    /** Calibration per model and prompt version, in their order. */
    public synchronized List<Calibration.Score> calibration() {
        return calibration.scores();
    }

    /** Calibration per model and prompt version, as over HTTP. */
    public synchronized ObjectNode calibrationJson() {
        return FeedbackJson.calibration(calibration.scores());
    }
}
