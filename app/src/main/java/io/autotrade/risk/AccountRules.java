package io.autotrade.risk;

import io.autotrade.bus.TradingState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the account as a whole may take new exposure. */
final class AccountRules {

    static final AccountRule TRADING_STATE = new AccountRule(
            "trading_state",
            config -> "active",
            config -> "New positions only while the trading state is ACTIVE.",
            account -> new AccountRule.Check(
                    account.state() == TradingState.ACTIVE,
                    account.state().name().toLowerCase(Locale.ROOT),
                    "",
                    "the trading state is " + account.state() + "; no new exposure"));

    static final AccountRule DAILY_LOSS = new AccountRule(
            "daily_loss",
            config -> Texts.plain(config.risk().dailyLossCap()) + " since 00:00 UTC",
            config -> "No entry once " + Texts.plain(config.risk().dailyLossCap())
                    + " or more of settlement currency has been lost since 00:00 UTC, unrealised losses included.",
            AccountRules::dailyLoss);

    static final AccountRule DRAWDOWN = new AccountRule(
            "drawdown",
            config -> Texts.plain(config.risk().drawdownPausePct()) + '%',
            config -> "No entry once equity is " + Texts.plain(config.risk().drawdownPausePct())
                    + "% or more below its peak.",
            AccountRules::drawdown);

    static final AccountRule LOSS_STREAK = new AccountRule(
            "loss_streak",
            config -> isOff(config.risk().lossStreakPause())
                    ? "off"
                    : String.valueOf(config.risk().lossStreakPause()),
            config -> isOff(config.risk().lossStreakPause())
                    ? "Losing trades in a row are not limited."
                    : "No entry after " + config.risk().lossStreakPause() + " losing trades in a row.",
            AccountRules::lossStreak);

    static final AccountRule ORDER_RATE = new AccountRule(
            "order_rate",
            config -> config.risk().maxOrdersPerHour() + " per hour",
            config -> "At most " + config.risk().maxOrdersPerHour() + " entry orders in any 60 minutes.",
            AccountRules::orderRate);

    private AccountRules() {}

    private static boolean isOff(int losses) {
        return losses <= 0;
    }

    /** Loss since the start of the UTC day, negative for a gain; null when it is not known. */
    static @Nullable BigDecimal lossToday(AccountView account) {
        BigDecimal start = account.history().dayStartEquity();
        return start == null ? null : start.subtract(account.portfolio().equity());
    }

    private static AccountRule.Check dailyLoss(AccountView account) {
        BigDecimal loss = lossToday(account);
        if (loss == null) {
            return unknown("equity at the start of the day");
        }
        String currency = account.portfolio().currency();
        BigDecimal cap = account.config().risk().dailyLossCap();
        String lost = Texts.money(loss.max(BigDecimal.ZERO), currency);
        return new AccountRule.Check(
                loss.compareTo(cap) < 0,
                lost,
                Texts.money(cap.subtract(loss).max(BigDecimal.ZERO), currency),
                "lost " + lost + " since 00:00 UTC, limit " + Texts.plain(cap));
    }

    /** {@code (peak - equity) x 100 >= percent x peak}. */
    static boolean isDrawdownAtLeast(BigDecimal percent, BigDecimal peak, BigDecimal equity) {
        return peak.subtract(equity).multiply(EntryMath.HUNDRED).compareTo(percent.multiply(peak)) >= 0;
    }

    private static AccountRule.Check drawdown(AccountView account) {
        BigDecimal peak = account.history().peakEquity();
        if (peak == null || peak.signum() <= 0) {
            return unknown("peak equity");
        }
        BigDecimal equity = account.portfolio().equity();
        BigDecimal limit = account.config().risk().drawdownPausePct();
        BigDecimal fall = peak.subtract(equity)
                .max(BigDecimal.ZERO)
                .multiply(EntryMath.HUNDRED)
                .divide(peak, 4, RoundingMode.DOWN);
        return new AccountRule.Check(
                !isDrawdownAtLeast(limit, peak, equity),
                Texts.percent(fall),
                Texts.percent(limit.subtract(fall).max(BigDecimal.ZERO)),
                "equity is " + Texts.percent(fall) + " below its peak, limit " + Texts.plain(limit) + '%');
    }

    private static AccountRule.Check lossStreak(AccountView account) {
        int limit = account.config().risk().lossStreakPause();
        int streak = account.history().lossStreak();
        return new AccountRule.Check(
                isOff(limit) || streak < limit,
                String.valueOf(streak),
                isOff(limit) ? "" : String.valueOf(Math.max(0, limit - streak)),
                streak + " losing trades in a row, limit " + limit);
    }

    private static AccountRule.Check orderRate(AccountView account) {
        int limit = account.config().risk().maxOrdersPerHour();
        int orders = account.history().ordersLastHour();
        return new AccountRule.Check(
                orders < limit,
                orders + " in the last hour",
                String.valueOf(Math.max(0, limit - orders)),
                orders + " entry orders in the last 60 minutes, limit " + limit);
    }

    private static AccountRule.Check unknown(String what) {
        return new AccountRule.Check(false, Texts.NONE, "", what + " is not known");
    }
}
