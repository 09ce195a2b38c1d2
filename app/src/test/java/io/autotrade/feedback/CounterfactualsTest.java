package io.autotrade.feedback;

import static io.autotrade.feedback.Told.BTC;
import static io.autotrade.feedback.Told.advice;
import static io.autotrade.feedback.Told.after;
import static io.autotrade.feedback.Told.decision;
import static io.autotrade.feedback.Told.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived.ReadAgainst;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CounterfactualsTest {

    private final FeedbackLoop loop = new FeedbackLoop();

    private void undone(String id, Action action, VerdictOutcome outcome, @Nullable String price, String... failed) {
        loop.apply(decision("c", id, action, price, Told.START));
        loop.apply(verdict("c", id, action, outcome, failed));
    }

    private List<CounterfactualRecorded> look(String price, Instant at) {
        List<CounterfactualRecorded> seen = loop.observe(Map.of(BTC, new BigDecimal(price)), at);
        seen.forEach(loop::apply);
        return seen;
    }

    @Test
    void looksAgainAtARefusedEntryAfterEachHorizonOnce() {
        undone("d", Action.BUY, VerdictOutcome.REFUSED, "100", "max_leverage");

        assertThat(look("101", after(Duration.ofMinutes(14)))).isEmpty();
        CounterfactualRecorded first =
                look("102", after(Duration.ofMinutes(15))).getFirst();
        assertThat(look("103", after(Duration.ofMinutes(20)))).isEmpty();

        assertThat(first.why()).isEqualTo("refused: max_leverage");
        assertThat(first.horizon()).isEqualTo(Duration.ofMinutes(15));
        assertThat(first.movePct()).isEqualByComparingTo("2");
        assertThat(look("99", after(Duration.ofHours(1)))).singleElement().satisfies(second -> {
            assertThat(second.movePct()).isEqualByComparingTo("-1");
            assertThat(second.priceThen()).isEqualByComparingTo("100");
        });
        assertThat(look("110", after(Duration.ofHours(4)))).hasSize(1);
        assertThat(look("110", after(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void countsAFallForAProposalToSell() {
        undone("d", Action.SELL, VerdictOutcome.EXPIRED, "200");

        assertThat(look("190", after(Duration.ofMinutes(16))).getFirst().movePct())
                .isEqualByComparingTo("5");
    }

    @Test
    void countsTheOtherWayRoundForAShort() {
        loop.apply(advice("c", "m", "v1")
                .basedOn("view", "input", new ReadAgainst(List.of(BTC), Map.of(BTC, PositionSide.SHORT), true)));
        undone("hold", Action.HOLD, VerdictOutcome.HELD, "200");
        undone("close", Action.CLOSE, VerdictOutcome.REFUSED, "200", "trading_state");

        assertThat(look("190", after(Duration.ofMinutes(16))))
                .extracting(CounterfactualRecorded::movePct)
                .satisfiesExactly(
                        hold -> assertThat(hold).isEqualByComparingTo("5"),
                        close -> assertThat(close).isEqualByComparingTo("-5"));
    }

    @Test
    void inventsNothingForAHorizonAtWhichNobodyLooked() {
        undone("d", Action.HOLD, VerdictOutcome.HELD, "100");

        assertThat(look("150", after(Duration.ofMinutes(50))))
                .as("15 minutes were missed")
                .isEmpty();
        assertThat(look("150", after(Duration.ofMinutes(70))))
                .extracting(CounterfactualRecorded::horizon)
                .containsExactly(Duration.ofHours(1));
    }

    @Test
    void watchesNeitherWhatWasDoneNorWhatHadNoPrice() {
        undone("done", Action.BUY, VerdictOutcome.ACCEPTED, "100");
        undone("blind", Action.BUY, VerdictOutcome.REFUSED, null, "stale_data");

        assertThat(look("150", after(Duration.ofMinutes(15)))).isEmpty();
    }

    @Test
    void goesOnAfterARestart() {
        undone("d", Action.NO_ENTRY, VerdictOutcome.HELD, "100");
        CounterfactualRecorded first =
                look("101", after(Duration.ofMinutes(15))).getFirst();

        FeedbackLoop again = new FeedbackLoop();
        again.apply(decision("c", "d", Action.NO_ENTRY, "100", Told.START));
        again.apply(verdict("c", "d", Action.NO_ENTRY, VerdictOutcome.HELD));
        again.apply(first);

        assertThat(again.observe(Map.of(BTC, BigDecimal.TEN), after(Duration.ofMinutes(16))))
                .isEmpty();
        assertThat(again.observe(Map.of(BTC, BigDecimal.TEN), after(Duration.ofHours(1))))
                .hasSize(1);
    }
}
