package io.autotrade.portfolio;

import static io.autotrade.portfolio.Events.BTC;
import static io.autotrade.portfolio.Events.START;
import static io.autotrade.portfolio.Events.n;
import static io.autotrade.portfolio.Events.opened;
import static io.autotrade.portfolio.Events.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private final Statistics statistics = new Statistics();

    private void mark(String equity, long minute) {
        mark(equity, minute, "0");
    }

    private void mark(String equity, long minute, String drawdown) {
        BigDecimal zero = BigDecimal.ZERO;
        statistics.apply(new PortfolioMarked(
                n(equity),
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                n(drawdown),
                zero,
                0,
                new TreeMap<>(),
                "cycle",
                START.plusSeconds(60 * minute)));
    }

    private void outcome(String id, String net) {
        BigDecimal one = BigDecimal.ONE;
        statistics.apply(new OutcomeRecorded(
                id,
                BTC,
                PositionSide.LONG,
                one,
                one,
                one,
                one,
                n(net),
                one,
                one,
                n(net),
                one,
                one,
                one,
                null,
                "stop",
                null,
                null,
                List.of(),
                START,
                START));
    }

    @Test
    void saysNothingWhereNothingIsKnown() {
        Statistics.Figures figures = statistics.figures();

        assertThat(figures)
                .isEqualTo(new Statistics.Figures(
                        null, null, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0, null, null, null, null, null));
    }

    @Test
    void ratiosFollowFromHourlyReturns() {
        statistics.apply(opened("1000"));
        BigDecimal equity = n("1000");
        for (int hour = 0; hour < 24; hour++) {
            mark("1", hour * 60L + 10);
            equity = equity.multiply(hour % 2 == 0 ? n("1.02") : n("0.99"));
            mark(equity.toPlainString(), hour * 60L + 50);
            assertThat(statistics.figures().sharpe()).isNull();
        }
        mark(equity.toPlainString(), 24 * 60L);
        Statistics.Figures figures = statistics.figures();

        double deviation = Math.sqrt(24 * 0.015 * 0.015 / 23);
        assertThat(figures.hours()).isEqualTo(24);
        assertThat(figures.sharpe()).isCloseTo(0.005 / deviation * Math.sqrt(8760), within(1e-9));
        assertThat(figures.sortino()).isCloseTo(0.005 / Math.sqrt(0.0001 / 2) * Math.sqrt(8760), within(1e-9));
    }

    @Test
    void hoursWithoutAMarkHaveNoReturn() {
        statistics.apply(opened("1000"));
        mark("1100", 30);
        mark("1100", 30 * 60L);
        Statistics.Figures figures = statistics.figures();

        double mean = 0.1 / 30;
        double deviation = Math.sqrt((Math.pow(0.1 - mean, 2) + 29 * mean * mean) / 29);
        assertThat(figures.hours()).isEqualTo(30);
        assertThat(figures.sharpe()).isCloseTo(mean / deviation * Math.sqrt(8760), within(1e-9));
        assertThat(figures.sortino()).as("no negative return").isNull();
    }

    @Test
    void goesOnWithTheHoursOfAnEarlierMarket() {
        statistics.apply(opened("1000"));
        mark("1100", 30);
        mark("1100", -5_000 * 60L);
        mark("1100", -4_971 * 60L);

        assertThat(statistics.figures().hours()).isEqualTo(30);
        assertThat(statistics.figures().sharpe()).isNotNull();
    }

    @Test
    void movingMoneyIsNoResult() {
        statistics.apply(opened("1000"));
        mark("1010", 30);
        statistics.apply(transfer("t1", "500"));
        mark("1510", 40);
        statistics.apply(transfer("t2", "-510"));
        mark("1000", 90);
        mark("1000", 26 * 60L);

        Statistics.Figures figures = statistics.figures();
        double mean = 0.01 / 26;
        double deviation = Math.sqrt((Math.pow(0.01 - mean, 2) + 25 * mean * mean) / 25);
        assertThat(figures.sharpe()).isCloseTo(mean / deviation * Math.sqrt(8760), within(1e-9));
        assertThat(figures.sortino()).isNull();
    }

    @Test
    void aFlatCurveAndALostAccountGiveNoRatio() {
        statistics.apply(opened("1000"));
        mark("1000", 60 * 48L);
        assertThat(statistics.figures().hours()).isEqualTo(48);
        assertThat(statistics.figures().sharpe()).isNull();

        mark("0", 60 * 49L);
        mark("5", 60 * 50L);
        mark("5", 60 * 51L);
        assertThat(statistics.figures().sharpe()).isNegative();
        assertThat(statistics.figures().sortino()).isNegative();
    }

    @Test
    void withoutAnAccountTheCurveStartsWithTheFirstMark() {
        mark("500", 10);
        mark("550", 70);
        mark("550", 60 * 25L);

        assertThat(statistics.figures().hours()).isEqualTo(25);
        assertThat(statistics.figures().sharpe()).isPositive();
    }

    @Test
    void remembersTheDeepestDrawdown() {
        mark("1", 1, "2.5");
        mark("1", 2, "7.25");
        mark("1", 3, "1");

        assertThat(statistics.figures().drawdownPct()).isEqualByComparingTo("1");
        assertThat(statistics.figures().maxDrawdownPct()).isEqualByComparingTo("7.25");
    }

    @Test
    void tradesAreCountedAndAveraged() {
        outcome("a", "30");
        outcome("b", "-10");
        outcome("c", "15");
        outcome("d", "0");
        outcome("e", "-5");
        Statistics.Figures figures = statistics.figures();

        assertThat(figures.trades()).isEqualTo(5);
        assertThat(figures.wins()).isEqualTo(2);
        assertThat(figures.losses()).isEqualTo(2);
        assertThat(figures.winRatePct()).isEqualByComparingTo("40");
        assertThat(figures.profitFactor()).isEqualByComparingTo("3");
        assertThat(figures.averageWin()).isEqualByComparingTo("22.5");
        assertThat(figures.averageLoss()).isEqualByComparingTo("7.5");
        assertThat(figures.expectancy()).isEqualByComparingTo("6");
    }

    @Test
    void withoutALossThereIsNoProfitFactor() {
        outcome("a", "30");

        assertThat(statistics.figures().profitFactor()).isNull();
        assertThat(statistics.figures().averageLoss()).isNull();
        assertThat(statistics.figures().winRatePct()).isEqualByComparingTo("100");
    }
}
