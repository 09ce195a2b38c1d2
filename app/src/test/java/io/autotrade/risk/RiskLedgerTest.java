package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.Action;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.TransferBooked;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RiskLedgerTest {

    private final RiskLedger ledger = new RiskLedger();

    private static Instant at(String time) {
        return Instant.parse("2026-03-" + time + "Z");
    }

    private void open(String cash, String time) {
        ledger.apply(new AccountOpened("simulated", Environment.PAPER, "USDT", n(cash), at(time)));
    }

    private void mark(String equity, String time) {
        BigDecimal zero = BigDecimal.ZERO;
        ledger.apply(new PortfolioMarked(
                n(equity),
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                0,
                new TreeMap<>(),
                "cycle",
                at(time)));
    }

    private void transfer(String id, String amount) {
        ledger.apply(new TransferBooked(id, n(amount), "", at("02T10:00:00")));
    }

    private void outcome(String id, String net, String time) {
        BigDecimal one = BigDecimal.ONE;
        ledger.apply(new OutcomeRecorded(
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
                at(time),
                at(time)));
    }

    private void intent(String id, Leg leg, String time) {
        ledger.apply(new OrderIntended(
                new ClientOrderId(id),
                "d1",
                null,
                "simulated",
                BTC,
                leg,
                Side.BUY,
                OrderType.MARKET,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                "",
                at(time)));
    }

    private void state(TradingState state, String by, String... reasons) {
        ledger.apply(new TradingStateChanged(state, List.of(reasons), by, at("02T11:00:00")));
    }

    private RiskHistory history(String time) {
        return ledger.history(at(time));
    }

    @Test
    void knowsNothingBeforeTheBooksAreOpen() {
        transfer("t1", "5");

        assertThat(history("02T10:00:00")).isEqualTo(RiskHistory.EMPTY);
        assertThat(ledger.state().state()).isEqualTo(TradingState.ACTIVE);
        assertThat(ledger.state().reasons()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackAcrossMidnightForgetsNoLossOfTheDay() {
        open("1000", "02T08:00:00");
        mark("1000", "02T23:58:00");
        mark("900", "03T00:02:00");

        mark("900", "02T23:59:00");
        mark("895", "03T00:00:00");
        mark("890", "03T00:01:00");

        assertThat(history("03T00:01:00").dayStartEquity()).isEqualByComparingTo("1000");
        assertThat(history("04T00:00:00").dayStartEquity()).isEqualByComparingTo("890");
    }

    @Test
    void booksThatGoOnInAnEarlierMarketWaitForNothingOfTheLaterOne() {
        open("1000", "20T08:00:00");
        mark("960", "20T09:00:00");
        intent("a", Leg.ENTRY, "20T08:10:00");
        outcome("o1", "-1", "20T08:20:00");

        RiskHistory atFirst = history("02T10:00:00");
        assertThat(atFirst.dayStartEquity()).isEqualByComparingTo("960");
        assertThat(atFirst.ordersLastHour()).isZero();
        assertThat(atFirst.lastExit()).isEmpty();
        assertThat(atFirst.lossStreak()).isEqualTo(1);

        mark("950", "02T10:00:00");
        intent("b", Leg.ENTRY, "02T10:00:00");
        outcome("o2", "-1", "02T10:30:00");
        assertThat(ledger.rememberedEntries()).isEqualTo(1);
        assertThat(history("02T10:31:00").dayStartEquity()).isEqualByComparingTo("960");
        assertThat(history("02T10:31:00").lastExit()).containsEntry(BTC, at("02T10:30:00"));
        assertThat(history("03T00:00:00").dayStartEquity()).isEqualByComparingTo("950");
    }

    @Test
    void theDayStartsWithTheLastMarkBeforeMidnight() {
        open("1000", "02T08:00:00");
        assertThat(history("02T09:00:00").dayStartEquity()).isEqualByComparingTo("1000");

        mark("1010", "02T12:00:00");
        mark("1020", "02T23:58:00");
        assertThat(history("02T23:59:59").dayStartEquity()).isEqualByComparingTo("1000");
        assertThat(history("03T00:00:00").dayStartEquity()).isEqualByComparingTo("1020");

        mark("990", "03T00:05:00");
        mark("980", "03T00:10:00");
        assertThat(history("03T12:00:00").dayStartEquity()).isEqualByComparingTo("1020");
        assertThat(history("05T12:00:00").dayStartEquity()).isEqualByComparingTo("980");
    }

    @Test
    void aMarkAtMidnightStartsTheDay() {
        open("1000", "02T08:00:00");
        mark("1020", "02T23:58:00");
        mark("1015", "03T00:00:00");
        mark("990", "03T00:05:00");

        assertThat(history("03T12:00:00").dayStartEquity()).isEqualByComparingTo("1015");
    }

    @Test
    void withoutAnAccountTheFirstMarkStartsTheDay() {
        mark("700", "02T08:00:00");
        mark("800", "02T09:00:00");
        mark("750", "02T10:00:00");

        assertThat(history("02T12:00:00").dayStartEquity()).isEqualByComparingTo("700");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("800");
    }

    @Test
    void transfersAreNeitherGainNorLoss() {
        open("1000", "02T08:00:00");
        mark("1100", "02T09:00:00");
        transfer("t1", "500");
        transfer("t1", "500");

        assertThat(history("02T12:00:00").dayStartEquity()).isEqualByComparingTo("1500");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("1600");
        assertThat(history("03T12:00:00").dayStartEquity()).isEqualByComparingTo("1600");
    }

    @Test
    void anotherAccountStartsAfreshButForgetsNoLoss() {
        open("1000", "02T08:00:00");
        mark("1100", "02T09:00:00");
        outcome("o1", "-1", "02T09:00:00");
        open("500", "02T10:00:00");

        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("500");
        assertThat(history("02T12:00:00").dayStartEquity()).isEqualByComparingTo("500");
        assertThat(history("02T12:00:00").lossStreak()).isEqualTo(1);
    }

    @Test
    void anotherAccountDoesNotLiftAStop() {
        open("1000", "02T08:00:00");
        assertThat(ledger.state().state()).isEqualTo(TradingState.ACTIVE);
        state(TradingState.HALTED, "operator", "operator_halt: enough");

        open("500", "02T12:00:00");

        assertThat(ledger.state().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void lossesInARowAreCountedOnceEachUntilAWin() {
        outcome("o1", "-1", "02T09:00:00");
        outcome("o2", "-1", "02T10:00:00");
        outcome("o2", "-1", "02T10:00:00");
        outcome("o3", "0", "02T11:00:00");
        assertThat(history("02T12:00:00").lossStreak()).isEqualTo(2);
        assertThat(history("02T12:00:00").lastExit()).containsEntry(BTC, at("02T11:00:00"));

        outcome("o4", "0.01", "02T10:30:00");
        assertThat(history("02T12:00:00").lossStreak()).isZero();
        assertThat(history("02T12:00:00").lastExit()).containsEntry(BTC, at("02T11:00:00"));
    }

    @Test
    void entriesOfTheLastHourAreCounted() {
        intent("a", Leg.ENTRY, "02T09:00:00");
        intent("b", Leg.EXIT, "02T09:10:00");
        intent("c", Leg.ENTRY, "02T09:30:00");

        assertThat(history("02T09:59:59").ordersLastHour()).isEqualTo(2);
        assertThat(history("02T10:00:00").ordersLastHour()).isEqualTo(1);
        intent("d", Leg.ENTRY, "02T10:30:00");
        assertThat(history("02T10:30:00").ordersLastHour()).isEqualTo(1);
        assertThat(ledger.rememberedEntries()).isEqualTo(1);
    }

    @Test
    void anOperatorWhoReArmsAcceptsTheDrawdownAndTheLosses() {
        open("1000", "02T08:00:00");
        mark("900", "02T09:00:00");
        outcome("o1", "-100", "02T09:00:00");

        state(TradingState.REDUCING, "rule", "drawdown: x", "loss_streak: y");
        state(TradingState.ACTIVE, "rule");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("1000");
        assertThat(history("02T12:00:00").lossStreak()).isEqualTo(1);

        state(TradingState.ACTIVE, "operator");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("900");
        assertThat(history("02T12:00:00").lossStreak()).isZero();
        assertThat(history("02T12:00:00").dayStartEquity()).isEqualByComparingTo("1000");
    }

    @Test
    void reArmingCountsAlthoughSomethingElseStillRestricts() {
        open("1000", "02T08:00:00");
        mark("900", "02T09:00:00");
        outcome("o1", "-100", "02T09:00:00");

        state(TradingState.REDUCING, "rule", "drawdown: x");
        state(TradingState.REDUCING, "operator", "drawdown: x", "operator_reduce: z");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("1000");

        state(TradingState.REDUCING, "operator", "stale_feed: z");
        assertThat(history("02T12:00:00").peakEquity()).isEqualByComparingTo("900");
        assertThat(history("02T12:00:00").lossStreak()).isEqualTo(1);
    }

    @Test
    void remembersWhenEachRuleLastRefused() {
        VerdictGiven verdict = new VerdictGiven(
                "c1",
                "d1",
                BTC,
                Action.BUY,
                VerdictOutcome.REFUSED,
                List.of(
                        new RuleResult("confidence", false, "0.6", "0.5", "too low"),
                        new RuleResult("cooldown", true, "15 min", "never closed", "")),
                null,
                null,
                at("02T09:00:00"));

        ledger.apply(verdict);

        assertThat(ledger.lastFired())
                .containsOnlyKeys("confidence")
                .containsEntry("confidence", new RiskLedger.Fired(at("02T09:00:00"), "d1", BTC, "0.5"));
    }
}
