package io.autotrade.portfolio;

import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.TransferBooked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the equity curve and of the closed positions, a fold over the same events as the {@link Ledger}.
 *
 * <p>Sampling: the equity at the end of each UTC hour, carried forward over hours without a mark. The return of an hour
 * is {@code (end - transfers) / start - 1}, so that moving money is not a result. Only finished hours count.
 *
 * <ul>
 *   <li>Sharpe ratio (W. F. Sharpe, The Sharpe Ratio, 1994), risk-free rate 0: mean of the hourly returns divided by
 *       their sample standard deviation, times the square root of the 8760 hours of a year.
 *   <li>Sortino ratio (F. Sortino and L. Price, 1994), target 0: the mean divided by the root of the mean of the
 *       squared negative returns, annualised likewise.
 * </ul>
 *
 * Neither is given before a day's worth of returns, nor where its denominator is 0. Not thread-safe.
 */
public final class Statistics {

    /** Hourly returns below which no ratio is given. */
    static final int MIN_RETURNS = 24;

    private static final double HOURS_PER_YEAR = 24.0 * 365.0;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private boolean started;
    private long hour;
    private BigDecimal hourStart = BigDecimal.ZERO;
    private BigDecimal latest = BigDecimal.ZERO;
    private BigDecimal hourFlow = BigDecimal.ZERO;
    private BigDecimal unmarkedFlow = BigDecimal.ZERO;

    private long returns;
    private double mean;
    private double squaredDeviations;
    private double squaredLosses;

    private BigDecimal drawdownPct = BigDecimal.ZERO;
    private BigDecimal maxDrawdownPct = BigDecimal.ZERO;

    private int trades;
    private int wins;
    private int losses;
    private BigDecimal won = BigDecimal.ZERO;
    private BigDecimal lost = BigDecimal.ZERO;

    /** Folds one event; events that say nothing about equity or outcomes are ignored. */
    public void apply(DomainEvent event) {
        switch (event) {
            case AccountOpened e -> start(e);
            case TransferBooked e -> unmarkedFlow = unmarkedFlow.add(e.amount());
            case PortfolioMarked e -> mark(e);
            case OutcomeRecorded e -> outcome(e);
            default -> {
                // no statistic depends on it
            }
        }
    }

    private void start(AccountOpened opened) {
        started = true;
        hour = hourOf(opened.at());
        hourStart = opened.startingEquity();
        latest = opened.startingEquity();
    }

    private void mark(PortfolioMarked mark) {
        drawdownPct = mark.drawdownPct();
        maxDrawdownPct = maxDrawdownPct.max(drawdownPct);
        if (!started) {
            started = true;
            hour = hourOf(mark.at());
            hourStart = mark.equity();
        }
        finishHoursBefore(hourOf(mark.at()));
        hourFlow = hourFlow.add(unmarkedFlow);
        unmarkedFlow = BigDecimal.ZERO;
        latest = mark.equity();
    }

    private void finishHoursBefore(long newHour) {
        boolean setBack = newHour < hour - 1; // another recording is played on the same books
        if (newHour <= hour && !setBack) {
            return;
        }
        addReturn(returnOfHour());
        for (long idle = hour + 1; idle < newHour; idle++) {
            addReturn(0.0);
        }
        hour = newHour;
        hourStart = latest;
        hourFlow = BigDecimal.ZERO;
    }

    private double returnOfHour() {
        double start = hourStart.doubleValue();
        return start > 0 ? latest.subtract(hourFlow).subtract(hourStart).doubleValue() / start : 0.0;
    }

    /** Welford's update of mean and squared deviations. */
    private void addReturn(double value) {
        returns++;
        double distance = value - mean;
        mean += distance / returns;
        squaredDeviations += distance * (value - mean);
        squaredLosses += value < 0 ? value * value : 0.0;
    }

    private void outcome(OutcomeRecorded outcome) {
        trades++;
        BigDecimal net = outcome.netPnl();
        if (net.signum() > 0) {
            wins++;
            won = won.add(net);
        } else if (net.signum() < 0) {
            losses++;
            lost = lost.subtract(net);
        }
    }

    private static long hourOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS_PER_HOUR);
    }

    /** The figures so far. */
    public Figures figures() {
        return new Figures(
                ratio(Math.sqrt(squaredDeviations / Math.max(1, returns - 1))),
                ratio(Math.sqrt(squaredLosses / Math.max(1, returns))),
                returns,
                drawdownPct,
                maxDrawdownPct,
                trades,
                wins,
                losses,
                quotient(HUNDRED.multiply(BigDecimal.valueOf(wins)), trades),
                lost.signum() == 0 ? null : won.divide(lost, 8, RoundingMode.HALF_UP),
                quotient(won, wins),
                quotient(lost, losses),
                quotient(won.subtract(lost), trades));
    }

    private @Nullable Double ratio(double deviation) {
        if (returns < MIN_RETURNS || deviation == 0.0) {
            return null;
        }
        double value = mean / deviation * Math.sqrt(HOURS_PER_YEAR);
        return Double.isFinite(value) ? value : null;
    }

    private static @Nullable BigDecimal quotient(BigDecimal sum, int count) {
        return count == 0 ? null : sum.divide(BigDecimal.valueOf(count), 8, RoundingMode.HALF_UP);
    }

    /**
     * What the statistics say; null where nothing can be said. Never NaN or infinite.
     *
     * @param sharpe annualised; null with less than 24 hourly returns or without any variation
     * @param sortino annualised; null with less than 24 hourly returns or without any negative return
     * @param hours number of hourly returns both rest on
     * @param drawdownPct fall from the peak at the last mark, percent
     * @param maxDrawdownPct largest fall from a peak at any mark, percent
     * @param trades closed positions; one with a net result of exactly 0 is neither a win nor a loss
     * @param winRatePct wins in percent of trades; null without trades
     * @param profitFactor sum of wins divided by sum of losses; null without losses
     * @param averageWin net, settlement currency; null without wins
     * @param averageLoss net, settlement currency, positive; null without losses
     * @param expectancy mean net result of a trade, settlement currency; null without trades
     */
    public record Figures(
            @Nullable Double sharpe,
            @Nullable Double sortino,
            long hours,
            BigDecimal drawdownPct,
            BigDecimal maxDrawdownPct,
            int trades,
            int wins,
            int losses,
            @Nullable BigDecimal winRatePct,
            @Nullable BigDecimal profitFactor,
            @Nullable BigDecimal averageWin,
            @Nullable BigDecimal averageLoss,
            @Nullable BigDecimal expectancy) {}
}
