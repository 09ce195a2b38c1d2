package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.TradingState;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    @Test
    void nothingStandsAgainstTradingWhenAllIsWellAndTheStateIsActive() {
        assertThat(StatusJson.against(List.of(), TradingState.ACTIVE, List.of("rearmed")))
                .isEmpty();
    }

    @Test
    void whatIsBrokenAndWhyTheStateIsNotActiveAreToldTogether() {
        assertThat(StatusJson.against(List.of("no price"), TradingState.HALTED, List.of("operator_halt")))
                .containsExactly("no price", "operator_halt");
    }

    @Test
    void aStateWithoutReasonsIsItselfTheReason() {
        assertThat(StatusJson.against(List.of(), TradingState.REDUCING, List.of()))
                .containsExactly("trading is REDUCING");
    }
}
