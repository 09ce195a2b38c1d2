package io.autotrade.bench;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.TradingState;
import io.autotrade.config.ConfigLoader;
import io.autotrade.config.TradingConfig;
import io.autotrade.portfolio.Ledger;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books of six symbols, five of them held, with the default configuration: what a cycle usually meets. */
final class BenchBooks {

    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    static final List<Symbol> SYMBOLS = List.of("BTC", "ETH", "SOL", "BNB", "DOGE", "XRP").stream()
            .map(name -> new Symbol(name + "-USDT-SWAP"))
            .toList();
    private static final BigDecimal PRICE = new BigDecimal("100.01");

    final TradingConfig config = config();
    final Ledger ledger = ledger();
    final Map<Symbol, BigDecimal> marks = marks();

    private static TradingConfig config() {
        try {
            Path file = Files.createTempDirectory("autotrade-bench").resolve("autotrade.yaml");
            Files.writeString(file, "trading: {broker_type: simulated}\n");
            return ConfigLoader.load(file, null, Map.of()).trading();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ledger ledger() {
        Ledger ledger = new Ledger();
        ledger.apply(new AccountOpened("simulated", Environment.PAPER, "USDT", new BigDecimal("10000"), NOW));
        for (Symbol symbol : SYMBOLS.subList(1, SYMBOLS.size())) {
            ledger.apply(new FillRecorded(
                    "f-" + symbol,
                    new ClientOrderId("a" + symbol.value().substring(0, 3)),
                    null,
                    null,
                    symbol,
                    Side.BUY,
                    new BigDecimal("1.5"),
                    PRICE,
                    new BigDecimal("0.075"),
                    "USDT",
                    Liquidity.TAKER,
                    OrderOrigin.SERVICE,
                    NOW));
        }
        return ledger;
    }

    private static Map<Symbol, BigDecimal> marks() {
        Map<Symbol, BigDecimal> marks = new HashMap<>();
        SYMBOLS.forEach(symbol -> marks.put(symbol, new BigDecimal("100.52")));
        return marks;
    }

    Portfolio portfolio() {
        return ledger.portfolio(marks, NOW);
    }

    /** A proposal to buy the one symbol that is not held. */
    GateInput entry(Portfolio portfolio) {
        Symbol symbol = SYMBOLS.getFirst();
        Decision decision = new Decision(
                "d1",
                symbol,
                Action.BUY,
                new BigDecimal("10"),
                null,
                new BigDecimal("2"),
                new BigDecimal("0.7"),
                new BigDecimal("98"),
                new BigDecimal("106"),
                null,
                "",
                "because");
        return new GateInput(
                decision,
                portfolio,
                PRICE,
                NOW.minusSeconds(1),
                new GateInput.LivePrice(new BigDecimal("100"), new BigDecimal("100.02"), PRICE, NOW),
                GateInput.PendingExposure.NONE,
                new RiskHistory(new BigDecimal("10000"), new BigDecimal("10000"), 0, Map.of(), 0),
                TradingState.ACTIVE,
                new Instrument(
                        symbol,
                        "BTC",
                        "USDT",
                        "USDT",
                        new BigDecimal("0.001"),
                        new BigDecimal("0.001"),
                        null,
                        null,
                        new BigDecimal("0.01"),
                        BigDecimal.ZERO,
                        new BigDecimal("50"),
                        new BigDecimal("0.005"),
                        Duration.ofHours(8),
                        Instrument.State.LIVE),
                true,
                Set.of(),
                new BigDecimal("0.0005"),
                config,
                NOW);
    }
}
