package io.autotrade.risk;

import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proposals that a rule passes or refuses; a test names them in its methods {@code passing} and {@code failing}. */
abstract class RuleCases {

    @ParameterizedTest(name = "{0} passes with {2}")
    @MethodSource("passing")
    void passes(String code, Consumer<Proposals> change, String value, String limit) {
        assertThat(result(code, change)).isEqualTo(new RuleResult(code, true, limit, value, ""));
    }

    @ParameterizedTest(name = "{0} fails with {2}")
    @MethodSource("failing")
    void fails(String code, Consumer<Proposals> change, String value, String limit, String reason) {
        assertThat(result(code, change)).isEqualTo(new RuleResult(code, false, limit, value, reason));
    }

    static RuleResult result(String code, Consumer<Proposals> change) {
        Proposals proposal = new Proposals();
        change.accept(proposal);
        PositionSide side = proposal.action == Action.SELL ? PositionSide.SHORT : PositionSide.LONG;
        RiskRule rule = RiskGate.rules().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        return rule.evaluate(Sizing.propose(proposal.input(), side));
    }

    static void sell(Proposals p) {
        p.action = Action.SELL;
        p.allowShort = true;
        p.stopLoss = n("102");
        p.takeProfit = n("94");
    }

    static Consumer<Proposals> sold(Consumer<Proposals> change) {
        return p -> {
            sell(p);
            change.accept(p);
        };
    }

    static Arguments pass(String code, Consumer<Proposals> change, String value, String limit) {
        return arguments(code, change, value, limit);
    }

    static Arguments fail(String code, Consumer<Proposals> change, String value, String limit, String reason) {
        return arguments(code, change, value, limit, reason);
    }
}
