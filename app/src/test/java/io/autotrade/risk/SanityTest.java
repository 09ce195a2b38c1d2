package io.autotrade.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SanityTest {

    private static BigDecimal bounded(String number) {
        return Sanity.bounded(new BigDecimal(number));
    }

    @Test
    void keepsWhatCanBeMeant() {
        assertThat(Sanity.bounded((BigDecimal) null)).isNull();
        assertThat(bounded("0.000")).isEqualTo(BigDecimal.ZERO);
        assertThat(bounded("-12.340")).isEqualTo(new BigDecimal("-12.340"));
        assertThat(bounded("999999999999999999")).isEqualTo(new BigDecimal("999999999999999999"));
        assertThat(bounded("1E-18")).isEqualTo(new BigDecimal("1E-18"));
    }

    @Test
    void replacesWhatIsBeyondEveryLimit() {
        assertThat(bounded("1E+18")).isEqualByComparingTo("1E+18");
        assertThat(bounded("9E+18")).isEqualByComparingTo("1E+18");
        assertThat(bounded("-1E+2000000000")).isEqualByComparingTo("-1E+18");
        assertThat(bounded("1E-2000000000")).isEqualByComparingTo("0");
        assertThat(bounded("1E-20")).isEqualByComparingTo("0");
        assertThat(bounded("1.2345678901234567890123456789012349")).hasScaleOf(33);
        assertThat(new BigDecimal(BigInteger.TEN.pow(5000), 5000))
                .satisfies(one -> assertThat(Sanity.bounded(one)).isEqualByComparingTo("1"));
    }

    @Test
    void noNumberMakesAVerdictSlow() {
        BigDecimal huge = new BigDecimal("1E+2000000000");
        Proposals proposal = new Proposals();
        proposal.sizePct = huge;
        proposal.quantity = huge;
        proposal.leverage = huge;
        proposal.confidence = huge;
        proposal.stopLoss = huge;
        proposal.takeProfit = huge;
        proposal.maxSlippageBps = Integer.MIN_VALUE;

        long start = System.nanoTime();
        Verdict verdict = proposal.judge();

        assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.REFUSED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
