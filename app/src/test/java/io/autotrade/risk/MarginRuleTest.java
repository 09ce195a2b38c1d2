package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.ETH;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginRuleTest {

    private static Balance balance(String equity, String maintenance) {
        return new Balance("USDT", n(equity), n(equity), n("0"), n("0"), n("0"), n(maintenance), NOW);
    }

    private static Position position(Symbol symbol, String maintenance) {
        return new Position(
                symbol,
                PositionSide.LONG,
                n("1"),
                n("100"),
                n("100"),
                n("10"),
                n("10"),
                n(maintenance),
                n("0"),
                null,
                null,
                null,
                null,
                NOW);
    }

    @Test
    void comesInStages() {
        assertThat(MarginRule.stage(balance("1000", "0"))).isEqualTo(MarginRule.Stage.SAFE);
        assertThat(MarginRule.stage(balance("1000", "499"))).isEqualTo(MarginRule.Stage.SAFE);
        assertThat(MarginRule.stage(balance("1000", "500"))).isEqualTo(MarginRule.Stage.REDUCE);
        assertThat(MarginRule.stage(balance("1000", "799"))).isEqualTo(MarginRule.Stage.REDUCE);
        assertThat(MarginRule.stage(balance("1000", "800"))).isEqualTo(MarginRule.Stage.CLOSE);
        assertThat(MarginRule.stage(balance("-1", "1"))).isEqualTo(MarginRule.Stage.CLOSE);
        assertThat(MarginRule.stage(balance("0", "0"))).isEqualTo(MarginRule.Stage.SAFE);
    }

    @Test
    void halvesTheLargestFirstAndNoMoreThanNeeded() {
        List<Position> both = List.of(position(ETH, "150"), position(BTC, "400"));

        assertThat(MarginRule.toHalve(balance("1000", "550"), both))
                .extracting(Position::symbol)
                .containsExactly(BTC);
        assertThat(MarginRule.toHalve(balance("600", "550"), both))
                .extracting(Position::symbol)
                .containsExactly(BTC, ETH);
        assertThat(MarginRule.toHalve(balance("2000", "550"), both)).isEmpty();
    }
}
