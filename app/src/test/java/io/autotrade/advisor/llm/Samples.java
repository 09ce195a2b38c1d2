package io.autotrade.advisor.llm;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.Advisor;
import io.autotrade.advisor.DecisionIds;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.config.Secret;
import io.autotrade.config.TradingConfig;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.autotrade.market.IndicatorSeries;
import io.autotrade.market.Indicators;
import io.autotrade.market.MarketView;
import io.autotrade.market.SymbolView;
import io.autotrade.market.TimeframeView;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.EntryProposal;
import io.autotrade.risk.RiskHistory;
import io.autotrade.risk.RiskRule;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A market, an account with one long ETH position, and a configuration, for tests of this package and others. */
public final class Samples {

    public static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    public static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    public static final List<Symbol> SYMBOLS = Stream.of("BTC", "ETH", "SOL", "BNB", "DOGE", "XRP")
            .map(base -> new Symbol(base + "-USDT-SWAP"))
            .toList();
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    public static final String KEY = "sk-test-0123456789abcdef";

    private Samples() {}

    public static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }

    public static MarketView market() {
        Map<Symbol, SymbolView> views = new TreeMap<>();
        SYMBOLS.forEach(symbol -> views.put(symbol, view(symbol)));
        return MarketView.of(NOW, "simulated", true, views);
    }

    static SymbolView view(Symbol symbol) {
        Instant at = NOW.minusSeconds(3);
        Instrument instrument = new Instrument(
                symbol,
                symbol.value().split("-")[0],
                "USDT",
                "USDT",
                dec("0.001"),
                dec("0.001"),
                null,
                null,
                dec("0.1"),
                dec("5"),
                dec("50"),
                null,
                Duration.ofHours(8),
                Instrument.State.LIVE);
        return new SymbolView(
                symbol,
                new Ticker(
                        symbol,
                        dec("2999.9"),
                        dec("3000.1"),
                        dec("3000"),
                        dec("3000.2"),
                        dec("2950"),
                        dec("3050"),
                        dec("2900"),
                        dec("123456.5"),
                        at),
                timeframe(symbol, Duration.ofMinutes(15)),
                timeframe(symbol, Duration.ofHours(1)),
                new OrderBook(
                        symbol,
                        List.of(
                                new OrderBook.Level(dec("2999.9"), dec("3")),
                                new OrderBook.Level(dec("2999.8"), dec("3"))),
                        List.of(
                                new OrderBook.Level(dec("3000.1"), dec("1")),
                                new OrderBook.Level(dec("3000.2"), dec("1"))),
                        at),
                new FundingRate(symbol, dec("0.0001"), NOW.plusSeconds(3600), Duration.ofHours(8), at),
                List.of(new FundingRate(symbol, dec("0.0002"), NOW.minusSeconds(25_200), Duration.ofHours(8), at)),
                new OpenInterest(symbol, dec("50000"), dec("150000000"), at),
                dec("48000"),
                instrument);
    }

    static TimeframeView timeframe(Symbol symbol, Duration timeframe) {
        List<Candle> candles = new ArrayList<>();
        for (int i = 50; i > 0; i--) {
            candles.add(new Candle(
                    symbol,
                    timeframe,
                    NOW.minus(timeframe.multipliedBy(i)),
                    dec("2990"),
                    dec("3010"),
                    dec("2980"),
                    dec("3000"),
                    dec("12.5")));
        }
        Indicators latest = new Indicators(
                NOW,
                2995.123456,
                2980.5,
                0.0012,
                4.2,
                3.1,
                1.1,
                61.5,
                55.25,
                12.0,
                15.0,
                3050.0,
                3000.0,
                2950.0,
                12.5,
                11.0,
                1.1363636,
                0.004);
        List<Double> ten =
                DoubleStream.iterate(2990, v -> v + 1).limit(10).boxed().toList();
        return new TimeframeView(timeframe, candles, latest, new IndicatorSeries(ten, ten, ten, ten, ten, ten));
    }

    public static Portfolio portfolio() {
        OpenPosition eth = new OpenPosition(
                ETH,
                PositionSide.LONG,
                dec("0.5"),
                dec("2900"),
                dec("1450"),
                dec("3000"),
                dec("2"),
                dec("725"),
                dec("50"),
                dec("0.725"),
                dec("-0.1"),
                dec("0.7"),
                dec("2800"),
                dec("3200"),
                null,
                dec("1500"),
                "price closes below 2800",
                "momentum up",
                DecisionIds.of("cycle-1", ETH),
                NOW.minusSeconds(60),
                NOW.minusSeconds(3600));
        return new Portfolio(
                "simulated",
                "USDT",
                dec("10000"),
                BigDecimal.ZERO,
                dec("9999.175"),
                dec("10049.175"),
                dec("50"),
                BigDecimal.ZERO,
                dec("0.725"),
                dec("-0.1"),
                dec("725"),
                dec("1500"),
                dec("10060"),
                BigDecimal.ZERO,
                new TreeMap<>(Map.of(ETH, eth)),
                NOW);
    }

    public static LlmConfig llm(String baseUrl) {
        return new LlmConfig(
                "deepseek",
                "deepseek-chat",
                baseUrl,
                Secret.of(KEY),
                dec("0.7"),
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(20),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                8,
                5,
                true,
                true);
    }

    public static TradingConfig config(LlmConfig llm) {
        return new TradingConfig(
                "simulated",
                SYMBOLS,
                Duration.ofMinutes(5),
                dec("50"),
                dec("0.6"),
                false,
                TradingConfig.AdvisorChoice.LLM,
                llm,
                new TradingConfig.RiskConfig(
                        dec("10"),
                        dec("1000"),
                        dec("5"),
                        dec("1.5"),
                        dec("8"),
                        dec("15"),
                        dec("80"),
                        dec("10"),
                        3,
                        Duration.ofMinutes(15),
                        20,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        dec("50")));
    }

    public static AdviceRequest request(LlmConfig llm) {
        return new AdviceRequest(
                "cycle-7",
                7,
                market(),
                portfolio(),
                new RiskHistory(dec("10020"), dec("10060"), 1, Map.of(BTC, NOW.minusSeconds(300)), 2),
                TradingState.ACTIVE,
                config(llm),
                List.of(),
                List.of(),
                List.of(outcome("o-1", "-12.5")),
                List.of(rule("r-1", "Avoid entries when RSI14 is above 70.")),
                Duration.ofSeconds(20),
                NOW.minusSeconds(7200),
                dec("1.25"));
    }

    public static OutcomeRecorded outcome(String id, String netPnl) {
        return new OutcomeRecorded(
                id,
                BTC,
                PositionSide.LONG,
                dec("0.1"),
                dec("3000"),
                dec("2950"),
                dec("2"),
                dec(netPnl),
                dec("0.3"),
                BigDecimal.ZERO,
                dec(netPnl),
                dec(netPnl).movePointLeft(1),
                dec("-15"),
                dec("5"),
                dec("0.7"),
                "stop",
                "decision-" + id,
                null,
                List.of(),
                NOW.minusSeconds(5000),
                NOW.minusSeconds(1000));
    }

    public static RuleChanged rule(String id, String text) {
        return new RuleChanged(
                id, text, "entry", "active", false, List.of("d-1"), dec("0.62"), 4, "supported", "service", NOW);
    }

    /** Two rules with limits that come from the configuration. */
    public static List<RiskRule> rules() {
        return List.of(new SampleRule("max_leverage", "10x"), new SampleRule("min_confidence", "0.6"));
    }

    private record SampleRule(String code, String text) implements RiskRule {
        @Override
        public String limit(TradingConfig config) {
            return text;
        }

        @Override
        public String describe(TradingConfig config) {
            return "Keep " + code + " at " + text + '.';
        }

        @Override
        public RuleResult evaluate(EntryProposal entry) {
            return new RuleResult(code, true, text, "", "");
        }
    }

    /** An advisor that wants to close ETH and, which must never happen through a fallback, to buy BTC. */
    public static Advisor exitsAndOneEntry() {
        return new Advisor() {
            @Override
            public String id() {
                return "baseline";
            }

            @Override
            public String displayName() {
                return "rules";
            }

            @Override
            public Future<Advice> advise(AdviceRequest request) {
                return Future.succeededFuture(new Advice(
                        List.of(decision(request, ETH, Action.CLOSE), decision(request, BTC, Action.BUY)),
                        record(request),
                        false));
            }
        };
    }

    private static Decision decision(AdviceRequest request, Symbol symbol, Action action) {
        return new Decision(
                DecisionIds.of(request.cycleId(), symbol),
                symbol,
                action,
                dec("10"),
                null,
                null,
                dec("0.9"),
                null,
                null,
                null,
                "",
                "rule");
    }

    private static AdviceReceived record(AdviceRequest request) {
        return new AdviceReceived(
                request.cycleId(),
                "baseline",
                null,
                null,
                "",
                "",
                "",
                "rules",
                "",
                "",
                null,
                List.of(),
                "ok",
                "",
                0,
                0,
                0,
                BigDecimal.ZERO,
                Map.of(),
                NOW);
    }
}
