package io.autotrade.advisor.llm;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cycle of asking: models in order, tool rounds, one re-ask, until there is an answer or a reason why there is
 * none.
 *
 * <p>An answer is waited for a little beyond the deadline, so that it can be stored; it is not traded then.
 */
final class AdviceRun {

    /** What came of it; {@code parsed} is null when no model answered at all. */
    record Result(
            String status,
            String detail,
            String model,
            String reply,
            String thoughts,
            @Nullable ParsedReply parsed) {}

    private static final Duration MAX_GRACE = Duration.ofSeconds(3);

    /** A re-ask that cannot be answered before the deadline only costs money. */
    private static final Duration MIN_FOR_REASK = Duration.ofSeconds(2);

    /** Left after a re-ask that gets no answer, so that the first answer is not late for it. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final ChatClient client;
    private final PromptBuilder prompts;
    private final CostLedger ledger;
    private final LlmConfig config;
    private final AdviceRequest request;
    private final Prompt prompt;
    private final Instant deadline;
    private final CallLimits limits;
    private final ParseContext context;
    private final MarketTools tools;
    private final List<String> failures = new ArrayList<>();
    private String cure = "";
    private ChatReply.Usage usage = ChatReply.Usage.NONE;
    private BigDecimal cost = BigDecimal.ZERO;

    AdviceRun(
            ChatClient client,
            PromptBuilder prompts,
            CostLedger ledger,
            LlmConfig config,
            AdviceRequest request,
            Prompt prompt) {
        this.client = client;
        this.prompts = prompts;
        this.ledger = ledger;
        this.config = config;
        this.request = request;
        this.prompt = prompt;
        Duration budget = budget(request, config);
        this.deadline = client.now().plus(budget);
        this.limits = CallLimits.of(config, deadline.plus(grace(budget)));
        this.context = ParseContext.of(request);
        this.tools = new MarketTools(request.market(), request.config().symbols());
    }

    static Duration budget(AdviceRequest request, LlmConfig config) {
        return request.budget().compareTo(config.cycleDeadline()) < 0 ? request.budget() : config.cycleDeadline();
    }

    static Duration grace(Duration budget) {
        Duration tenth = budget.dividedBy(10);
        return tenth.compareTo(MAX_GRACE) < 0 ? tenth : MAX_GRACE;
    }

    Future<Result> run() {
        return ask(ModelEndpoint.of(config), 0);
    }

    private Future<Result> ask(List<ModelEndpoint> models, int index) {
        if (index == models.size()) {
            boolean late = isLate();
            return without(late ? "late" : "failed", String.join(" ", failures));
        }
        ModelEndpoint model = models.get(index);
        Optional<String> spent = budgetSpent();
        if (spent.isPresent()) {
            return without("budget", spent.get());
        }
        if (isLate()) {
            return without("late", "No model answered in time. " + String.join(" ", failures));
        }
        Conversation talk = new Conversation(
                client, model, config, limits, config.tools() ? tools : null, used -> charge(model, used));
        return talk.open(prompt.system(), prompt.user()).compose(outcome -> switch (outcome) {
            case ChatOutcome.Answered answered -> judge(talk, answered.reply());
            case ChatOutcome.Failed failed -> {
                failures.add(failed.fault().message());
                cure = index == 0 ? failed.fault().kind().cure() : cure;
                yield ask(models, index + 1);
            }
        });
    }

    private Future<Result> judge(Conversation talk, ChatReply reply) {
        ParsedReply parsed = DecisionParser.parse(reply.content(), context);
        boolean time = client.now().plus(MIN_FOR_REASK).isBefore(deadline);
        if (parsed.complaints().isEmpty() || !time || budgetSpent().isPresent()) {
            return Future.succeededFuture(result(talk, reply.content(), parsed));
        }
        String question = prompts.reask(request, parsed.complaints());
        CallLimits inTime = CallLimits.of(config, deadline.minus(MARGIN));
        return talk.again(reply.content(), question, inTime).map(outcome -> switch (outcome) {
            case ChatOutcome.Failed failed -> result(talk, reply.content(), parsed);
            case ChatOutcome.Answered second -> better(talk, reply, parsed, second.reply(), question);
        });
    }

    /** The second answer counts unless it is late or holds fewer decisions than the first. */
    private Result better(Conversation talk, ChatReply first, ParsedReply parsed, ChatReply second, String question) {
        ParsedReply again = DecisionParser.parse(second.content(), context);
        boolean worse = isLate()
                || !again.readable()
                || again.decisions().size() < parsed.decisions().size();
        String unused = worse ? second.content() : first.content();
        tools.record(worse ? "second_answer_not_used" : "first_answer_not_used", question, "", unused, client.now());
        return worse ? result(talk, first.content(), parsed) : result(talk, second.content(), again);
    }

    private Result result(Conversation talk, String reply, ParsedReply parsed) {
        String status = isLate() ? "late" : parsed.readable() ? "ok" : "unreadable";
        String detail = switch (status) {
            case "late" -> "The answer came after the deadline; it is stored and not traded.";
            case "unreadable" -> "Nothing is traded: " + parsed.problem() + ".";
            default -> String.join(" ", failures);
        };
        return new Result(status, detail, talk.endpoint().model(), reply, talk.thoughts(), parsed);
    }

    private Future<Result> without(String status, String detail) {
        return Future.succeededFuture(new Result(status, detail, config.model(), "", "", null));
    }

    private void charge(ModelEndpoint model, ChatReply.Usage used) {
        BigDecimal price = ModelPrices.cost(model, used, config.prices());
        usage = usage.plus(used);
        cost = cost.add(price);
        ledger.note(request.cycleId(), price, client.now());
    }

    private Optional<String> budgetSpent() {
        BigDecimal budget = config.dailyBudgetUsd();
        if (budget == null) {
            return Optional.empty();
        }
        BigDecimal spent = ledger.spentOn(client.now());
        return spent.compareTo(budget) < 0
                ? Optional.empty()
                : Optional.of("The daily budget of " + budget.toPlainString() + " USD for model calls is used up ("
                        + spent.toPlainString() + " USD); calls begin again at 00:00 UTC.");
    }

    private boolean isLate() {
        return client.now().isAfter(deadline);
    }

    /** What to do about the failure of the configured model; empty when it did not fail. */
    String cure() {
        return cure;
    }

    ChatReply.Usage usage() {
        return usage;
    }

    BigDecimal cost() {
        return cost;
    }

    @Nullable
    String toolPayload() {
        return tools.payload();
    }
}
