package io.autotrade.okx.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapSpecTest {

    private static Row row(String json) {
        try {
            return new Row(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static SwapSpec spec(String base, String contract, String multiplier, String lot, String tick) {
        return SwapSpec.parse(row("{'instType':'SWAP','instId':'" + base + "-USDT-SWAP','ctType':'linear','ctVal':'"
                        + contract
                        + "','ctMult':'" + multiplier + "','ctValCcy':'" + base + "','settleCcy':'USDT','lotSz':'" + lot
                        + "','minSz':'" + lot + "','tickSz':'" + tick + "','lever':'100','state':'live',"
                        + "'maxLmtSz':'100','maxMktSz':'10','baseCcy':'','quoteCcy':''}"))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "BTC, 0.01, 0.01, 0.1, 0.00833333, 0.83, 0.0083",
        "ETH, 0.1, 0.01, 0.01, 0.166667, 1.66, 0.166",
        "SOL, 1, 0.01, 0.01, 3.33333, 3.33, 3.33",
        "XRP, 100, 0.1, 0.0001, 227.273, 2.2, 220",
        "DOGE, 1000, 0.01, 0.00001, 2941.18, 2.94, 2940",
        "BNB, 0.01, 1, 0.1, 0.833333, 83, 0.83"
    })
    @DisplayName("trap 1: contracts are not coins")
    void trap01ContractsAreNotCoins(
            String base, String contract, String lot, String tick, BigDecimal coins, String size, BigDecimal back) {
        SwapSpec spec = spec(base, contract, "1", lot, tick);

        assertThat(spec.floor(coins).wire()).isEqualTo(size);
        assertThat(spec.base(spec.floor(coins))).isEqualByComparingTo(back);
    }

    @Test
    @DisplayName("trap 3: a smallest size below one contract is kept")
    void trap03SizesBelowOne() {
        SwapSpec spec = spec("BTC", "0.01", "1", "0.01", "0.1");

        assertThat(spec.minimum().wire()).isEqualTo("0.01");
        assertThat(spec.instrument(null).minQuantity()).isEqualByComparingTo("0.0001");
        assertThat(spec.floor(new BigDecimal("0.0001")).wire()).isEqualTo("0.01");
    }

    @Test
    @DisplayName("trap 5: the multiplier counts")
    void trap05Multiplier() {
        SwapSpec spec = spec("BTC", "0.1", "0.01", "1", "0.1");

        assertThat(spec.base(new Contracts(new BigDecimal("7")))).isEqualByComparingTo("0.007");
    }

    @Test
    @DisplayName("trap 12, 41: placeholders, futures and inverse swaps are skipped")
    void trap41PlaceholdersAreSkipped() {
        assertThat(SwapSpec.parse(row("{'instType':'SWAP','instId':'','state':'preopen','ctVal':''}")))
                .isEmpty();
        assertThat(SwapSpec.parse(
                        row("{'instType':'SWAP','instId':'LISTING-1','ctType':'linear','ctVal':'','lotSz':'1',"
                                + "'minSz':'1','tickSz':'0.1'}")))
                .isEmpty();
        assertThat(SwapSpec.parse(row("{'instType':'FUTURES','instId':'BTC-USDT-XPERP','ctType':'linear','ctVal':'1',"
                        + "'lotSz':'1','minSz':'1','tickSz':'0.1'}")))
                .isEmpty();
        assertThat(SwapSpec.parse(row("{'instType':'SWAP','instId':'BTC-USD-SWAP','ctType':'inverse','ctVal':'100',"
                        + "'lotSz':'1','minSz':'1','tickSz':'0.1'}")))
                .isEmpty();
    }

    @Test
    void limitPricesAreRoundedToThePassiveSide() {
        SwapSpec spec = spec("BTC", "0.01", "1", "0.01", "0.1");

        assertThat(spec.passive(Side.BUY, new BigDecimal("60000.19"))).isEqualByComparingTo("60000.1");
        assertThat(spec.passive(Side.SELL, new BigDecimal("60000.11"))).isEqualByComparingTo("60000.2");
    }

    @Property(tries = 300)
    void whatIsSentIsNeverMoreThanWasAskedForAndAlwaysWholeLots(
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(9) BigDecimal coins) {
        for (SwapSpec spec : List.of(
                spec("BTC", "0.01", "1", "0.01", "0.1"),
                spec("DOGE", "1000", "1", "0.1", "0.00001"),
                spec("X", "7", "0.3", "3", "1"))) {
            Contracts size = spec.floor(coins);
            BigDecimal step = spec.instrument(null).quantityStep();

            assertThat(spec.base(size)).isLessThanOrEqualTo(coins);
            assertThat(coins.subtract(spec.base(size))).isLessThan(step);
            assertThat(size.count().remainder(spec.lot()).signum()).isZero();
            assertThat(size.wire()).doesNotContain("E");
            assertThat(spec.floor(spec.base(size))).isEqualTo(size);
        }
    }

    @Property(tries = 200)
    void partsAddUp(
            @ForAll @BigRange(min = "0", max = "1000") @Scale(2) BigDecimal size,
            @ForAll @BigRange(min = "10", max = "99") @Scale(2) BigDecimal largest) {
        List<Contracts> parts = new Contracts(size).split(new Contracts(largest));

        assertThat(parts.stream().map(Contracts::count).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(size);
        assertThat(parts).allSatisfy(part -> assertThat(part.count()).isLessThanOrEqualTo(largest));
    }
}
