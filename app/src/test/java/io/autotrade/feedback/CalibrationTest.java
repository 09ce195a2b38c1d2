package io.autotrade.feedback;

import static io.autotrade.feedback.Told.advice;
import static io.autotrade.feedback.Told.decision;
import static io.autotrade.feedback.Told.outcome;
import static io.autotrade.feedback.Told.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.bus.Action;
import io.autotrade.bus.VerdictOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private final FeedbackLoop loop = new FeedbackLoop();

    private void trade(String id, @Nullable String model, String version, @Nullable String confidence, String net) {
        loop.apply(advice("c-" + id, model, version));
        loop.apply(decision("c-" + id, id, Action.BUY, "100", Told.START));
        loop.apply(verdict("c-" + id, id, Action.BUY, VerdictOutcome.ACCEPTED));
        loop.apply(outcome(id, net, confidence));
    }

    @Test
    void comparesStatedConfidenceWithWhatCameTruePerModelAndPromptVersion() {
        trade("a", "m1", "v1", "0.80", "5");
        trade("b", "m1", "v1", "0.80", "-5");
        trade("c", "m1", "v1", "0.65", "0");
        trade("d", "m1", "v2", "1", "1");
        trade("e", "m2", "v1", "0.60", "1");

        JsonNode items = loop.calibrationJson().path("items");
        assertThat(items).hasSize(3);
        JsonNode first = items.get(0);
        assertThat(first.path("model").asText()).isEqualTo("m1");
        assertThat(first.path("promptVersion").asText()).isEqualTo("v1");
        assertThat(first.path("trades").asInt()).isEqualTo(3);
        assertThat(first.path("wins").asInt()).as("zero is no win").isEqualTo(1);
        // ((0.8 - 1)^2 + (0.8 - 0)^2 + (0.65 - 0)^2) / 3
        assertThat(first.path("brier").decimalValue()).isEqualByComparingTo("0.3675000");
        assertThat(first.path("meanConfidence").decimalValue()).isEqualByComparingTo("0.75");
        JsonNode bin = first.path("bins").get(8);
        assertThat(bin.path("trades").asInt()).isEqualTo(2);
        assertThat(bin.path("winRate").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(first.path("bins").get(0).path("winRate").isNull()).isTrue();
        assertThat(items.get(1).path("bins").get(9).path("trades").asInt())
                .as("1.0 is in the last bin")
                .isEqualTo(1);
    }

    @Test
    void handsOutWhatNeverChanges() {
        trade("a", "m", "v", "0.7", "5");
        List<Calibration.Score> before = loop.calibration();
        trade("b", "m", "v", "0.7", "-5");

        assertThat(before).singleElement().satisfies(score -> {
            assertThat(score.trades()).isEqualTo(1);
            assertThat(score.brier()).isEqualByComparingTo("0.09");
        });
        assertThat(loop.calibration().getFirst().brier()).isEqualByComparingTo("0.29");
    }

    @Test
    void leavesOutWhatWasRefusedAndWhatStatedNothing() {
        loop.apply(advice("c", "m", "v"));
        loop.apply(decision("c", "refused", Action.BUY, "100", Told.START));
        loop.apply(verdict("c", "refused", Action.BUY, VerdictOutcome.REFUSED, "max_leverage"));
        loop.apply(outcome("refused", "5", "0.9"));
        trade("silent", "m", "v", null, "5");

        assertThat(loop.calibrationJson().path("items")).isEmpty();
    }

    @Test
    void namesTheAdvisorWhereNoModelDecided() {
        trade("a", null, "none", "0.7", "5");

        assertThat(loop.calibrationJson().at("/items/0/model").asText()).isEqualTo("baseline");
    }
}
