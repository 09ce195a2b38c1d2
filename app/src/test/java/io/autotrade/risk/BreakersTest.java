package io.autotrade.risk;

import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.risk.Breakers.Cause;
import io.autotrade.risk.Breakers.DrawdownStage;
import io.autotrade.risk.Breakers.Signals;
import io.autotrade.risk.Breakers.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakersTest {

    private static final Signals HEALTHY = new Signals(Duration.ofSeconds(60), 2, 2, 0, 0, 0, true);

    private final Proposals p = new Proposals();
    private Signals signals = HEALTHY;
    private TradingStateChanged current = state(TradingState.ACTIVE, NOW);

    private static TradingStateChanged state(TradingState state, Instant at, String... reasons) {
        return new TradingStateChanged(state, List.of(reasons), "rule", at);
    }

    private Wanted wanted() {
        return wantedAt(NOW);
    }

    private Wanted wantedAt(Instant now) {
        return Breakers.wanted(p.portfolio(), p.history(), signals, current, p.config(), now);
    }

    private Wanted rearmed() {
        return Breakers.rearmed(p.portfolio(), p.history(), signals, current, p.config(), NOW);
    }

    @Test
    void allIsWellWhileEveryLimitIsKept() {
        Wanted wanted = wanted();

        assertThat(wanted).isEqualTo(new Wanted(TradingState.ACTIVE, List.of(), List.of(), DrawdownStage.NONE));
        assertThat(wanted.differsFrom(current)).isFalse();
    }

    @Test
    void dailyLossReducesUntilTheNextDay() {
        p.equity = n("9000");
        p.peak = n("9000");
        Wanted wanted = wanted();
        assertThat(wanted.state()).isEqualTo(TradingState.REDUCING);
        assertThat(wanted.reasons()).containsExactly("daily_loss: lost 1000.00 USDT since 00:00 UTC, limit 1000");
        assertThat(wanted.differsFrom(current)).isTrue();

        current = wanted.change("rule", NOW);
        p.equity = n("9900");
        assertThat(wanted().reasons()).isEqualTo(current.reasons());
        assertThat(rearmed().state()).isEqualTo(TradingState.REDUCING);
        assertThat(wantedAt(NOW.plus(Duration.ofHours(12))).state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void drawdownHoldsUntilAPersonReArms() {
        p.equity = n("9500");
        Wanted wanted = wanted();
        assertThat(wanted.reasons()).containsExactly("drawdown: equity is 5% below its peak, limit 5%");
        assertThat(wanted.state()).isEqualTo(TradingState.REDUCING);

        current = wanted.change("rule", NOW);
        p.equity = n("9990");
        assertThat(wantedAt(NOW.plus(Duration.ofDays(3))).reasons()).isEqualTo(current.reasons());

        p.equity = n("9400");
        assertThat(rearmed())
                .isEqualTo(new Wanted(
                        TradingState.ACTIVE,
                        List.of(),
                        List.of("daily_loss: more than half of the daily loss limit is used"),
                        DrawdownStage.NONE));
    }

    @Test
    void drawdownComesInStages() {
        p.dailyLossCap = n("100000");
        assertThat(stageAt("9750.01")).isEqualTo(DrawdownStage.NONE);
        assertThat(stageAt("9750")).isEqualTo(DrawdownStage.WARN);
        assertThat(wanted().warnings()).containsExactly("drawdown: more than half of the drawdown limit is used");
        assertThat(wanted().state()).isEqualTo(TradingState.ACTIVE);
        assertThat(stageAt("9500")).isEqualTo(DrawdownStage.NO_NEW);
        assertThat(wanted().warnings()).isEmpty();
        assertThat(stageAt("9250.01")).isEqualTo(DrawdownStage.NO_NEW);
        assertThat(stageAt("9250")).isEqualTo(DrawdownStage.REDUCE);
        assertThat(stageAt("9000.01")).isEqualTo(DrawdownStage.REDUCE);
        assertThat(stageAt("9000")).isEqualTo(DrawdownStage.FLAT);
        p.peak = null;
        assertThat(wanted().stage()).isEqualTo(DrawdownStage.NONE);
        p.peak = n("0");
        assertThat(wanted().stage()).isEqualTo(DrawdownStage.NONE);
    }

    @Test
    void aThinMarginReducesBeforeTheVenueLiquidates() {
        signals = withMargin("0.4999");
        assertThat(wanted().state()).isEqualTo(TradingState.ACTIVE);

        signals = withMargin("0.5");
        assertThat(wanted().state()).isEqualTo(TradingState.REDUCING);
        assertThat(wanted().reasons())
                .containsExactly("margin: maintenance margin is 0.5 of equity, liquidation comes at 1");
    }

    private static Signals withMargin(String ratio) {
        return new Signals(Duration.ofSeconds(60), 0, 0, 0, 0, 0, true, Duration.ZERO, null, n(ratio), List.of(), null);
    }

    private DrawdownStage stageAt(String equity) {
        p.equity = n(equity);
        return wanted().stage();
    }

    @Test
    void warnsAtHalfOfTheDailyLoss() {
        p.peak = n("9500");
        p.equity = n("9500");
        assertThat(wanted().warnings()).containsExactly("daily_loss: more than half of the daily loss limit is used");
        p.equity = n("9500.01");
        assertThat(wanted().warnings()).isEmpty();
        p.equity = n("9000");
        p.peak = n("9000");
        assertThat(wanted().warnings()).isEmpty();
        p.dayStart = null;
        assertThat(wanted().warnings()).isEmpty();
        assertThat(wanted().reasons()).containsExactly("daily_loss: equity at the start of the day is not known");
    }

    @Test
    void aLossStreakHoldsUntilAPersonReArms() {
        p.lossStreak = 3;
        current = wanted().change("rule", NOW);
        assertThat(current.reasons()).containsExactly("loss_streak: 3 losing trades in a row, limit 3");

        p.lossStreak = 0;
        assertThat(wanted().state()).isEqualTo(TradingState.REDUCING);
        p.lossStreak = 5;
        assertThat(rearmed().state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void troublesOfTheServiceClearByThemselves() {
        signals = new Signals(Duration.ofMillis(60_001), 3, 3, 1, 2, 4, false);
        Wanted wanted = wanted();

        assertThat(wanted.state()).isEqualTo(TradingState.REDUCING);
        assertThat(wanted.reasons())
                .containsExactly(
                        "stale_feed: prices are older than 60 s",
                        "advisor_failures: the advisor failed 3 times in a row",
                        "broker_failures: the broker failed 3 times in a row",
                        "unresolved_order: 1 order(s) of unknown outcome",
                        "reconciliation: 2 unexplained difference(s) to the venue",
                        "unprotected_position: 4 position(s) without a stop",
                        "journal_down: the database takes no writes");

        current = wanted.change("rule", NOW);
        signals = new Signals(null, 9, 0, 0, 0, 0, true);
        assertThat(wanted().reasons())
                .as("the text of a standing reason does not change")
                .containsExactly(
                        "stale_feed: prices are older than 60 s",
                        "advisor_failures: the advisor failed 3 times in a row");
        assertThat(rearmed().reasons())
                .containsExactly(
                        "stale_feed: a symbol has no price", "advisor_failures: the advisor failed 9 times in a row");
        signals = HEALTHY;
        assertThat(wanted().state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void aSilentModelHaltsWhereTheConfigurationSaysSo() {
        p.reducingWhenDown = false;
        signals = new Signals(Duration.ZERO, 3, 0, 0, 0, 0, true);

        assertThat(wanted().state()).isEqualTo(TradingState.HALTED);
        assertThat(wanted().reasons()).containsExactly("advisor_down: the advisor failed 3 times in a row");
    }

    @Test
    void anOperatorsOrderStandsUntilReArmed() {
        current = state(TradingState.REDUCING, NOW, "stale_feed: x");
        Wanted halted = Breakers.ordered(current, Cause.OPERATOR_HALT, "maintenance");
        assertThat(halted.state()).isEqualTo(TradingState.HALTED);
        assertThat(halted.reasons()).containsExactly("stale_feed: x", "operator_halt: maintenance");

        current = halted.change("operator", NOW);
        assertThat(wantedAt(NOW.plus(Duration.ofDays(9))))
                .isEqualTo(new Wanted(
                        TradingState.HALTED, List.of("operator_halt: maintenance"), List.of(), DrawdownStage.NONE));
        assertThat(Breakers.ordered(current, Cause.OPERATOR_REDUCE, "y").state())
                .isEqualTo(TradingState.HALTED);
        assertThat(Breakers.ordered(current, Cause.OPERATOR_HALT, "again").reasons())
                .containsExactly("stale_feed: x", "operator_halt: again");
        assertThat(rearmed().state()).isEqualTo(TradingState.ACTIVE);
        assertThat(halted.change("operator", NOW).by()).isEqualTo("operator");
    }

    @Test
    void theStrictestCauseDecides() {
        current = state(TradingState.HALTED, NOW, "operator_reduce", "operator_halt: x", "unknown_code: y");

        assertThat(wanted().state()).isEqualTo(TradingState.HALTED);
        assertThat(wanted().reasons()).containsExactly("operator_reduce", "operator_halt: x");
        current = state(TradingState.HALTED, NOW, "operator_reduce");
        assertThat(wanted().state()).isEqualTo(TradingState.REDUCING);
        assertThat(wanted().differsFrom(current)).isTrue();
        assertThat(Cause.OPERATOR_REDUCE.demands()).isEqualTo(TradingState.REDUCING);
    }
}
