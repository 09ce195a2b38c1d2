package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.config.TradingConfig.AdvisorChoice;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.autotrade.config.TradingConfig.RiskConfig;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A gate input that every rule passes, to be changed in one point by a test: flat account of 10000 USDT, BTC at
 * 100/100.02, a long with stop 98 and target 106, 10 % of equity, leverage 2.
 */
final class Proposals {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    Action action = Action.BUY;
    Symbol symbol = BTC;
    BigDecimal sizePct = n("10");
    BigDecimal quantity;
    BigDecimal leverage = n("2");
    BigDecimal confidence = n("0.7");
    BigDecimal stopLoss = n("98");
    BigDecimal takeProfit = n("106");
    Integer maxSlippageBps;

    BigDecimal equity = n("10000");
    BigDecimal cash;
    final SortedMap<Symbol, OpenPosition> positions = new TreeMap<>();
    BigDecimal decidedPrice = n("100");
    Instant decidedAt = NOW.minusSeconds(20);
    GateInput.LivePrice live = new GateInput.LivePrice(n("100"), n("100.02"), n("100.01"), NOW.minusSeconds(1));
    final Map<Symbol, BigDecimal> pending = new HashMap<>();
    BigDecimal pendingMargin = BigDecimal.ZERO;
    BigDecimal dayStart = n("10000");
    BigDecimal peak = n("10000");
    int lossStreak;
    final Map<Symbol, Instant> lastExit = new HashMap<>();
    int ordersLastHour;
    TradingState state = TradingState.ACTIVE;
    Instrument instrument = instrument(Instrument.State.LIVE, "USDT", "1000", "50", "0.005");
    boolean canProtect = true;
    final Set<Symbol> blocked = new HashSet<>();
    BigDecimal takerFee = n("0.0005");

    List<Symbol> symbols = List.of(BTC, ETH);
    BigDecimal maxPositionPct = n("50");
    BigDecimal confidenceThreshold = n("0.6");
    boolean allowShort;
    BigDecimal maxLeverage = n("10");
    BigDecimal dailyLossCap = n("1000");
    BigDecimal drawdownPct = n("5");
    BigDecimal minRewardRisk = n("1.5");
    BigDecimal maxStopPct = n("8");
    BigDecimal cashBufferPct = n("15");
    BigDecimal grossPct = n("200");
    BigDecimal minNotional = n("10");
    int lossStreakPause = 3;
    Duration cooldown = Duration.ofMinutes(15);
    int ordersPerHour = 12;
    Duration staleAfter = Duration.ofSeconds(60);
    Duration maxAge = Duration.ofSeconds(120);
    BigDecimal driftBps = n("50");
    boolean reducingWhenDown = true;

    static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    static Instrument instrument(
            Instrument.State state, String settle, String maxMarket, String maxLeverage, String maintenance) {
        return new Instrument(
                BTC,
                "BTC",
                "USDT",
                settle,
                n("0.001"),
                n("0.001"),
                maxMarket == null ? null : n(maxMarket),
                null,
                n("0.01"),
                n("5"),
                n(maxLeverage),
                maintenance == null ? null : n(maintenance),
                null,
                state);
    }

    Proposals open(PositionSide side, String quantity, String entry, String mark, String stop) {
        BigDecimal q = n(quantity);
        BigDecimal cost = q.multiply(n(entry));
        BigDecimal pnl = q.multiply(n(mark)).subtract(cost);
        positions.put(
                symbol,
                new OpenPosition(
                        symbol,
                        side,
                        q,
                        n(entry),
                        cost,
                        n(mark),
                        BigDecimal.ONE,
                        cost,
                        side == PositionSide.LONG ? pnl : pnl.negate(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null,
                        stop == null ? null : n(stop),
                        n("110"),
                        null,
                        null,
                        "",
                        "",
                        null,
                        null,
                        NOW));
        return this;
    }

    Decision decision() {
        return new Decision(
                "d1",
                symbol,
                action,
                sizePct,
                quantity,
                leverage,
                confidence,
                stopLoss,
                takeProfit,
                maxSlippageBps,
                "",
                "because");
    }

    Portfolio portfolio() {
        BigDecimal margin =
                sum(positions.values().stream().map(OpenPosition::margin).toList());
        BigDecimal exposure =
                sum(positions.values().stream().map(OpenPosition::notional).toList());
        BigDecimal unrealized =
                sum(positions.values().stream().map(OpenPosition::unrealizedPnl).toList());
        BigDecimal booked = cash == null ? equity.subtract(unrealized) : cash;
        return new Portfolio(
                "simulated",
                "USDT",
                n("10000"),
                BigDecimal.ZERO,
                booked,
                equity,
                unrealized,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                margin,
                exposure,
                equity,
                BigDecimal.ZERO,
                positions,
                NOW);
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    TradingConfig config() {
        LlmConfig llm = new LlmConfig(
                "deepseek",
                "deepseek-chat",
                "https://api.deepseek.com/v1",
                null,
                n("0.7"),
                Duration.ofSeconds(30),
                3,
                Duration.ofSeconds(90),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                8,
                5,
                true,
                reducingWhenDown);
        return new TradingConfig(
                "simulated",
                symbols,
                Duration.ofMinutes(5),
                maxPositionPct,
                confidenceThreshold,
                allowShort,
                AdvisorChoice.BASELINE,
                llm,
                new RiskConfig(
                        maxLeverage,
                        dailyLossCap,
                        drawdownPct,
                        minRewardRisk,
                        maxStopPct,
                        cashBufferPct,
                        grossPct,
                        minNotional,
                        lossStreakPause,
                        cooldown,
                        ordersPerHour,
                        staleAfter,
                        maxAge,
                        driftBps));
    }

    RiskHistory history() {
        return new RiskHistory(dayStart, peak, lossStreak, lastExit, ordersLastHour);
    }

    GateInput.PendingExposure pendingExposure() {
        return new GateInput.PendingExposure(pending, sum(List.copyOf(pending.values())), pendingMargin);
    }

    GateInput input() {
        return new GateInput(
                decision(),
                portfolio(),
                decidedPrice,
                decidedAt,
                live,
                pendingExposure(),
                history(),
                state,
                instrument,
                canProtect,
                blocked,
                takerFee,
                config(),
                NOW);
    }

    AccountView account() {
        return new AccountView(portfolio(), history(), pendingExposure(), state, config());
    }

    Verdict judge() {
        return new RiskGate().judge(input());
    }
}
