package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.VerdictOutcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RiskGateTest {

    private final Proposals proposal = new Proposals();

    private static Set<String> failed(Verdict verdict) {
        return verdict.rules().stream()
                .filter(rule -> !rule.passed())
                .map(RuleResult::code)
                .collect(Collectors.toSet());
    }

    private static Verdict.Allowed.Open opening(Verdict verdict) {
        assertThat(failed(verdict)).isEmpty();
        assertThat(verdict.action()).isInstanceOf(Verdict.Allowed.Open.class);
        return (Verdict.Allowed.Open) verdict.action();
    }

    @Test
    void acceptsAGoodLong() {
        Verdict verdict = proposal.judge();

        Verdict.Allowed.Open order = opening(verdict);
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.ACCEPTED);
        assertThat(verdict.rules())
                .extracting(RuleResult::code)
                .containsExactlyElementsOf(
                        RiskGate.rules().stream().map(RiskRule::code).toList());
        assertThat(order.side()).isEqualTo(PositionSide.LONG);
        assertThat(order.quantity()).isEqualByComparingTo("19.996");
        assertThat(order.leverage()).isEqualByComparingTo("2");
        assertThat(order.stopPrice()).isEqualByComparingTo("98");
        assertThat(order.targetPrice()).isEqualByComparingTo("106");
        assertThat(order.referencePrice()).isEqualByComparingTo("100.02");
        assertThat(order.worstPrice()).isEqualByComparingTo("100.50");
    }

    @Test
    void acceptsAGoodShort() {
        proposal.allowShort = true;
        proposal.action = Action.SELL;
        proposal.stopLoss = n("102");
        proposal.takeProfit = n("94");

        Verdict.Allowed.Open order = opening(proposal.judge());

        assertThat(order.side()).isEqualTo(PositionSide.SHORT);
        assertThat(order.quantity()).isEqualByComparingTo("20");
        assertThat(order.referencePrice()).isEqualByComparingTo("100");
        assertThat(order.worstPrice()).isEqualByComparingTo("99.5");
    }

    @Test
    void sizesByQuantityOrByDefaultWhenNoPercentIsGiven() {
        proposal.sizePct = null;
        assertThat(opening(proposal.judge()).quantity()).isEqualByComparingTo("19.996");

        proposal.quantity = n("3.00199");
        assertThat(opening(proposal.judge()).quantity()).isEqualByComparingTo("3.001");

        proposal.sizePct = n("1");
        assertThat(opening(proposal.judge()).quantity()).isEqualByComparingTo("1.999");
    }

    @Test
    void reducesAnOversizedOrderAndRecordsIt() {
        proposal.sizePct = n("80");

        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.AMENDED);
        RuleResult record = verdict.rules().getFirst();
        assertThat(record.code()).isEqualTo("size_to_limit");
        assertThat(record.passed()).isTrue();
        assertThat(record.value()).isEqualTo("159.968 BTC");
        assertThat(record.limit()).isEqualTo("49.605 BTC");
        assertThat(record.reason()).isEqualTo("reduced from 159.968 BTC to 49.605 BTC by position_size");
        assertThat(opening(verdict).quantity()).isEqualByComparingTo("49.605");
    }

    @Test
    void refusesWhatIsTooSmallAfterTheReduction() {
        proposal.open(PositionSide.LONG, "50", "100", "100", null);
        proposal.grossPct = n("50");
        proposal.symbol = Proposals.ETH;

        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.REFUSED);
        assertThat(failed(verdict)).containsExactly("min_notional");
        assertThat(verdict.action()).isNull();
    }

    @Test
    void showsEverythingThatSpeaksAgainstAnEntry() {
        proposal.confidence = n("0.2");
        proposal.stopLoss = null;
        proposal.state = TradingState.REDUCING;
        proposal.lossStreak = 3;

        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.REFUSED);
        assertThat(failed(verdict))
                .containsExactlyInAnyOrder(
                        "confidence",
                        "stop_required",
                        "stop_side",
                        "stop_distance",
                        "stop_before_liquidation",
                        "reward_risk",
                        "trading_state",
                        "loss_streak");
    }

    @Test
    void callsAGoodProposalThatCameTooLateExpired() {
        proposal.decidedAt = Proposals.NOW.minusSeconds(121);
        assertThat(proposal.judge().outcome()).isEqualTo(VerdictOutcome.EXPIRED);

        proposal.decidedPrice = n("99");
        assertThat(proposal.judge().outcome()).isEqualTo(VerdictOutcome.EXPIRED);

        proposal.confidence = n("0.1");
        assertThat(proposal.judge().outcome()).isEqualTo(VerdictOutcome.REFUSED);
    }

    @Test
    void nothingKnownMeansNoEntry() {
        proposal.live = null;
        proposal.instrument = null;
        proposal.decidedPrice = null;
        proposal.dayStart = null;
        proposal.peak = null;
        proposal.confidence = null;
        proposal.stopLoss = null;
        proposal.takeProfit = null;

        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.REFUSED);
        assertThat(failed(verdict))
                .contains(
                        "instrument_tradable",
                        "data_fresh",
                        "price_drift",
                        "confidence",
                        "position_size",
                        "gross_exposure",
                        "cash_buffer",
                        "max_order_size",
                        "min_notional",
                        "stop_required",
                        "reward_risk",
                        "daily_loss",
                        "drawdown");
    }

    @Test
    void sellClosesAnOpenLongWhetherOrNotShortsAreAllowed() {
        proposal.open(PositionSide.LONG, "2", "100", "100", "98").action = Action.SELL;

        assertThat(proposal.judge().action()).isEqualTo(new Verdict.Allowed.Close(Side.SELL, n("2"), n("100")));
        proposal.allowShort = true;
        assertThat(proposal.judge().action()).isEqualTo(new Verdict.Allowed.Close(Side.SELL, n("2"), n("100")));
    }

    @Test
    void sellWhenFlatIsRefusedUnlessShortsAreAllowed() {
        proposal.action = Action.SELL;
        proposal.stopLoss = n("102");
        proposal.takeProfit = n("94");

        assertThat(failed(proposal.judge())).containsExactly("short_allowed");
    }

    @Test
    void aPositionIsNeitherEnlargedNorTurnedRound() {
        proposal.open(PositionSide.LONG, "1", "100", "100", "98");
        assertThat(failed(proposal.judge())).containsExactly("one_position_per_symbol");

        proposal.open(PositionSide.SHORT, "1", "100", "100", "103");
        assertThat(failed(proposal.judge())).containsExactlyInAnyOrder("one_position_per_symbol", "no_flip");
    }

    @Test
    void closingIsNeverRefusedForExposureAgeOrData() {
        proposal.open(PositionSide.SHORT, "2", "100", "100", "103");
        proposal.action = Action.CLOSE;
        proposal.state = TradingState.REDUCING;
        proposal.live = null;
        proposal.instrument = null;
        proposal.decidedPrice = null;
        proposal.decidedAt = Proposals.NOW.minusSeconds(100_000);
        proposal.equity = n("-5");
        proposal.confidence = null;
        proposal.symbols = List.of(Proposals.ETH);

        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.ACCEPTED);
        assertThat(verdict.action()).isEqualTo(new Verdict.Allowed.Close(Side.BUY, n("2"), null));
    }

    @Test
    void closingUsesThePriceItWillMeet() {
        proposal.open(PositionSide.SHORT, "2", "100", "100", "103").action = Action.CLOSE;
        assertThat(proposal.judge().action()).isEqualTo(new Verdict.Allowed.Close(Side.BUY, n("2"), n("100.02")));
    }

    @Test
    void closingIsRefusedWithoutPositionWhenHaltedOrBlocked() {
        proposal.action = Action.CLOSE;
        assertThat(failed(proposal.judge())).containsExactly("position_open");

        proposal.open(PositionSide.LONG, "2", "100", "100", "98");
        proposal.state = TradingState.HALTED;
        proposal.blocked.add(BTC);
        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.REFUSED);
        assertThat(verdict.action()).isNull();
        assertThat(failed(verdict)).containsExactlyInAnyOrder("trading_state", "symbol_not_blocked");
    }

    @Test
    void noEntryIsHeld() {
        proposal.action = Action.NO_ENTRY;
        assertThat(proposal.judge()).isEqualTo(new Verdict(VerdictOutcome.HELD, List.of(), null));
    }

    @Test
    void suspendedInstrumentRefusesEntries() {
        proposal.instrument = Proposals.instrument(Instrument.State.SUSPENDED, "USDT", null, "50", "0.005");
        assertThat(failed(proposal.judge())).containsExactly("instrument_tradable");
    }
}
