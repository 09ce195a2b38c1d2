package io.autotrade.bench;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.llm.DecisionParser;
import io.autotrade.advisor.llm.ParseContext;
import io.autotrade.advisor.llm.ParsedReply;
import io.autotrade.advisor.llm.PromptBuilder;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.TradingState;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.RiskHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a language model costs besides waiting for it: the prompt for six symbols, the reading of a reply with one item
 * for each, wrapped in prose and a code fence, and the verdicts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelCycleBenchmark {

    private static final int HISTORY = 300;

    private final BenchBooks books = new BenchBooks();
    private final RiskGate gate = new RiskGate();
    private final PromptBuilder prompts = new PromptBuilder(RiskGate.rules());
    private final String reply = reply();
    private AdviceRequest request;

    private static String reply() {
        JsonArray items = new JsonArray();
        for (Symbol symbol : BenchBooks.SYMBOLS) {
            boolean first = items.isEmpty();
            JsonObject item = new JsonObject()
                    .put("symbol", symbol.value())
                    .put("action", first ? "buy" : "hold")
                    .put("confidence", 0.7)
                    .put("rationale", "The trend of both timeframes agrees and momentum grows.");
            if (first) {
                item.put("size_pct", 10).put("leverage", 2).put("stop_loss", 98).put("take_profit", 106);
            }
            items.add(item);
        }
        return "1. The market rises.\n2. Here is what I would do:\n```json\n"
                + new JsonObject().put("decisions", items).encodePrettily() + "\n```\n";
    }

    @Setup
    public void create() {
        request = new AdviceRequest(
                "00000000-0000-0000-0000-000000000001",
                1,
                BenchMarket.sixSymbols(HISTORY).view(BenchBooks.NOW),
                books.portfolio(),
                new RiskHistory(new BigDecimal("10000"), new BigDecimal("10000"), 0, Map.of(), 0),
                TradingState.ACTIVE,
                books.config,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(60),
                BenchBooks.NOW.minusSeconds(3_600),
                null);
        ParsedReply parsed = DecisionParser.parse(reply, ParseContext.of(request));
        if (parsed.decisions().size() != BenchBooks.SYMBOLS.size()) {
            throw new IllegalStateException("the reply is not read whole: " + parsed.items());
        }
    }

    @Benchmark
    public void promptParseAndGate(Blackhole sink) {
        sink.consume(prompts.build(request));
        parse(sink);
        for (int i = 0; i < BenchBooks.SYMBOLS.size(); i++) {
            sink.consume(gate.judge(books.entry(request.portfolio())));
        }
    }

    @Benchmark
    public void parse(Blackhole sink) {
        sink.consume(DecisionParser.parse(reply, ParseContext.of(request)));
    }
}
