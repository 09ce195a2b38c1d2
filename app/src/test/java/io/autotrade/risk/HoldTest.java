package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.risk.Verdict.Allowed.MoveProtection;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {

    private final Proposals proposal = new Proposals();

    private Verdict holdLong(String stop, String target) {
        return hold(PositionSide.LONG, "95", stop, target);
    }

    private Verdict hold(PositionSide side, String currentStop, String stop, String target) {
        proposal.open(side, "2", "100", "100", currentStop);
        proposal.action = Action.HOLD;
        proposal.stopLoss = stop == null ? null : n(stop);
        proposal.takeProfit = target == null ? null : n(target);
        Verdict verdict = proposal.judge();
        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.HELD);
        return verdict;
    }

    private static MoveProtection move(String stop, String target) {
        return new MoveProtection(
                stop == null ? null : new BigDecimal(stop), target == null ? null : new BigDecimal(target));
    }

    private static List<String> failed(Verdict verdict) {
        return verdict.rules().stream()
                .filter(rule -> !rule.passed())
                .map(RuleResult::code)
                .toList();
    }

    @Test
    void nothingIsMovedWhenNothingIsAskedOrNothingIsOpen() {
        assertThat(holdLong(null, null)).isEqualTo(new Verdict(VerdictOutcome.HELD, List.of(), null));

        proposal.positions.clear();
        proposal.stopLoss = n("97");
        assertThat(proposal.judge()).isEqualTo(new Verdict(VerdictOutcome.HELD, List.of(), null));
    }

    @Test
    void aStopMovesOnlyToLessRisk() {
        assertThat(holdLong("97", null).action()).isEqualTo(move("97", null));
        assertThat(hold(PositionSide.SHORT, "105", "103", null).action()).isEqualTo(move("103", null));

        Verdict looser = holdLong("94", null);
        assertThat(looser.action()).isNull();
        assertThat(looser.rules().getLast())
                .isEqualTo(new RuleResult(
                        "stop_tightens",
                        false,
                        "from 95",
                        "94",
                        "a stop is only moved to less risk; the old one stays"));
        assertThat(hold(PositionSide.SHORT, "105", "106", null).action()).isNull();
    }

    @Test
    void aStopIsNotMovedThroughTheMarket() {
        Verdict through = holdLong("100", null);

        assertThat(through.action()).isNull();
        assertThat(through.rules().getLast().reason()).isEqualTo("stop_loss 100 is on the wrong side of the market");
        assertThat(holdLong("99.99", null).action()).isEqualTo(move("99.99", null));
        assertThat(hold(PositionSide.SHORT, "105", "100.02", null).action()).isNull();
        assertThat(hold(PositionSide.SHORT, null, "0", null).action()).isNull();
        assertThat(hold(PositionSide.LONG, null, "-1", null).action()).isNull();
        assertThat(hold(PositionSide.LONG, null, "0", null).action()).isNull();
    }

    @Test
    void anyProtectiveStopIsBetterThanNone() {
        Verdict verdict = hold(PositionSide.LONG, null, "60", null);

        assertThat(verdict.action()).isEqualTo(move("60", null));
        assertThat(verdict.rules().getLast()).isEqualTo(new RuleResult("stop_tightens", true, "from none", "60", ""));
    }

    @Test
    void aTargetMovesAheadOfTheMarket() {
        assertThat(holdLong(null, "120").action()).isEqualTo(move(null, "120"));
        assertThat(hold(PositionSide.SHORT, "105", null, "90").action()).isEqualTo(move(null, "90"));

        Verdict behind = holdLong("97", "100");
        assertThat(behind.action()).isEqualTo(move("97", null));
        assertThat(behind.rules().getLast())
                .isEqualTo(new RuleResult(
                        "target_side",
                        false,
                        "ahead of the market",
                        "100",
                        "take_profit 100 is on the wrong side of the market"));
        assertThat(hold(PositionSide.SHORT, "105", null, "0").action()).isNull();
    }

    @Test
    void aChangeBelowOneTickIsNoChange() {
        assertThat(holdLong("95.009", "110").action()).isNull();
        assertThat(holdLong("95.01", "110.00").action()).isEqualTo(move("95.01", null));

        proposal.instrument = null;
        assertThat(holdLong("95.009", "110").action()).isEqualTo(move("95.009", null));
    }

    @Test
    void nothingMovesWhenHaltedBlockedUnprotectableOrBlind() {
        proposal.state = TradingState.HALTED;
        proposal.blocked.add(BTC);
        proposal.canProtect = false;
        proposal.live = null;

        Verdict verdict = holdLong("97", "120");

        assertThat(verdict.action()).isNull();
        assertThat(verdict.rules())
                .containsExactly(
                        new RuleResult(
                                "trading_state",
                                false,
                                "not halted",
                                "halted",
                                "trading is HALTED; only an operator or a safety rule may trade"),
                        new RuleResult(
                                "symbol_not_blocked",
                                false,
                                "not blocked",
                                "blocked",
                                "BTC-USDT-SWAP is blocked until its unresolved order is cleared"),
                        new RuleResult(
                                "can_protect",
                                false,
                                "stop at the venue",
                                "no",
                                "the broker cannot keep a protective stop at the venue"),
                        new RuleResult("data_fresh", false, "a live price", "none", "the live price is not known"));
    }

    @Test
    void eachObstacleAloneIsEnough() {
        proposal.blocked.add(BTC);
        assertThat(failed(holdLong("97", null))).containsExactly("symbol_not_blocked");
        proposal.blocked.clear();
        proposal.state = TradingState.REDUCING;
        assertThat(failed(holdLong("97", null))).isEmpty();
        assertThat(holdLong("97", null).rules())
                .extracting(RuleResult::value)
                .containsExactly("reducing", "not blocked", "yes", "100.01", "97");
    }
}
