package io.autotrade.advisor.llm;

import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Asks the configured model what a closed trade teaches: first a critique, then a rule. Outside the trading cycle and
 * within the daily budget. Safe from any thread.
 */
public final class TradeCritic {

    private static final BigDecimal CRITIQUE_TEMPERATURE = new BigDecimal("0.7");
    private static final BigDecimal RULE_TEMPERATURE = new BigDecimal("0.8");
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int MIN_CRITIQUE = 10;
    private static final int MAX_CRITIQUE = 500;
    private static final int MAX_RATIONALE = 300;
    private static final int MAX_RULE = 400;
    private static final String TEMPLATES = "critique-v1";

    private static final PromptTemplate CRITIC = PromptTemplate.load(TEMPLATES, "critique");
    private static final PromptTemplate RULE_MAKER = PromptTemplate.load(TEMPLATES, "rule");
    private final ChatClient client;
    private final Supplier<LlmConfig> config;
    private final CostLedger ledger;

    TradeCritic(ChatClient client, Supplier<LlmConfig> config, CostLedger ledger) {
        this.client = client;
        this.config = config;
        this.ledger = ledger;
    }

    /** What the two calls have brought so far. */
    private record Talk(ModelEndpoint model, LlmConfig config, OutcomeRecorded trade, Instant at) {

        CritiqueRecorded told(String critique, String rule, String result, String detail, BigDecimal cost) {
            return new CritiqueRecorded(
                    trade.outcomeId(),
                    trade.openedByDecision(),
                    trade.symbol(),
                    model.model(),
                    PromptText.clean(critique, MAX_CRITIQUE),
                    PromptText.clean(rule, MAX_RULE),
                    result,
                    detail,
                    null,
                    cost,
                    at);
        }
    }

    /**
     * Reviews a trade.
     *
     * @param rationale why it was opened, in the words of then; data
     * @param existing rules the model may answer with, newest first
     * @param at time of the record, by the service's clock
     * @return {@code result} is {@code failed} with the reason, or {@code proposed} with a rule text nobody has checked
     *     yet; the future does not fail
     */
    public Future<CritiqueRecorded> review(OutcomeRecorded trade, String rationale, List<String> existing, Instant at) {
        LlmConfig now = config.get();
        Talk talk = new Talk(ModelEndpoint.of(now).getFirst(), now, trade, at);
        BigDecimal budget = now.dailyBudgetUsd();
        if (budget != null && ledger.spentOn(client.now()).compareTo(budget) >= 0) {
            return Future.succeededFuture(
                    talk.told("", "", "failed", "the daily budget for model calls is used up", BigDecimal.ZERO));
        }
        return ask(talk, CRITIC, facts(trade, rationale), CRITIQUE_TEMPERATURE)
                .compose(outcome -> switch (outcome) {
                    case ChatOutcome.Failed failed ->
                        Future.succeededFuture(
                                talk.told("", "", "failed", failed.fault().message(), BigDecimal.ZERO));
                    case ChatOutcome.Answered answered ->
                        rule(
                                talk,
                                critique(trade, rationale, answered.reply()),
                                existing,
                                charge(talk, answered.reply()));
                })
                .otherwise(failure -> talk.told(
                        "",
                        "",
                        "failed",
                        "asking the model failed: " + failure.getClass().getSimpleName(),
                        BigDecimal.ZERO));
    }

    private Future<CritiqueRecorded> rule(Talk talk, String critique, List<String> existing, BigDecimal spent) {
        StringBuilder question = new StringBuilder(512)
                .append("Trade: ")
                .append(headline(talk.trade()))
                .append("\nReview: ")
                .append(Shown.data(critique, MAX_CRITIQUE))
                .append("\nExisting rules:");
        existing.forEach(rule -> question.append("\n- ").append(Shown.data(rule, MAX_RULE)));
        if (existing.isEmpty()) {
            question.append(" none");
        }
        return ask(talk, RULE_MAKER, question.toString(), RULE_TEMPERATURE).map(outcome -> switch (outcome) {
            case ChatOutcome.Failed failed ->
                talk.told(critique, "", "failed", failed.fault().message(), spent);
            case ChatOutcome.Answered answered -> {
                BigDecimal cost = spent.add(charge(talk, answered.reply()));
                yield talk.told(critique, answered.reply().content(), "proposed", "", cost);
            }
        });
    }

    private Future<ChatOutcome> ask(Talk talk, PromptTemplate system, String user, BigDecimal temperature) {
        ChatRequest request = new ChatRequest(
                List.of(new ChatMessage.Instruction(system.text().strip()), new ChatMessage.User(user)),
                temperature,
                false,
                null);
        return client.complete(
                talk.model(), request, CallLimits.of(talk.config(), client.now().plus(DEADLINE)));
    }

    private BigDecimal charge(Talk talk, ChatReply reply) {
        BigDecimal cost =
                ModelPrices.cost(talk.model(), reply.usage(), talk.config().prices());
        ledger.note(talk.trade().outcomeId(), cost, client.now());
        return cost;
    }

    private static String critique(OutcomeRecorded trade, String rationale, ChatReply reply) {
        String text = PromptText.clean(reply.content(), MAX_CRITIQUE);
        return text.length() >= MIN_CRITIQUE
                ? text
                : headline(trade) + "; it was opened because: " + PromptText.clean(rationale, MAX_RATIONALE);
    }

    private static String facts(OutcomeRecorded trade, String rationale) {
        return headline(trade) + "\nentry " + Shown.number(trade.entryPrice()) + ", exit "
                + Shown.number(trade.exitPrice()) + ", held "
                + Duration.between(trade.openedAt(), trade.at()).toMinutes() + " minutes, closed by "
                + PromptText.clean(trade.reason(), 40) + ", stated confidence "
                + Objects.requireNonNullElse(trade.confidence(), "none") + "\nrationale then: "
                + Shown.data(rationale, MAX_RATIONALE);
    }

    private static String headline(OutcomeRecorded trade) {
        String pct = trade.netPnlPct().setScale(2, RoundingMode.HALF_UP).toPlainString();
        return trade.symbol() + " " + trade.side() + ", " + (trade.netPnl().signum() > 0 ? "WIN" : "LOSS") + ", " + pct
                + " % net of fees and funding";
    }
}
