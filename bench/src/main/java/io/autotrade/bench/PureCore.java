package io.autotrade.bench;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import io.autotrade.bus.TradingState;
import io.autotrade.market.MarketHub;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.RiskHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a replay computes and nothing else: four prices a bar into candles and indicators, and every bar a view, the
 * advice of the built-in rules, and a verdict of all risk rules for each symbol. No broker, no database, no bus.
 */
public final class PureCore {

    private static final int HISTORY = 300;
    private static final Duration BAR = Duration.ofMinutes(5);
    private static final Duration QUARTER = BAR.dividedBy(4);

    private final BenchBooks books = new BenchBooks();
    private final RiskGate gate = new RiskGate();
    private final List<Symbol> symbols;
    private final MarketHub hub;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;

    /** @param count how many symbols, 1 to 6 */
    public PureCore(int count) {
        symbols = BenchBooks.SYMBOLS.subList(0, count);
        hub = new MarketHub(
                "bench", true, new TreeSet<>(symbols), Duration.ofMinutes(15), Duration.ofHours(1), HISTORY, now);
    }

    /** Plays bars of every symbol; returns something that depends on all of it. */
    public long play(int bars) {
        long verdicts = 0;
        for (int i = 0; i < bars; i++) {
            for (int quarter = 0; quarter < 4; quarter++) {
                now = now.plus(QUARTER);
                for (Symbol symbol : symbols) {
                    tell(symbol, number + quarter);
                }
            }
            number++;
            verdicts += cycle();
        }
        return verdicts;
    }

    private void tell(Symbol symbol, long at) {
        BigDecimal price = BigDecimal.valueOf(100_000 + Math.round(500 * Math.sin(at / 9.0)), 1);
        hub.accept(new MarketEvent.Traded(
                new Trade(Long.toString(now.toEpochMilli()), symbol, price, BigDecimal.ONE, Side.BUY, now)));
        hub.accept(new MarketEvent.Ticked(new Ticker(symbol, price, price, price, price, null, null, null, null, now)));
    }

    private long cycle() {
        Portfolio portfolio = books.portfolio();
        var advice = BaselineAdvisor.adviceFor(new AdviceRequest(
                "cycle-" + number,
                number,
                hub.view(now),
                portfolio,
                new RiskHistory(new BigDecimal("10000"), new BigDecimal("10000"), 0, Map.of(), 0),
                TradingState.ACTIVE,
                books.config,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(60),
                BenchBooks.NOW,
                null));
        long passed = advice.decisions().size();
        for (int i = 0; i < symbols.size(); i++) {
            passed += gate.judge(books.entry(portfolio)).rules().size();
        }
        return passed;
    }
}
