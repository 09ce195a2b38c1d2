package io.autotrade.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.RuleChanged;
import io.autotrade.execution.InMemoryJournal;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.feedback.Told;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of rules tell whole states, so they must not be made from a state that is about to change. */
class FeedbackTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final FeedbackLoop loop = new FeedbackLoop();
    private final Feedback feedback = new Feedback(
            loop,
            journal,
            id -> Future.succeededFuture(""),
            (trade, rationale, rules, at) -> Future.succeededFuture(Optional.empty()),
            () -> Told.START);
    private String rule = "";

    @BeforeEach
    void teach() {
        for (int i = 1; i <= 3; i++) {
            journal.append(loop.learn(Told.critique("d" + i, "Wait for volume first")));
        }
        rule = newest().ruleId();
        journal.append(Told.outcome("before", "5", null));
    }

    private RuleChanged newest() {
        return journal.events(RuleChanged.class).getLast();
    }

    private Future<JsonObject> ask(String action) {
        return feedback.rules(
                new JsonObject().put("action", action).put("ruleId", rule).put("by", "ann"));
    }

    private void commitAll() {
        while (journal.commitNext()) {
            // one after the other
        }
    }

    @Test
    void aMeasurementDoesNotUndoWhatAnOperatorDecidedAtTheSameMoment() {
        journal.hold();
        journal.append(Told.outcome("with", "-5", null, rule));
        Future<JsonObject> pinned = ask("pin");
        commitAll();

        assertThat(pinned.result().getBoolean("pinned")).isTrue();
        assertThat(newest().pinned()).isTrue();
        assertThat(newest().effectiveness()).as("it was measured too").isEqualByComparingTo("0.3333");
    }

    @Test
    void goesOnAfterTheDatabaseWasAway() {
        journal.down(true);
        assertThat(ask("pin").failed()).isTrue();
        journal.down(false);

        assertThat(ask("retire").result().getString("status")).isEqualTo("retired");
        assertThat(ask("nonsense").cause()).hasMessageContaining("one of list, pin, unpin, retire");
    }

    @Test
    void measuresATradeWhenItCloses() {
        journal.append(Told.outcome("with", "-5", null, rule));

        assertThat(newest().reason()).isEqualTo("measured on 1 trades");
    }
}
