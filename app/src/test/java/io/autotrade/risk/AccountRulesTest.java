package io.autotrade.risk;

import static io.autotrade.risk.Proposals.n;

import io.autotrade.bus.TradingState;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Limits of the whole account: each rule inside its limit, on it, and beyond it. */
class AccountRulesTest extends RuleCases {

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("trading_state", p -> {}, "active", "active"),
                pass("daily_loss", p -> p.equity = n("9000.01"), "999.99 USDT", "1000 since 00:00 UTC"),
                pass("daily_loss", p -> p.equity = n("11000"), "0.00 USDT", "1000 since 00:00 UTC"),
                pass("drawdown", p -> p.equity = n("9500.01"), "4.9999%", "5%"),
                pass("drawdown", p -> p.equity = n("10500"), "0%", "5%"),
                pass("loss_streak", p -> p.lossStreak = 2, "2", "3"),
                pass(
                        "loss_streak",
                        p -> {
                            p.lossStreak = 9;
                            p.lossStreakPause = 0;
                        },
                        "9",
                        "off"),
                pass("order_rate", p -> p.ordersLastHour = 11, "11 in the last hour", "12 per hour"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail(
                        "trading_state",
                        p -> p.state = TradingState.REDUCING,
                        "reducing",
                        "active",
                        "the trading state is REDUCING; no new exposure"),
                fail(
                        "trading_state",
                        p -> p.state = TradingState.HALTED,
                        "halted",
                        "active",
                        "the trading state is HALTED; no new exposure"),
                fail(
                        "daily_loss",
                        p -> p.equity = n("9000"),
                        "1000.00 USDT",
                        "1000 since 00:00 UTC",
                        "lost 1000.00 USDT since 00:00 UTC, limit 1000"),
                fail(
                        "daily_loss",
                        p -> p.dayStart = null,
                        "none",
                        "1000 since 00:00 UTC",
                        "equity at the start of the day is not known"),
                fail("drawdown", p -> p.equity = n("9500"), "5%", "5%", "equity is 5% below its peak, limit 5%"),
                fail("drawdown", p -> p.peak = null, "none", "5%", "peak equity is not known"),
                fail("drawdown", p -> p.peak = n("0"), "none", "5%", "peak equity is not known"),
                fail("loss_streak", p -> p.lossStreak = 3, "3", "3", "3 losing trades in a row, limit 3"),
                fail(
                        "order_rate",
                        p -> p.ordersLastHour = 12,
                        "12 in the last hour",
                        "12 per hour",
                        "12 entry orders in the last 60 minutes, limit 12"));
    }
}
