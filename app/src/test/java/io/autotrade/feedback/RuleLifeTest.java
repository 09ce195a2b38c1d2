package io.autotrade.feedback;

import static io.autotrade.feedback.Told.advice;
import static io.autotrade.feedback.Told.critique;
import static io.autotrade.feedback.Told.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.Action;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a rule lives. Every event that follows is folded as the journal would bring it back. */
class RuleLifeTest {

    private static final String RULE = "Avoid buying when RSI7 is above 80";

    private final List<DomainEvent> journal = new ArrayList<>();
    private FeedbackLoop loop = new FeedbackLoop();

    private void happens(DomainEvent event) {
        journal.add(event);
        loop.apply(event);
        if (event instanceof OutcomeRecorded) {
            loop.due().forEach(this::happens);
        }
    }

    private List<DomainEvent> taught(String decision, String rule) {
        List<DomainEvent> events = loop.learn(critique(decision, rule));
        events.forEach(this::happens);
        return events;
    }

    private RuleChanged newest() {
        return journal.stream()
                .filter(RuleChanged.class::isInstance)
                .map(RuleChanged.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void activate() {
        for (int i = 1; i <= 3; i++) {
            taught("d" + i, RULE);
        }
    }

    @Test
    void beginsAsACandidateThatNoPromptShows() {
        List<DomainEvent> events = taught("d1", "New Rule: " + RULE);

        assertThat(events).hasSize(2);
        CritiqueRecorded told = (CritiqueRecorded) events.getFirst();
        assertThat(told.result()).isEqualTo("learned");
        assertThat(told.ruleId()).isEqualTo(newest().ruleId());
        assertThat(newest().status()).isEqualTo("candidate");
        assertThat(newest().learnedFrom()).containsExactly("d1");
        assertThat(newest().text()).isEqualTo(RULE);
        assertThat(loop.inForce(8)).isEmpty();
    }

    @Test
    void becomesActiveWhenThreeDifferentDecisionsHaveTaughtIt() {
        taught("d1", RULE);
        taught("d2", RULE);
        taught("d2", RULE);
        assertThat(loop.inForce(8)).isEmpty();

        CritiqueRecorded third = (CritiqueRecorded) taught("d3", RULE).getFirst();

        assertThat(third.result()).isEqualTo("confirmed");
        assertThat(loop.inForce(8)).extracting(RuleChanged::text).containsExactly(RULE);
        assertThat(newest().learnedFrom()).containsExactly("d1", "d2", "d3");
    }

    @Test
    void citesABoundedNumberOfDecisionsHoweverOftenItIsConfirmed() {
        for (int i = 1; i <= 60; i++) {
            taught("d" + i, RULE);
        }

        assertThat(newest().learnedFrom()).hasSize(50).startsWith("d1", "d2", "d3");
        assertThat(newest().status()).isEqualTo("active");
        assertThat(newest().reason()).isEqualTo("confirmed by more than 49 trades");
    }

    @Test
    void isNotLearnedFromTextThatIsNoRule() {
        List<DomainEvent> events = taught("d1", "It might have been better otherwise");

        assertThat(events).hasSize(1);
        CritiqueRecorded told = (CritiqueRecorded) events.getFirst();
        assertThat(told.result()).isEqualTo("refused");
        assertThat(told.detail()).contains("what to do");
    }

    @Test
    void retiresWhenTenTradesWithItWentWorseThanThoseWithout() {
        for (int i = 0; i < 10; i++) {
            happens(outcome("before" + i, i % 2 == 0 ? "5" : "-5", null));
        }
        activate();
        String id = newest().ruleId();
        for (int i = 0; i < 9; i++) {
            happens(outcome("with" + i, "-5", null, id));
        }
        assertThat(loop.inForce(8)).hasSize(1);
        // rate with (0 + 1) / (9 + 2), without (5 + 1) / (10 + 2): 0.5 + (0.0909 - 0.5) / 2
        assertThat(newest().effectiveness()).isEqualByComparingTo("0.2954");

        happens(outcome("with9", "-5", null, id));

        assertThat(newest().status()).isEqualTo("retired");
        assertThat(newest().reason()).isEqualTo("did not help in 10 trades");
        assertThat(loop.inForce(8)).isEmpty();
    }

    @Test
    void staysWhileItHelps() {
        for (int i = 0; i < 10; i++) {
            happens(outcome("before" + i, "-5", null));
        }
        activate();
        String id = newest().ruleId();
        for (int i = 0; i < 20; i++) {
            happens(outcome("with" + i, "5", null, id));
        }

        assertThat(loop.inForce(8)).hasSize(1);
        assertThat(newest().effectiveness()).isGreaterThan(new java.math.BigDecimal("0.9"));
    }

    @Test
    void retiresAsACandidateNobodyConfirmedWithinFiftyTrades() {
        taught("d1", RULE);
        for (int i = 0; i < 49; i++) {
            happens(outcome("t" + i, "1", null));
        }
        assertThat(newest().status()).isEqualTo("candidate");

        happens(outcome("t49", "1", null));

        assertThat(newest().status()).isEqualTo("retired");
    }

    @Test
    void stayedByHandIsKeptWhateverIsMeasured() {
        activate();
        String id = newest().ruleId();
        happens(loop.pin(id, "ann", Told.START).orElseThrow());
        for (int i = 0; i < 30; i++) {
            happens(outcome("with" + i, "-5", null, id));
        }
        assertThat(loop.inForce(8)).hasSize(1);

        happens(loop.unpin(id, "ann", Told.START).orElseThrow());
        happens(outcome("once more", "-5", null, id));
        assertThat(loop.inForce(8)).isEmpty();
    }

    @Test
    void isTakenOutByHandAndKnowsWhoDidIt() {
        activate();

        happens(loop.retire(newest().ruleId(), "ann", Told.START).orElseThrow());

        assertThat(loop.inForce(8)).isEmpty();
        assertThat(newest().by()).isEqualTo("ann");
        assertThat(loop.retire("nope", "ann", Told.START)).isEmpty();
    }

    @Test
    void showsPinnedRulesFirstAndThenTheNewest() {
        for (String text : List.of("Avoid entries at night", "Wait for volume first", "Skip coins with wide spreads")) {
            for (int i = 1; i <= 3; i++) {
                taught(text.charAt(0) + "-" + i, text);
            }
        }
        String oldest = loop.inForce(8).getLast().ruleId();
        happens(loop.pin(oldest, "ann", Told.START).orElseThrow());

        assertThat(loop.inForce(2))
                .extracting(RuleChanged::text)
                .containsExactly("Avoid entries at night", "Skip coins with wide spreads");
    }

    @Test
    void countsTheDecisionsMadeWhileItWasInThePrompt() {
        activate();
        String id = newest().ruleId();
        happens(advice("c1", "m", "v1", id));
        happens(Told.decision("c1", "x1", Action.HOLD, null, Told.START));
        happens(Told.decision("c1", "x2", Action.BUY, null, Told.START));
        happens(advice("c2", "m", "v1"));
        happens(Told.decision("c2", "x3", Action.BUY, null, Told.START));

        assertThat(loop.rulesJson().at("/items/0/applied").asInt()).isEqualTo(2);
    }

    @Test
    void isTheSameAfterARestart() {
        activate();
        happens(outcome("a", "3", "0.7", newest().ruleId()));
        happens(outcome("b", "-3", "0.7"));
        String before = loop.rulesJson().toString();

        loop = new FeedbackLoop();
        journal.forEach(loop::apply);

        assertThat(loop.rulesJson()).hasToString(before);
        assertThat(loop.inForce(8)).hasSize(1);
    }

    @Test
    void isMeasuredAfterARestartWhereTheServiceStoppedBetweenTheTradeAndTheMeasurement() {
        happens(outcome("before", "5", null));
        activate();
        DomainEvent last = outcome("with", "-5", null, newest().ruleId());
        journal.add(last);

        loop = new FeedbackLoop();
        journal.forEach(loop::apply);

        // with (0 + 1) / (1 + 2), without (1 + 1) / (1 + 2): 0.5 + (0.3333 - 0.6667) / 2
        assertThat(loop.due())
                .singleElement()
                .satisfies(rule -> assertThat(rule.effectiveness()).isEqualByComparingTo("0.3333"));
        loop.due().forEach(this::happens);
        assertThat(loop.due()).as("nothing twice").isEmpty();
    }

    @Test
    void owesACritiqueForATradeUntilItIsTold() {
        happens(outcome("a", "3", null));
        happens(outcome("b", "3", null));
        assertThat(loop.uncriticised()).hasSize(2);

        taught("a", RULE);

        assertThat(loop.uncriticised()).extracting(o -> o.outcomeId()).containsExactly("o-b");
    }

    @Test
    void aCritiqueThatFailedIsOwedOnceMoreBehindTheOthers() {
        loop.apply(Told.outcome("first", "-5", null));
        loop.apply(Told.outcome("second", "5", null));

        loop.apply(failed("first"));
        assertThat(loop.uncriticised()).extracting(OutcomeRecorded::outcomeId).containsExactly("o-second", "o-first");

        loop.apply(failed("first"));
        assertThat(loop.uncriticised()).extracting(OutcomeRecorded::outcomeId).containsExactly("o-second");
    }

    private static CritiqueRecorded failed(String decision) {
        CritiqueRecorded c = critique(decision, "");
        return new CritiqueRecorded(
                c.outcomeId(),
                c.decisionId(),
                c.symbol(),
                c.model(),
                "",
                "",
                "failed",
                "the model did not answer",
                null,
                c.costUsd(),
                c.at());
    }
}
