package io.autotrade.advisor.llm;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.Advisor;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model as advisor.
 *
 * <p>When no model answers, the answer is late, or the budget is used up, the fallback advisor is asked and only what
 * reduces exposure is taken from it. An unreadable reply trades nothing. Every case is told in
 * {@link AdviceReceived#status()}; the future does not fail. Safe from any thread; one call per cycle.
 */
public final class LlmAdvisor implements Advisor {

    private static final Logger LOG = LoggerFactory.getLogger(LlmAdvisor.class);
    private static final int MAX_STORED_CHARS = 65_536;
    private static final Duration LAST_RESORT = Duration.ofSeconds(1);

    private final ChatClient client;
    private final Supplier<LlmConfig> config;
    private final PromptBuilder prompts;
    private final Advisor fallback;
    private final CostLedger ledger;
    private volatile ModelStatus status;

    /**
     * @param config read anew for every cycle
     * @param fallback asked when no model answers; its entries are never used
     * @param ledger fed with the journal by whoever owns it
     * @param wallClock wall time, for deadlines and budgets
     */
    public LlmAdvisor(
            Vertx vertx,
            Supplier<LlmConfig> config,
            PromptBuilder prompts,
            Advisor fallback,
            CostLedger ledger,
            InstantSource wallClock) {
        this(new ChatClient(vertx, wallClock), config, prompts, fallback, ledger);
    }

    LlmAdvisor(
            ChatClient client, Supplier<LlmConfig> config, PromptBuilder prompts, Advisor fallback, CostLedger ledger) {
        this.client = client;
        this.config = config;
        this.prompts = prompts;
        this.fallback = fallback;
        this.ledger = ledger;
        this.status = statusOf("unknown", "", "");
    }

    @Override
    public String id() {
        return "llm";
    }

    @Override
    public String displayName() {
        return "language model " + primary().label();
    }

    /** How the model is doing, without asking it. */
    public ModelStatus status() {
        return status;
    }

    /**
     * Looks whether address, key and model of the configured model fit; meant for the start. Costs nothing and never
     * fails.
     */
    public Future<ModelStatus> check() {
        LlmConfig now = config.get();
        return client.probe(primary(), CallLimits.of(now, client.now().plus(now.timeout())))
                .map(fault -> {
                    status = fault.map(
                                    f -> statusOf("down", f.message(), f.kind().cure()))
                            .orElseGet(() -> statusOf("up", "", ""));
                    return status;
                });
    }

    @Override
    public Future<Advice> advise(AdviceRequest request) {
        long started = System.nanoTime();
        LlmConfig now = config.get();
        Prompt prompt;
        AdviceRun run;
        try {
            prompt = prompts.build(request);
            run = new AdviceRun(client, prompts, ledger, now, request, prompt);
        } catch (RuntimeException e) {
            LOG.error("The prompt of cycle {} could not be built", request.cycleId(), e);
            return withoutPrompt(request, e);
        }
        long built = System.nanoTime();
        Duration budget = AdviceRun.budget(request, now);
        Duration bound = budget.plus(AdviceRun.grace(budget)).plus(LAST_RESORT);
        return run.run()
                .timeout(Math.max(1, bound.toMillis()), TimeUnit.MILLISECONDS)
                .otherwise(failure -> broken(failure, now))
                .compose(result -> {
                    Map<String, Long> millis =
                            Map.of("prompt", millis(started, built), "model", millis(built, System.nanoTime()));
                    status = statusOf(result, run.cure());
                    return answer(request, prompt, run, result, millis);
                });
    }

    private static AdviceRun.Result broken(Throwable failure, LlmConfig config) {
        LOG.error("Asking the model failed unexpectedly", failure);
        String detail =
                "Asking the model failed unexpectedly (" + failure.getClass().getSimpleName() + ").";
        return new AdviceRun.Result("failed", detail, config.model(), "", "", null);
    }

    private Future<Advice> answer(
            AdviceRequest request, Prompt prompt, AdviceRun run, AdviceRun.Result result, Map<String, Long> millis) {
        ParsedReply parsed = result.parsed();
        AdviceReceived record = record(request, prompt, run, result, id(), result.model(), millis);
        if (result.status().equals("ok") && parsed != null) {
            return Future.succeededFuture(new Advice(parsed.decisions(), record, false));
        }
        if (result.status().equals("unreadable")) {
            return Future.succeededFuture(new Advice(List.of(), record, false));
        }
        return exits(request)
                .map(exits -> exits.isEmpty()
                        ? new Advice(exits, record, true)
                        : new Advice(exits, record(request, prompt, run, result, fallback.id(), null, millis), true));
    }

    /** What the fallback would do, reduced to what cannot add exposure; nothing when the configuration wants a halt. */
    private Future<List<Decision>> exits(AdviceRequest request) {
        // As the request has it, so that a replay comes to the same.
        if (!request.config().llm().reducingWhenDown()) {
            return Future.succeededFuture(List.of());
        }
        Future<Advice> advice;
        try {
            advice = fallback.advise(request);
        } catch (RuntimeException e) {
            advice = Future.failedFuture(e);
        }
        return advice.map(a -> reducing(a.decisions(), request)).otherwise(failure -> {
            LOG.error("The fallback advisor failed", failure);
            return List.of();
        });
    }

    /** Those decisions that cannot add exposure: all that is taken from a fallback. */
    public static List<Decision> reducing(List<Decision> decisions, AdviceRequest request) {
        return decisions.stream()
                .filter(decision -> onlyReduces(decision, request))
                .toList();
    }

    private static boolean onlyReduces(Decision decision, AdviceRequest request) {
        return switch (decision.action()) {
            case CLOSE, HOLD, NO_ENTRY -> true;
            case SELL ->
                request.portfolio()
                        .position(decision.symbol())
                        .filter(position -> position.side() == PositionSide.LONG)
                        .isPresent();
            case BUY -> false;
        };
    }

    private AdviceReceived record(
            AdviceRequest request,
            Prompt prompt,
            AdviceRun run,
            AdviceRun.Result result,
            String advisor,
            @Nullable String model,
            Map<String, Long> millis) {
        ParsedReply parsed = result.parsed();
        return new AdviceReceived(
                request.cycleId(),
                advisor,
                model,
                null,
                prompt.hash(),
                prompt.version(),
                prompt.system(),
                prompt.user(),
                result.reply(),
                cut(result.thoughts()),
                run.toolPayload(),
                parsed == null ? List.of() : parsed.items(),
                result.status(),
                result.detail(),
                run.usage().prompt(),
                run.usage().cached(),
                run.usage().completion(),
                run.cost(),
                millis,
                request.market().at(),
                prompt.ruleIds(),
                null,
                null);
    }

    private Future<Advice> withoutPrompt(AdviceRequest request, RuntimeException failure) {
        String detail = "The prompt could not be built (" + failure.getClass().getSimpleName() + "); see the log.";
        status = statusOf("down", detail, "see the log");
        AdviceReceived record = new AdviceReceived(
                request.cycleId(),
                id(),
                null,
                null,
                Sha256.hex("", ""),
                prompts.version(),
                "",
                "none",
                "",
                "",
                null,
                List.of(),
                "failed",
                detail,
                0,
                0,
                0,
                java.math.BigDecimal.ZERO,
                Map.of(),
                request.market().at());
        return exits(request).map(exits -> new Advice(exits, record, true));
    }

    private ModelStatus statusOf(AdviceRun.Result result, String cure) {
        return switch (result.status()) {
            case "ok" ->
                result.model().equals(primary().model())
                        ? statusOf("up", "", "")
                        : statusOf("degraded", result.detail() + " " + result.model() + " answers instead.", cure);
            case "unreadable" -> statusOf("degraded", result.detail(), "look at the reply; autotrade explain shows it");
            case "late" ->
                statusOf(
                        "degraded",
                        result.detail(),
                        cure.isEmpty() ? "raise trading.llm.cycle_deadline_seconds, or use a faster model" : cure);
            case "budget" ->
                statusOf("budget", result.detail(), "raise trading.llm.daily_budget_usd, or wait for 00:00 UTC");
            default -> statusOf("down", result.detail(), cure);
        };
    }

    private ModelStatus statusOf(String state, String message, String cure) {
        return new ModelStatus(primary().label(), state, message, cure, client.now());
    }

    private ModelEndpoint primary() {
        return ModelEndpoint.of(config.get()).getFirst();
    }

    private static String cut(String text) {
        return text.length() <= MAX_STORED_CHARS ? text : text.substring(0, MAX_STORED_CHARS);
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }

    /** Looks at closed trades again, through the same connections and budget. */
    public TradeCritic critic() {
        return new TradeCritic(client, config, ledger);
    }

    /** Ends all connections. */
    public void close() {
        client.close();
    }
}
