package io.autotrade.simulated.market;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Character of an asset.
 *
 * @param startPrice quote per base
 * @param beta how strongly it follows the market
 * @param own volatility of its own, as a part of the market's
 * @param dailyTurnover typical volume of a day, quote currency
 */
record Profile(BigDecimal startPrice, double beta, double own, BigDecimal dailyTurnover) {

    private static final Map<String, Profile> KNOWN = Map.of(
            "BTC-USDT-SWAP", profile("65000", 1.0, 0.25, "8000000000"),
            "ETH-USDT-SWAP", profile("3200", 1.15, 0.5, "6000000000"),
            "SOL-USDT-SWAP", profile("150", 1.35, 0.9, "2000000000"),
            "BNB-USDT-SWAP", profile("600", 0.85, 0.55, "400000000"),
            "XRP-USDT-SWAP", profile("2.1", 1.15, 0.9, "1000000000"),
            "DOGE-USDT-SWAP", profile("0.16", 1.35, 1.0, "800000000"));

    private static final BigDecimal OTHER_TURNOVER = new BigDecimal("100000000");

    /** A profile of any symbol; one that is not known gets a price from 0.1 to 1000 that follows from its name. */
    static Profile of(Symbol symbol) {
        Profile known = KNOWN.get(symbol.value());
        if (known != null) {
            return known;
        }
        double exponent = 4 * Noise.uniform(Noise.key(0, symbol.value()), 0, 0) - 1;
        BigDecimal price = new BigDecimal(StrictMath.pow(10, exponent), new MathContext(4, RoundingMode.HALF_EVEN));
        return new Profile(new BigDecimal(price.toPlainString()), 1.2, 0.9, OTHER_TURNOVER);
    }

    Profile withStartPrice(BigDecimal price) {
        return new Profile(price, beta, own, dailyTurnover);
    }

    private static Profile profile(String price, double beta, double own, String turnover) {
        return new Profile(new BigDecimal(price), beta, own, new BigDecimal(turnover));
    }
}
