package io.autotrade.simulated.market;

import io.autotrade.broker.Symbol;
import java.util.Map;
import java.util.TreeMap;

/**
 * The path of one UTC day, whole, including what has not happened yet.
 *
 * @param number days since 1970
 * @param start state at its beginning, from which it can be made again
 * @param end state at the beginning of the next day
 */
record Day(long number, Snapshot start, Snapshot end, Map<Symbol, Track> tracks) {

    static final int MINUTES = 1_440;

    /** Funding periods of a day: 00-08, 08-16 and 16-24 h. */
    static final int PERIODS = 3;

    /** Open interest changes every quarter of an hour. */
    static final int QUARTERS = 96;

    private static final Wave.Shape MARKET = new Wave.Shape(6.0e-4, 2.4e-5);
    private static final double OWN_DRIFT = 1.2e-5;

    /**
     * State of all processes at the beginning of a day.
     *
     * @param own by symbol
     */
    record Snapshot(Wave market, Map<Symbol, Own> own) {

        static final Snapshot START = new Snapshot(Wave.START, Map.of());

        Own own(Symbol symbol) {
            return own.getOrDefault(symbol, Own.START);
        }
    }

    /**
     * What is an asset's own.
     *
     * @param funding rate of the last funding period, fraction
     * @param interest logarithm of the open interest against its usual size
     */
    record Own(Wave wave, double funding, double interest) {

        static final Own START = new Own(Wave.START, Funding.BASE, 0);
    }

    /**
     * One asset over the day.
     *
     * @param level log price at the beginning of every minute and at the end of the day, without offset
     * @param volatility deviation of the log return of every minute
     * @param funding rates of the three periods, fractions, charged at their ends
     * @param interest log open interest of every quarter of an hour
     */
    @SuppressWarnings("ArrayRecordComponent") // as Asset.Minute
    record Track(double[] level, double[] volatility, double[] funding, double[] interest) {}

    /**
     * Makes a day.
     *
     * @param firstMinute index of its first minute in the life of the market
     */
    static Day make(long number, long firstMinute, Snapshot start, Map<Symbol, Profile> profiles, long seed) {
        double[] marketLevel = new double[MINUTES + 1];
        double[] marketVolatility = new double[MINUTES];
        Wave market =
                run(start.market(), MARKET, Noise.key(seed, "market"), firstMinute, marketLevel, marketVolatility);
        Map<Symbol, Track> tracks = new TreeMap<>();
        Map<Symbol, Own> own = new TreeMap<>();
        profiles.forEach((symbol, profile) -> {
            long key = Noise.key(seed, symbol.value());
            Own before = start.own(symbol);
            double[] level = new double[MINUTES + 1];
            double[] volatility = new double[MINUTES];
            Wave.Shape shape = new Wave.Shape(MARKET.volatility() * profile.own(), OWN_DRIFT * profile.own());
            Wave wave = run(before.wave(), shape, key, firstMinute, level, volatility);
            combine(profile.beta(), marketLevel, marketVolatility, level, volatility);
            double[] funding = Funding.rates(before.funding(), wave.trend(), key, firstMinute);
            double[] interest = interest(before.interest(), key, firstMinute);
            tracks.put(symbol, new Track(level, volatility, funding, interest));
            own.put(symbol, new Own(wave, funding[PERIODS - 1], interest[QUARTERS - 1]));
        });
        return new Day(number, start, new Snapshot(market, own), tracks);
    }

    /** Deviation of the log return of a minute in ordinary times. */
    static double usualVolatility(Profile profile) {
        return MARKET.volatility() * StrictMath.sqrt(profile.beta() * profile.beta() + profile.own() * profile.own());
    }

    Track track(Symbol symbol) {
        Track track = tracks.get(symbol);
        if (track == null) {
            throw new IllegalArgumentException("no track of " + symbol);
        }
        return track;
    }

    private static Wave run(
            Wave start, Wave.Shape shape, long key, long firstMinute, double[] level, double[] volatility) {
        Wave wave = start;
        for (int minute = 0; minute < MINUTES; minute++) {
            level[minute] = wave.level();
            volatility[minute] = wave.volatility(shape, season(minute));
            wave = wave.next(shape, volatility[minute], key, firstMinute + minute);
        }
        level[MINUTES] = wave.level();
        return wave;
    }

    /** An asset's price is its own wave on top of its share of the market's. */
    private static void combine(
            double beta, double[] marketLevel, double[] marketVolatility, double[] level, double[] volatility) {
        for (int i = 0; i <= MINUTES; i++) {
            level[i] += beta * marketLevel[i];
        }
        for (int i = 0; i < MINUTES; i++) {
            double shared = beta * marketVolatility[i];
            volatility[i] = StrictMath.sqrt(shared * shared + volatility[i] * volatility[i]);
        }
    }

    /** Quiet nights and busy afternoons (UTC), between 0.8 and 1.2. */
    private static double season(int minute) {
        double distance = Math.abs(minute - 15 * 60);
        return 1.2 - 0.4 * Math.min(distance, MINUTES - distance) / (MINUTES / 2.0);
    }

    private static double[] interest(double before, long key, long firstMinute) {
        double[] interest = new double[QUARTERS];
        double value = before;
        for (int i = 0; i < QUARTERS; i++) {
            value = value * 0.998 + 0.006 * Noise.gaussian(key, 9, firstMinute + i);
            interest[i] = value;
        }
        return interest;
    }
}
