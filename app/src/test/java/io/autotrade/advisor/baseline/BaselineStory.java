package io.autotrade.advisor.baseline;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Decision;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.market.Candles;
import io.autotrade.market.MarketHub;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.RiskHistory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** Sets a scene for the baseline advisor: prices of one symbol by the minute, an account, and what it decides then. */
final class BaselineStory {

    static final Symbol BTC = Candles.BTC;
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    static final Duration STEP = Duration.ofMinutes(15);
    static final int STEPS = 500;

    private final MarketHub hub;
    private final TreeMap<Symbol, OpenPosition> positions = new TreeMap<>();
    private final Map<Symbol, Instant> lastExit = new HashMap<>();
    private final List<OrderIntended> pending = new ArrayList<>();
    private List<Symbol> symbols = List.of(BTC);
    private boolean allowShort;
    private TradingState state = TradingState.ACTIVE;
    private BigDecimal maxStopPct = BigDecimal.valueOf(8);
    private BigDecimal maxGrossPct = BigDecimal.valueOf(80);
    private BigDecimal minRewardRisk = new BigDecimal("1.5");
    private Instant now = Candles.START.plus(STEP.multipliedBy(STEPS));

    BaselineStory() {
        hub = new MarketHub("story", true, java.util.Set.of(BTC, ETH), STEP, Duration.ofHours(1), 300, Candles.START);
    }

    /** Closing prices at each quarter of an hour; the last one is the price now. */
    BaselineStory prices(Symbol symbol, IntToDoubleFunction close) {
        return prices(symbol, STEPS, close);
    }

    BaselineStory prices(Symbol symbol, int steps, IntToDoubleFunction close) {
        for (int i = STEPS - steps; i < STEPS; i++) {
            hub.accept(new MarketEvent.CandleClosed(candle(symbol, i, close)));
        }
        return price(symbol, price(close, STEPS - 1));
    }

    BaselineStory price(Symbol symbol, BigDecimal price) {
        hub.accept(new MarketEvent.Ticked(Candles.ticker(symbol, price.toPlainString(), now)));
        return this;
    }

    private static Candle candle(Symbol symbol, int i, IntToDoubleFunction close) {
        BigDecimal from = price(close, i - 1);
        BigDecimal to = price(close, i);
        BigDecimal wick = to.multiply(new BigDecimal("0.001"));
        return new Candle(
                symbol,
                STEP,
                Candles.START.plus(STEP.multipliedBy(i)),
                from,
                from.max(to).add(wick),
                from.min(to).subtract(wick),
                to,
                BigDecimal.TEN);
    }

    private static BigDecimal price(IntToDoubleFunction close, int i) {
        return BigDecimal.valueOf(close.applyAsDouble(i)).setScale(2, RoundingMode.HALF_UP);
    }

    /** A rise in waves, now in the steep part of one: momentum and both trends agree on a long. */
    static double rise(int i) {
        return 1000 + i * 0.6 + 6 * Math.sin((i - STEPS) * 0.35 + 1.2);
    }

    /** The mirror image. */
    static double fall(int i) {
        return 2500 - rise(i);
    }

    /** A rise that turned into an ever steeper fall. */
    static double plunge(int i) {
        int since = i - (STEPS - 80);
        return since < 0 ? rise(i) : rise(STEPS - 80) - 0.05 * since * since;
    }

    /** The mirror image. */
    static double soar(int i) {
        return 2500 - plunge(i);
    }

    BaselineStory evaluating(Symbol... all) {
        symbols = List.of(all);
        return this;
    }

    BaselineStory shortsAllowed() {
        allowShort = true;
        return this;
    }

    BaselineStory trading(TradingState newState) {
        state = newState;
        return this;
    }

    BaselineStory at(Instant time) {
        now = time;
        return this;
    }

    Instant now() {
        return now;
    }

    BaselineStory stopsUpTo(String percent) {
        maxStopPct = new BigDecimal(percent);
        return this;
    }

    BaselineStory exposureUpTo(String percent) {
        maxGrossPct = new BigDecimal(percent);
        return this;
    }

    BaselineStory rewardRiskOf(String ratio) {
        minRewardRisk = new BigDecimal(ratio);
        return this;
    }

    BaselineStory exited(Symbol symbol, Duration ago) {
        lastExit.put(symbol, now.minus(ago));
        return this;
    }

    BaselineStory pending(OrderIntended order) {
        pending.add(order);
        return this;
    }

    /** Stop and target may be null. */
    BaselineStory holding(Symbol symbol, PositionSide side, String entry, String stop, String target) {
        BigDecimal price = new BigDecimal(entry);
        positions.put(
                symbol,
                new OpenPosition(
                        symbol,
                        side,
                        BigDecimal.ONE,
                        price,
                        price,
                        price,
                        BigDecimal.TWO,
                        price.divide(BigDecimal.TWO),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        new BigDecimal("0.8"),
                        stop == null ? null : new BigDecimal(stop),
                        target == null ? null : new BigDecimal(target),
                        null,
                        null,
                        "as agreed",
                        "because",
                        "d1",
                        null,
                        now.minusSeconds(3600)));
        return this;
    }

    Decision decision(Symbol symbol) {
        return advice().decisions().stream()
                .filter(decision -> decision.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    Advice advice() {
        return BaselineAdvisor.adviceFor(request());
    }

    AdviceRequest request() {
        return new AdviceRequest(
                "cycle-1",
                1,
                hub.view(now),
                portfolio(),
                new RiskHistory(null, null, 0, lastExit, 0),
                state,
                config(),
                pending,
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(30),
                Candles.START,
                null);
    }

    private Portfolio portfolio() {
        BigDecimal cash = BigDecimal.valueOf(10_000);
        BigDecimal gross =
                positions.values().stream().map(OpenPosition::notional).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal margin =
                positions.values().stream().map(OpenPosition::margin).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Portfolio(
                "simulated",
                "USDT",
                cash,
                BigDecimal.ZERO,
                cash,
                cash,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                margin,
                gross,
                cash,
                BigDecimal.ZERO,
                positions,
                now);
    }

    private TradingConfig config() {
        TradingConfig.RiskConfig risk = new TradingConfig.RiskConfig(
                BigDecimal.TEN,
                BigDecimal.valueOf(1000),
                BigDecimal.valueOf(5),
                minRewardRisk,
                maxStopPct,
                BigDecimal.valueOf(15),
                maxGrossPct,
                BigDecimal.TEN,
                3,
                Duration.ofMinutes(15),
                20,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                BigDecimal.valueOf(50));
        TradingConfig.LlmConfig llm = new TradingConfig.LlmConfig(
                "none",
                "none",
                "https://example.invalid",
                null,
                BigDecimal.ZERO,
                Duration.ofSeconds(1),
                0,
                Duration.ofSeconds(1),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                0,
                0,
                false,
                true);
        return new TradingConfig(
                "simulated",
                symbols,
                Duration.ofMinutes(5),
                BigDecimal.valueOf(50),
                new BigDecimal("0.6"),
                allowShort,
                TradingConfig.AdvisorChoice.BASELINE,
                llm,
                risk);
    }
}
