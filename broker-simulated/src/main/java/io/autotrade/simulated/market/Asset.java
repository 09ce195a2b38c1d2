package io.autotrade.simulated.market;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices and volumes of one symbol, drawn from its track. Inside a minute the price walks from the level at its
 * beginning to that of the next (a Brownian bridge), in {@code ticks} equal steps; the first is at the beginning of the
 * minute.
 */
final class Asset {

    private static final int SIDE = 7;
    private static final int VOLUME = 12;
    private static final int BOOK = 13;
    private static final int WALK = 100;

    /** Half of the spread as a part of the price, in quiet times. */
    private static final double HALF_SPREAD = 4e-6;

    private final Instrument instrument;
    private final MarketPath path;
    private final long key;
    private final long originMinute;
    private final int ticks;
    private final double referenceSteps;
    private final double offset;
    private final double lotsPerTick;
    private final double usualVolatility;
    private volatile Minute recent;

    // Compared by nobody, and a list of boxed numbers would cost a hundred times the room.
    /** The ticks of one minute: prices in price steps, volumes in quantity steps. */
    @SuppressWarnings("ArrayRecordComponent")
    record Minute(long number, long[] prices, long[] lots, double activity) {}

    /**
     * An asset on a path.
     *
     * @param offset added to the level of the track, so that the start price is where it should be
     * @param originMinute minutes from 1970 to the beginning of the market
     * @param ticks per minute
     */
    Asset(
            Instrument instrument,
            Profile profile,
            double offset,
            MarketPath path,
            long seed,
            long originMinute,
            int ticks) {
        this.instrument = instrument;
        this.path = path;
        this.offset = offset;
        this.originMinute = originMinute;
        this.ticks = ticks;
        key = Noise.key(seed, instrument.symbol().value());
        referenceSteps = profile.startPrice()
                .divide(instrument.priceStep(), 6, RoundingMode.HALF_EVEN)
                .doubleValue();
        BigDecimal lots = profile.dailyTurnover()
                .divide(profile.startPrice(), 12, RoundingMode.HALF_EVEN)
                .divide(instrument.quantityStep(), 12, RoundingMode.HALF_EVEN);
        lotsPerTick = lots.doubleValue() / (Day.MINUTES * ticks);
        usualVolatility = Day.usualVolatility(profile);
        recent = new Minute(Long.MIN_VALUE, new long[0], new long[0], 1);
    }

    Symbol symbol() {
        return instrument.symbol();
    }

    Instrument instrument() {
        return instrument;
    }

    BigDecimal price(long steps) {
        return instrument.priceStep().multiply(BigDecimal.valueOf(steps));
    }

    BigDecimal quantity(long lots) {
        return instrument.quantityStep().multiply(BigDecimal.valueOf(lots));
    }

    /** The minute with this number since 1970; its day must have been made. */
    Minute minute(long number) {
        Minute known = recent;
        return known.number() == number ? known : draw(number);
    }

    /** As {@link #minute}, for the one the market is in. */
    Minute currentMinute(long number) {
        Minute minute = minute(number);
        recent = minute;
        return minute;
    }

    Trade trade(Minute minute, int tick, Instant at) {
        boolean up = (tick > 0 && minute.prices()[tick] != minute.prices()[tick - 1])
                ? minute.prices()[tick] > minute.prices()[tick - 1]
                : Noise.bits(key, SIDE, relative(minute.number()) * ticks + tick) < 0;
        return new Trade(
                Long.toString(at.getEpochSecond()),
                symbol(),
                price(minute.prices()[tick]),
                quantity(minute.lots()[tick]),
                up ? Side.BUY : Side.SELL,
                at);
    }

    Ticker ticker(Minute minute, int tick, DayFigures figures, Instant at) {
        long last = minute.prices()[tick];
        long half = halfSpread(last, minute.activity());
        BigDecimal lastPrice = price(last);
        return new Ticker(
                symbol(),
                price(Math.max(1, last - half)),
                price(last + half),
                lastPrice,
                lastPrice,
                price(figures.open()),
                price(Math.max(figures.high(), last)),
                price(Math.min(figures.low(), last)),
                quantity(figures.volume()),
                at);
    }

    OrderBook book(Minute minute, int tick, int depth, Instant at) {
        long last = minute.prices()[tick];
        long half = halfSpread(last, minute.activity());
        List<OrderBook.Level> bids = new ArrayList<>(depth);
        List<OrderBook.Level> asks = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            long bid = last - half * (i + 1L);
            if (bid > 0) {
                bids.add(level(bid, minute, tick, 2 * i));
            }
            asks.add(level(last + half * (i + 1L), minute, tick, 2 * i + 1));
        }
        return new OrderBook(symbol(), bids, asks, at);
    }

    /** The size of the open interest in base asset for its logarithm against the usual size. */
    BigDecimal interest(double logarithm) {
        double lots = lotsPerTick * Day.MINUTES * ticks * 0.3 * StrictMath.exp(logarithm);
        return quantity(Math.max(1, (long) StrictMath.rint(lots)));
    }

    private Minute draw(long number) {
        Day day = path.day(Math.floorDiv(number, Day.MINUTES));
        Day.Track track = day.track(symbol());
        int index = (int) Math.floorMod(number, (long) Day.MINUTES);
        double from = track.level()[index] + offset;
        double to = track.level()[index + 1] + offset;
        double activity = track.volatility()[index] / usualVolatility;
        double[] walk = walk(number, track.volatility()[index]);
        long[] prices = new long[ticks];
        long[] lots = new long[ticks];
        for (int tick = 0; tick < ticks; tick++) {
            double part = (double) tick / ticks;
            double level = from + (to - from) * part + walk[tick] - part * walk[ticks];
            prices[tick] = Math.max(1, (long) StrictMath.rint(referenceSteps * StrictMath.exp(level)));
            double draw = Noise.uniform(key, VOLUME, relative(number) * ticks + tick);
            lots[tick] = Math.max(1, (long) StrictMath.rint(lotsPerTick * activity * 3 * draw * draw));
        }
        return new Minute(number, prices, lots, activity);
    }

    private double[] walk(long number, double volatility) {
        double[] walk = new double[ticks + 1];
        double scale = volatility / StrictMath.sqrt(ticks);
        for (int tick = 1; tick <= ticks; tick++) {
            walk[tick] = walk[tick - 1] + scale * Noise.gaussian(key, WALK + tick, relative(number));
        }
        return walk;
    }

    private OrderBook.Level level(long price, Minute minute, int tick, int position) {
        double draw = Noise.uniform(key, BOOK, (relative(minute.number()) * ticks + tick) * 1_024 + position);
        double lots = lotsPerTick * (0.05 + 0.01 * position) * (0.2 + 1.6 * draw);
        return new OrderBook.Level(price(price), quantity(Math.max(1, (long) StrictMath.rint(lots))));
    }

    private static long halfSpread(long price, double activity) {
        return Math.max(1, (long) StrictMath.rint(price * HALF_SPREAD * Math.clamp(activity, 0.5, 5)));
    }

    private long relative(long minute) {
        return minute - originMinute;
    }
}
