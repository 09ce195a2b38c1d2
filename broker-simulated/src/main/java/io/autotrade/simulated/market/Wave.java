package io.autotrade.simulated.market;

/**
 * State of one random process at the beginning of a minute: the market as a whole, or what is an asset's own.
 *
 * <p>Volatility clusters: its logarithm is the sum of a slow and a fast part that return to zero, and large moves raise
 * the fast one, as in GARCH. Trends begin and end at random and last about a day, so that followers of trends have
 * something to follow. Now and then there is a jump. A weak pull keeps the level from drifting away for good.
 *
 * @param level sum of the log returns so far
 * @param slow slow part of the log volatility
 * @param fast fast part of the log volatility
 * @param trend -1, 0 or 1
 */
record Wave(double level, double slow, double fast, int trend) {

    static final Wave START = new Wave(0, 0, 0, 0);

    /** Half-life three days, deviation 0.35. */
    private static final double SLOW_PULL = 1.6e-4;

    private static final double SLOW_NOISE = 0.0063;

    /** Half-life an hour and a half, deviation 0.3. */
    private static final double FAST_PULL = 7.7e-3;

    private static final double FAST_NOISE = 0.037;

    private static final double LARGE_MOVE = 2.5;
    private static final double SHOCK = 0.25;

    /** Half-life twenty days. */
    private static final double LEVEL_PULL = 2.4e-5;

    private static final double TREND_CHANGES = 1.0 / 1_200;
    private static final double JUMPS = 1.0 / 2_880;

    /**
     * Parameters of a process, per minute.
     *
     * @param volatility deviation of the log return
     * @param drift log return while a trend lasts
     */
    record Shape(double volatility, double drift) {}

    /** Deviation of the log return of this minute. */
    double volatility(Shape shape, double season) {
        return shape.volatility() * season * StrictMath.exp(slow + fast);
    }

    /**
     * The state a minute later.
     *
     * @param volatility as {@link #volatility} gave it
     * @param minute index of this minute in the life of the market
     */
    Wave next(Shape shape, double volatility, long key, long minute) {
        double shock = Noise.gaussian(key, 1, minute);
        double move = shape.drift() * trend + volatility * shock - LEVEL_PULL * level + jump(volatility, key, minute);
        double excess = Math.max(0, Math.abs(shock) - LARGE_MOVE);
        return new Wave(
                level + move,
                slow * (1 - SLOW_PULL) + SLOW_NOISE * Noise.gaussian(key, 2, minute),
                fast * (1 - FAST_PULL) + FAST_NOISE * Noise.gaussian(key, 3, minute) + SHOCK * excess,
                nextTrend(key, minute));
    }

    private int nextTrend(long key, long minute) {
        double draw = Noise.uniform(key, 4, minute);
        if (draw >= TREND_CHANGES) {
            return trend;
        }
        double choice = draw / TREND_CHANGES;
        return choice < 0.38 ? -1 : choice < 0.62 ? 0 : 1;
    }

    private static double jump(double volatility, long key, long minute) {
        double draw = Noise.uniform(key, 5, minute);
        if (draw >= JUMPS) {
            return 0;
        }
        return volatility * (4 + 8 * Noise.uniform(key, 6, minute)) * (draw < JUMPS / 2 ? -1 : 1);
    }
}
