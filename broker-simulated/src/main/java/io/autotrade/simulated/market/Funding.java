package io.autotrade.simulated.market;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** Funding rates: they return to one hundredth of a percent and lean with the trend. */
final class Funding {

    static final double BASE = 1e-4;
    static final Duration INTERVAL = Duration.ofHours(8);

    private static final double MEMORY = 0.7;
    private static final double NOISE = 6e-5;
    private static final double LEAN = 4e-5;
    private static final double CEILING = 3e-3;
    private static final int DECIMALS = 8;

    private Funding() {}

    /** The rates of the periods of a day, after a rate. */
    static double[] rates(double before, int trend, long key, long firstMinute) {
        double[] rates = new double[Day.PERIODS];
        double rate = before;
        for (int i = 0; i < rates.length; i++) {
            double pulled = BASE + MEMORY * (rate - BASE) + LEAN * trend;
            rate = Math.clamp(pulled + NOISE * Noise.gaussian(key, 8, firstMinute + i), -CEILING, CEILING);
            rates[i] = rate;
        }
        return rates;
    }

    /** The end of the period a time is in. */
    static Instant endOfPeriod(Instant time) {
        long seconds = INTERVAL.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(time.getEpochSecond(), seconds) + 1) * seconds);
    }

    static FundingRate of(Symbol symbol, double rate, Instant fundingTime, Instant at) {
        BigDecimal rounded = new BigDecimal(rate).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return new FundingRate(symbol, rounded, fundingTime, INTERVAL, at);
    }
}
