package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.instrument;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.autotrade.broker.Instrument.State;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule inside its limit, on it, and beyond it. */
class RulesTest {

    @ParameterizedTest(name = "{0} passes with {2}")
    @MethodSource("passing")
    void passes(String code, Consumer<Proposals> change, String value, String limit) {
        assertThat(result(code, change)).isEqualTo(new RuleResult(code, true, limit, value, ""));
    }

    @ParameterizedTest(name = "{0} fails with {2}")
    @MethodSource("failing")
    void fails(String code, Consumer<Proposals> change, String value, String limit, String reason) {
        assertThat(result(code, change)).isEqualTo(new RuleResult(code, false, limit, value, reason));
    }

    private static RuleResult result(String code, Consumer<Proposals> change) {
        Proposals proposal = new Proposals();
        change.accept(proposal);
        PositionSide side = proposal.action == Action.SELL ? PositionSide.SHORT : PositionSide.LONG;
        RiskRule rule = RiskGate.rules().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        return rule.evaluate(Sizing.propose(proposal.input(), side));
    }

    private static void sell(Proposals p) {
        p.action = Action.SELL;
        p.allowShort = true;
        p.stopLoss = n("102");
        p.takeProfit = n("94");
    }

    private static Consumer<Proposals> sold(Consumer<Proposals> change) {
        return p -> {
            sell(p);
            change.accept(p);
        };
    }

    private static Arguments pass(String code, Consumer<Proposals> change, String value, String limit) {
        return arguments(code, change, value, limit);
    }

    private static Arguments fail(String code, Consumer<Proposals> change, String value, String limit, String reason) {
        return arguments(code, change, value, limit, reason);
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("symbol_allowed", p -> {}, "BTC-USDT-SWAP", "BTC-USDT-SWAP, ETH-USDT-SWAP"),
                pass("instrument_tradable", p -> {}, "live", "live"),
                pass("trading_state", p -> {}, "active", "active"),
                pass("can_protect", p -> {}, "yes", "stop at the venue"),
                pass("symbol_not_blocked", p -> p.blocked.add(Proposals.ETH), "not blocked", "not blocked"),
                pass("short_allowed", p -> {}, "long", "long only"),
                pass("short_allowed", RulesTest::sell, "short", "long and short"),
                pass("one_position_per_symbol", p -> p.pending.put(Proposals.ETH, n("5")), "0", "1"),
                pass("no_flip", p -> {}, "flat", "close first"),
                pass("no_flip", p -> p.open(PositionSide.LONG, "1", "100", "100", null), "long", "close first"),
                pass("data_fresh", p -> liveAt(p, 60_000), "60 s", "60 s"),
                pass("data_fresh", p -> liveAt(p, -60_000), "-60 s", "60 s"),
                pass("decision_age", p -> p.decidedAt = NOW.minusSeconds(120), "2 min", "2 min"),
                pass("price_drift", p -> p.decidedPrice = n("99.523"), "49.9382 bps", "50 bps"),
                pass("price_drift", p -> decided(p, "200", 0), "-4999 bps", "0 bps"),
                pass("price_drift", p -> decided(p, "100.02", -7), "0 bps", "0 bps"),
                pass("price_drift", p -> decided(p, "100", 2), "2 bps", "2 bps"),
                pass("price_drift", p -> decided(p, "100", 900), "2 bps", "50 bps"),
                pass("price_drift", sold(p -> p.decidedPrice = n("100.5")), "49.7512 bps", "50 bps"),
                pass("confidence", p -> p.confidence = n("0.60"), "0.6", "0.6"),
                pass("confidence", p -> p.confidence = n("1"), "1", "0.6"),
                pass("max_leverage", p -> p.leverage = n("10.0"), "10x", "10x"),
                pass("max_leverage", p -> p.leverage = null, "1x", "10x"),
                pass(
                        "max_leverage",
                        p -> {
                            p.leverage = n("5");
                            p.instrument = instrument(State.LIVE, "USDT", null, "5", null);
                        },
                        "5x",
                        "5x"),
                pass(
                        "max_leverage",
                        p -> {
                            p.leverage = n("10");
                            p.instrument = null;
                        },
                        "10x",
                        "10x"),
                pass("size_valid", p -> p.sizePct = n("100"), "100% of equity", "100% of equity"),
                pass("size_valid", p -> p.sizePct = null, "10% of equity", "100% of equity"),
                pass("size_valid", p -> quantity(p, "199.96"), "199.96", "100% of equity"),
                pass("position_size", p -> quantity(p, "49.605"), "49.9995% of equity", "50% of equity"),
                pass(
                        "position_size",
                        p -> {
                            quantity(p, "39.684");
                            p.pending.put(BTC, n("1000"));
                        },
                        "49.9996% of equity",
                        "50% of equity"),
                pass("gross_exposure", p -> quantity(p, "196.81"), "199.9999% of equity", "200% of equity"),
                pass("cash_buffer", p -> quantity(p, "167.56"), "15.0004% of equity", "15% of equity"),
                pass("max_order_size", p -> quantity(p, "1000"), "1000 BTC", "1000 BTC"),
                pass(
                        "max_order_size",
                        p -> p.instrument = instrument(State.LIVE, "USDT", null, "50", null),
                        "19.996 BTC",
                        "none"),
                pass("min_notional", p -> quantity(p, "0.1"), "10.00 USDT", "10 USDT, 0.001 BTC"),
                pass(
                        "min_notional",
                        p -> {
                            quantity(p, "0.05");
                            p.minNotional = n("1");
                            p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
                        },
                        "5.00 USDT",
                        "5 USDT, 0.001 BTC"),
                pass("stop_required", p -> {}, "98", "required"),
                pass(
                        "stop_side",
                        p -> p.stopLoss = n("99.99"),
                        "99.99",
                        "below the bid of a long, above the ask of a short"),
                pass(
                        "stop_side",
                        sold(p -> p.stopLoss = n("100.03")),
                        "100.03",
                        "below the bid of a long, above the ask of a short"),
                pass("stop_distance", p -> p.stopLoss = n("92.0184"), "8%", "8%"),
                pass("stop_distance", sold(p -> p.stopLoss = n("108")), "8%", "8%"),
                pass("stop_before_liquidation", p -> p.stopLoss = n("50.29"), "50.29", "before 50.2865"),
                pass("stop_before_liquidation", sold(p -> p.stopLoss = n("149.1")), "149.1", "before 149.1795"),
                pass(
                        "stop_before_liquidation",
                        p -> {
                            p.leverage = null;
                            p.stopLoss = n("0.01");
                        },
                        "0.01",
                        "before 0"),
                pass(
                        "target_side",
                        p -> p.takeProfit = n("100.03"),
                        "100.03",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        p -> p.takeProfit = n("200.04"),
                        "200.04",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        sold(p -> p.takeProfit = n("99.99")),
                        "99.99",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass(
                        "target_side",
                        p -> p.takeProfit = null,
                        "none",
                        "above the ask of a long, below the bid of a short, within 100%"),
                pass("reward_risk", p -> exactRatio(p, "1.5"), "1.5", "1.5"),
                pass("reward_risk", sold(p -> {}), "2.8096", "1.5"),
                pass(
                        "reward_risk",
                        p -> {
                            p.takeProfit = null;
                            p.minRewardRisk = n("0");
                        },
                        "none",
                        "0"),
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
                pass("cooldown", p -> {}, "never closed", "15 min"),
                pass("cooldown", p -> p.lastExit.put(BTC, NOW.minusSeconds(900)), "15 min", "15 min"),
                pass("order_rate", p -> p.ordersLastHour = 11, "11 in the last hour", "12 per hour"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail(
                        "symbol_allowed",
                        p -> p.symbols = List.of(Proposals.ETH),
                        "BTC-USDT-SWAP",
                        "ETH-USDT-SWAP",
                        "BTC-USDT-SWAP is not a configured symbol"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = null,
                        "none",
                        "live",
                        "the broker does not trade BTC-USDT-SWAP"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.LIVE, "USDC", null, "5", null),
                        "settled in USDC",
                        "live",
                        "BTC-USDT-SWAP is settled in USDC, the account in USDT"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.POST_ONLY, "USDT", null, "5", null),
                        "post-only",
                        "live",
                        "BTC-USDT-SWAP takes only post-only orders now"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.SUSPENDED, "USDT", null, "5", null),
                        "suspended",
                        "live",
                        "BTC-USDT-SWAP is suspended"),
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
                        "can_protect",
                        p -> p.canProtect = false,
                        "no",
                        "stop at the venue",
                        "the broker cannot keep a protective stop at the venue"),
                fail(
                        "symbol_not_blocked",
                        p -> p.blocked.add(BTC),
                        "blocked",
                        "not blocked",
                        "BTC-USDT-SWAP is blocked until its unresolved order or halt is cleared"),
                fail(
                        "short_allowed",
                        sold(p -> p.allowShort = false),
                        "short",
                        "long only",
                        "there is no open long to sell and short positions are not allowed"),
                fail(
                        "one_position_per_symbol",
                        p -> p.open(PositionSide.LONG, "1", "100", "100", null),
                        "1 open",
                        "1",
                        "there is already an open position or a pending entry in BTC-USDT-SWAP"),
                fail(
                        "one_position_per_symbol",
                        p -> p.pending.put(BTC, n("0.01")),
                        "1 pending",
                        "1",
                        "there is already an open position or a pending entry in BTC-USDT-SWAP"),
                fail(
                        "no_flip",
                        p -> p.open(PositionSide.SHORT, "1", "100", "100", null),
                        "short",
                        "close first",
                        "a position in the other direction is open; close it first"),
                fail(
                        "data_fresh",
                        p -> liveAt(p, 60_001),
                        "60.001 s",
                        "60 s",
                        "the newest price is 60.001 s old, 60 s is allowed"),
                fail(
                        "data_fresh",
                        p -> liveAt(p, -61_000),
                        "-61 s",
                        "60 s",
                        "the newest price is -61 s old, 60 s is allowed"),
                fail("data_fresh", p -> p.live = null, "none", "60 s", "the live price is not known"),
                fail(
                        "decision_age",
                        p -> p.decidedAt = NOW.minusSeconds(180),
                        "3 min",
                        "2 min",
                        "the proposal is 3 min old, 2 min is allowed"),
                fail(
                        "price_drift",
                        p -> p.decidedPrice = n("99.52"),
                        "50.2412 bps",
                        "50 bps",
                        "the price has moved 50.2412 bps against the order, 50 bps are allowed"),
                fail(
                        "price_drift",
                        p -> decided(p, "100", 1),
                        "2 bps",
                        "1 bps",
                        "the price has moved 2 bps against the order, 1 bps are allowed"),
                fail(
                        "price_drift",
                        sold(p -> p.decidedPrice = n("100.51")),
                        "50.7412 bps",
                        "50 bps",
                        "the price has moved 50.7412 bps against the order, 50 bps are allowed"),
                fail("price_drift", p -> p.decidedPrice = null, "none", "50 bps", "the price then or now is not known"),
                fail(
                        "price_drift",
                        p -> p.decidedPrice = n("0"),
                        "none",
                        "50 bps",
                        "the price then or now is not known"),
                fail("price_drift", p -> p.live = null, "none", "50 bps", "the price then or now is not known"),
                fail(
                        "confidence",
                        p -> p.confidence = n("0.5999"),
                        "0.5999",
                        "0.6",
                        "confidence 0.5999 is not between 0.6 and 1"),
                fail(
                        "confidence",
                        p -> p.confidence = n("1.01"),
                        "1.01",
                        "0.6",
                        "confidence 1.01 is not between 0.6 and 1"),
                fail("confidence", p -> p.confidence = null, "none", "0.6", "the confidence is not known"),
                fail(
                        "max_leverage",
                        p -> p.leverage = n("10.1"),
                        "10.1x",
                        "10x",
                        "leverage 10.1 is not between 1 and 10"),
                fail(
                        "max_leverage",
                        p -> p.leverage = n("0.99"),
                        "0.99x",
                        "10x",
                        "leverage 0.99 is not between 1 and 10"),
                fail(
                        "size_valid",
                        p -> p.sizePct = n("0"),
                        "0% of equity",
                        "100% of equity",
                        "size_pct 0 is not greater than 0 and at most 100"),
                fail(
                        "size_valid",
                        p -> p.sizePct = n("100.01"),
                        "100.01% of equity",
                        "100% of equity",
                        "size_pct 100.01 is not greater than 0 and at most 100"),
                fail(
                        "size_valid",
                        p -> quantity(p, "0"),
                        "0",
                        "100% of equity",
                        "quantity 0 is not positive or needs more margin than there is equity"),
                fail(
                        "size_valid",
                        p -> quantity(p, "199.961"),
                        "199.961",
                        "100% of equity",
                        "quantity 199.961 is not positive or needs more margin than there is equity"),
                fail(
                        "size_valid",
                        p -> {
                            quantity(p, "1");
                            p.live = null;
                        },
                        "none",
                        "100% of equity",
                        "the live price is not known"),
                fail(
                        "position_size",
                        p -> quantity(p, "49.606"),
                        "50.0005% of equity",
                        "50% of equity",
                        "after the trade it would be 50.0005% of equity, at most 50% are allowed"),
                fail(
                        "position_size",
                        p -> {
                            quantity(p, "0.001");
                            p.open(PositionSide.LONG, "50", "100", "100", null);
                        },
                        "50.001% of equity",
                        "50% of equity",
                        "after the trade it would be 50.001% of equity, at most 50% are allowed"),
                fail(
                        "position_size",
                        p -> p.equity = n("0"),
                        "no equity",
                        "50% of equity",
                        "after the trade it would be no equity, at most 50% are allowed"),
                fail("position_size", p -> p.live = null, "none", "50% of equity", "the live price is not known"),
                fail(
                        "gross_exposure",
                        p -> quantity(p, "196.811"),
                        "200.001% of equity",
                        "200% of equity",
                        "after the trade it would be 200.001% of equity, at most 200% are allowed"),
                fail(
                        "gross_exposure",
                        p -> {
                            quantity(p, "0.001");
                            p.pending.put(Proposals.ETH, n("20000"));
                        },
                        "200.001% of equity",
                        "200% of equity",
                        "after the trade it would be 200.001% of equity, at most 200% are allowed"),
                fail("gross_exposure", p -> p.live = null, "none", "200% of equity", "the live price is not known"),
                fail(
                        "cash_buffer",
                        p -> quantity(p, "167.561"),
                        "14.9999% of equity",
                        "15% of equity",
                        "after the trade 14.9999% of equity would be free, at least 15% are demanded"),
                fail(
                        "cash_buffer",
                        p -> {
                            quantity(p, "0.001");
                            p.pendingMargin = n("8500");
                        },
                        "14.9995% of equity",
                        "15% of equity",
                        "after the trade 14.9995% of equity would be free, at least 15% are demanded"),
                fail(
                        "cash_buffer",
                        p -> {
                            quantity(p, "0.001");
                            p.pendingMargin = n("10000");
                            p.cashBufferPct = n("0");
                        },
                        "-0.0005% of equity",
                        "0% of equity",
                        "after the trade -0.0005% of equity would be free, at least 0% are demanded"),
                fail("cash_buffer", p -> p.live = null, "none", "15% of equity", "the live price is not known"),
                fail(
                        "max_order_size",
                        p -> quantity(p, "1000.001"),
                        "1000.001 BTC",
                        "1000 BTC",
                        "the venue takes at most 1000 in one market order"),
                fail(
                        "max_order_size",
                        p -> p.instrument = null,
                        "none",
                        "the venue's largest market order",
                        "the instrument is not known"),
                fail(
                        "min_notional",
                        p -> quantity(p, "0.099"),
                        "9.90 USDT",
                        "10 USDT, 0.001 BTC",
                        "an order of 0.099 BTC worth 9.90 USDT is too small"),
                fail(
                        "min_notional",
                        p -> {
                            quantity(p, "0.0005");
                            p.minNotional = n("0");
                        },
                        "0.00 USDT",
                        "5 USDT, 0.001 BTC",
                        "an order of 0 BTC worth 0.00 USDT is too small"),
                fail("min_notional", p -> p.live = null, "none", "10", "the instrument or the live price is not known"),
                fail("stop_required", p -> p.stopLoss = null, "none", "required", "there is no valid stop_loss"),
                fail("stop_required", p -> p.stopLoss = n("0"), "0", "required", "there is no valid stop_loss"),
                fail(
                        "stop_side",
                        p -> p.stopLoss = n("100"),
                        "100",
                        "below the bid of a long, above the ask of a short",
                        "stop_loss 100 is on the wrong side of the market"),
                fail(
                        "stop_side",
                        sold(p -> p.stopLoss = n("100.02")),
                        "100.02",
                        "below the bid of a long, above the ask of a short",
                        "stop_loss 100.02 is on the wrong side of the market"),
                fail(
                        "stop_side",
                        p -> p.live = null,
                        "none",
                        "below the bid of a long, above the ask of a short",
                        "the stop_loss or the live price is not known"),
                fail(
                        "stop_distance",
                        p -> p.stopLoss = n("92.01"),
                        "8.0084%",
                        "8%",
                        "stop_loss is 8.0084% from the price, 8% are allowed"),
                fail(
                        "stop_distance",
                        p -> p.stopLoss = null,
                        "none",
                        "8%",
                        "the stop_loss or the live price is not known"),
                fail(
                        "stop_before_liquidation",
                        p -> p.stopLoss = n("50.28"),
                        "50.28",
                        "before 50.2865",
                        "stop_loss 50.28 lies beyond the estimated liquidation at 50.2865"),
                fail(
                        "stop_before_liquidation",
                        sold(p -> p.stopLoss = n("149.2")),
                        "149.2",
                        "before 149.1795",
                        "stop_loss 149.2 lies beyond the estimated liquidation at 149.1795"),
                fail(
                        "stop_before_liquidation",
                        p -> {
                            p.stopLoss = n("90");
                            p.leverage = n("10");
                            p.instrument = instrument(State.LIVE, "USDT", null, "50", null);
                        },
                        "90",
                        "before 91.9019",
                        "stop_loss 90 lies beyond the estimated liquidation at 91.9019"),
                fail(
                        "stop_before_liquidation",
                        p -> p.instrument = instrument(State.LIVE, "USDT", null, "50", "1"),
                        "98",
                        "before 100.02",
                        "stop_loss 98 lies beyond the estimated liquidation at 100.02"),
                fail(
                        "stop_before_liquidation",
                        p -> p.stopLoss = null,
                        "none",
                        "before the estimated liquidation",
                        "the stop_loss, the live price or the instrument is not known"),
                fail(
                        "target_side",
                        p -> p.takeProfit = n("100.02"),
                        "100.02",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 100.02 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        p -> p.takeProfit = n("200.05"),
                        "200.05",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 200.05 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        sold(p -> p.takeProfit = n("100")),
                        "100",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 100 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        sold(p -> p.takeProfit = n("0")),
                        "0",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "take_profit 0 is on the wrong side of the market or out of reach"),
                fail(
                        "target_side",
                        p -> p.live = null,
                        "none",
                        "above the ask of a long, below the bid of a short, within 100%",
                        "the live price is not known"),
                fail(
                        "reward_risk",
                        p -> exactRatio(p, "1.5001"),
                        "1.5",
                        "1.5001",
                        "reward to risk net of fees is 1.5, at least 1.5001 is demanded"),
                fail(
                        "reward_risk",
                        p -> p.takeProfit = null,
                        "none",
                        "1.5",
                        "the stop_loss, the take_profit or the live price is not known"),
                fail(
                        "reward_risk",
                        p -> p.stopLoss = null,
                        "none",
                        "1.5",
                        "the stop_loss, the take_profit or the live price is not known"),
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
                        "cooldown",
                        p -> p.lastExit.put(BTC, NOW.minusSeconds(60)),
                        "60 s",
                        "15 min",
                        "BTC-USDT-SWAP was closed 60 s ago; it may be entered again after 15 min"),
                fail(
                        "order_rate",
                        p -> p.ordersLastHour = 12,
                        "12 in the last hour",
                        "12 per hour",
                        "12 entry orders in the last 60 minutes, limit 12"));
    }

    private static void liveAt(Proposals p, long ageMillis) {
        p.live = new GateInput.LivePrice(n("100"), n("100.02"), n("100.01"), NOW.minusMillis(ageMillis));
    }

    private static void decided(Proposals p, String price, int maxSlippageBps) {
        p.decidedPrice = n(price);
        p.maxSlippageBps = maxSlippageBps;
    }

    private static void quantity(Proposals p, String quantity) {
        p.sizePct = null;
        p.quantity = n(quantity);
    }

    /** Risk 2, reward 3, no fee. */
    private static void exactRatio(Proposals p, String demanded) {
        p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
        p.takerFee = BigDecimal.ZERO;
        p.stopLoss = n("98");
        p.takeProfit = n("103");
        p.minRewardRisk = n(demanded);
    }

    @Test
    void feesOfBothWaysLowerTheRatio() {
        RuleResult result = result("reward_risk", p -> {
            p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
            p.takerFee = n("0.01");
            p.stopLoss = n("96");
            p.takeProfit = n("110");
        });

        assertThat(result.value()).isEqualTo("1.3255");
    }

    @Test
    void everyLimitIsNamedAndExplainedWithItsFigure() {
        Proposals p = new Proposals();
        p.cooldown = Duration.ofHours(3);

        assertThat(RiskGate.rules())
                .extracting(RiskRule::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z_]+"));
        assertThat(RiskGate.rules())
                .extracting(rule -> rule.describe(p.config()))
                .containsExactly(
                        "Only configured symbols are traded.",
                        "The broker must trade the symbol now, in the currency of the account.",
                        "New positions only while the trading state is ACTIVE.",
                        "Positions are opened only where the broker keeps a stop at the venue.",
                        "No entry while an order of the symbol has an unknown outcome or the symbol is halted.",
                        "No short positions: SELL only closes an open long.",
                        "One position per symbol; an open position is never enlarged.",
                        "A position is never turned round; close it first.",
                        "No entry when the newest price is older than 60 s.",
                        "A proposal expires 2 min after the market view it is based on.",
                        "A proposal expires when the price has moved more than 50 bps against it, or more than its own "
                                + "max_slippage_bps if that is less.",
                        "Confidence of an entry must be at least 0.6, on a scale of 0 to 1.",
                        "Leverage must be 1 to 10, and no more than the venue allows.",
                        "size_pct (margin in percent of equity) must be greater than 0 and at most 100; a quantity must be "
                                + "positive and need no more margin than that. Without either, size_pct is 10.",
                        "The notional of a position may be at most 50% of equity after the trade, pending orders, slippage "
                                + "and fee included.",
                        "The notionals of all positions together may be at most 200% of equity after the trade, pending "
                                + "orders, slippage and fee included.",
                        "At least 15% of equity must stay free after the trade, pending orders, slippage and fee included.",
                        "An order may not be larger than the venue's largest market order.",
                        "An entry must be worth at least 10 of settlement currency, and no less than the venue's smallest "
                                + "order.",
                        "Every entry needs a stop_loss.",
                        "The stop_loss must be below the market for a long and above it for a short.",
                        "The stop_loss must be within 8% of the entry price.",
                        "The stop_loss must be reached before the estimated liquidation price of the leverage chosen.",
                        "A take_profit must be above the market for a long and below it for a short, and no further than "
                                + "100% of the price.",
                        "Reward to risk, from the live price to take_profit and stop_loss and net of taker fees both ways, "
                                + "must be at least 1.5.",
                        "No entry once 1000 or more of settlement currency has been lost since 00:00 UTC, unrealised losses "
                                + "included.",
                        "No entry once equity is 5% or more below its peak.",
                        "No entry after 3 losing trades in a row.",
                        "After a position is closed, the symbol is not entered again for 3 h.",
                        "At most 12 entry orders in any 60 minutes.");
        p.allowShort = true;
        p.lossStreakPause = 0;
        assertThat(RiskGate.rules())
                .extracting(rule -> rule.describe(p.config()))
                .contains(
                        "SELL opens a short when flat, and closes an open long.",
                        "Losing trades in a row are not limited.");
    }
}
