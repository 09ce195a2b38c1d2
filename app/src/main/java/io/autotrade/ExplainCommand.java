package io.autotrade;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.journal.PgJournal;
import io.autotrade.journal.Projections.DecisionChain;
import io.autotrade.journal.Projections.OrderView;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells everything about one decision. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints the whole chain of one decision: what the advisor was asked and answered, what every risk"
                + " rule said, orders, fills, outcome and cost. The service may run meanwhile.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:there is no such decision, or no journal",
            "2:the command line was not understood"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "DECISION", description = "Id of the decision, as over HTTP.")
    private String decisionId = "";

    @Option(names = "--json", description = "Prints the journal's events of the decision as JSON.")
    private boolean json;

    @Option(names = "--prompt", description = "Prints the whole prompt too.")
    private boolean prompt;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PrintWriter out = new PrintWriter(java.io.Writer.nullWriter());

    @Override
    public Integer call() {
        out = spec.commandLine().getOut();
        return ReadJournal.read(options.load(), this::explain);
    }

    private int explain(PgJournal journal) {
        DecisionChain chain = journal.projections()
                .decision(decisionId)
                .await()
                .orElseThrow(() -> new StartFailure("there is no decision '" + decisionId + "' in the journal"));
        if (json) {
            ArrayNode events = EventJson.mapper().createArrayNode();
            for (JournalEntry entry :
                    journal.projections().ofDecision(decisionId).await()) {
                ObjectNode message = EventJson.publicMessage(entry);
                events.add(message);
            }
            out.println(events.toPrettyString());
        } else {
            print(chain);
        }
        out.flush();
        return Autotrade.OK;
    }

    private void print(DecisionChain chain) {
        var made = chain.decision().decision();
        Decision decision = made.decision();
        out.println("decision   " + decision.decisionId() + "  " + made.at());
        out.println("           " + decision.action() + " " + decision.symbol() + " at " + plain(made.marketPrice())
                + sized(decision) + ", confidence " + plain(decision.confidence()) + ", stop "
                + plain(decision.stopLoss()) + ", target " + plain(decision.takeProfit()));
        out.println("because    " + decision.rationale());
        if (!decision.invalidation().isEmpty()) {
            out.println("void if    " + decision.invalidation());
        }
        advice(chain.decision().advice());
        verdict(chain.decision().verdict());
        chain.orders().forEach(this::order);
        chain.fills()
                .forEach(fill -> out.println("fill       " + fill.at() + "  " + fill.side() + " "
                        + plain(fill.quantity())
                        + " at " + plain(fill.price()) + ", fee " + plain(fill.fee()) + " " + fill.feeCurrency() + ", "
                        + fill.liquidity()));
        chain.outcomes()
                .forEach(o -> out.println("outcome    " + o.at() + "  closed by " + o.reason() + ": net "
                        + plain(o.netPnl()) + " (" + plain(o.netPnlPct()) + " %), fees " + plain(o.fees())
                        + ", funding " + plain(o.funding()) + ", worst " + plain(o.mae()) + ", best "
                        + plain(o.mfe())));
        chain.counterfactuals()
                .forEach(c -> out.println("if done    after " + c.horizon() + ": " + plain(c.priceNow()) + ", "
                        + plain(c.movePct()) + " % in its direction (" + c.why() + ")"));
    }

    private void advice(@Nullable AdviceReceived advice) {
        if (advice == null) {
            return;
        }
        out.println("asked      " + advice.advisor() + (advice.model() == null ? "" : " " + advice.model())
                + ", prompt " + advice.promptVersion() + " " + advice.promptHash() + ", " + advice.promptTokens()
                + " (" + advice.cachedPromptTokens() + " cached) + " + advice.completionTokens() + " tokens, "
                + plain(advice.costUsd()) + " USD for the cycle");
        if (prompt) {
            out.println(advice.systemPrompt().indent(4));
            out.println(advice.userPayload().indent(4));
        }
        told("thought    ", advice.chainOfThought());
        told("tools      ", Objects.requireNonNullElse(advice.toolPayloadJson(), ""));
        told("answered   ", advice.reply());
        advice.items().forEach(this::item);
        if (!advice.detail().isEmpty()) {
            out.println("           " + advice.status() + ": " + advice.detail());
        }
    }

    private void item(AdviceReceived.Item item) {
        out.println("  " + item.status() + " " + (item.symbol() == null ? "an item" : item.symbol())
                + (item.code().isEmpty() ? "" : ": " + item.code())
                + (item.detail().isEmpty() ? "" : ", " + item.detail()));
    }

    /** Words of a model: characters that would steer the terminal are left out. */
    private void told(String head, String text) {
        if (!text.isEmpty()) {
            out.println(head + STEERING.matcher(text).replaceAll("").replace("\n", "\n           "));
        }
    }

    private void verdict(@Nullable VerdictGiven verdict) {
        if (verdict == null) {
            out.println("verdict    none was recorded");
            return;
        }
        out.println("verdict    " + verdict.outcome() + ", quantity " + plain(verdict.quantity()) + ", price "
                + plain(verdict.referencePrice()) + "  " + verdict.at());
        for (RuleResult rule : verdict.rules()) {
            out.println("  " + (rule.passed() ? "pass  " : "FAIL  ") + rule.code() + ": " + rule.value() + ", limit "
                    + rule.limit() + (rule.passed() ? "" : "; " + rule.reason()));
        }
    }

    private void order(OrderView order) {
        var intent = order.intent();
        if (intent == null) {
            out.println("order      "
                    + (order.latest() == null ? "" : order.latest().clientOrderId())
                    + "  stop and target at the venue, or an order of others");
        } else {
            out.println("order      " + intent.clientOrderId() + "  " + intent.leg() + " " + intent.side() + " "
                    + intent.orderType() + " " + plain(intent.quantity()) + ", intended " + intent.at());
        }
        for (OrderChanged change : order.timeline()) {
            out.println("  " + change.at() + "  " + change.state() + ", filled " + plain(change.filledQuantity())
                    + (change.averagePrice() == null ? "" : " at " + plain(change.averagePrice()))
                    + (change.detail().isEmpty() ? "" : ", " + change.detail()));
        }
    }

    private static String sized(Decision decision) {
        String size = decision.sizePct() != null
                ? ", " + plain(decision.sizePct()) + " % of equity"
                : decision.quantity() != null ? ", quantity " + plain(decision.quantity()) : "";
        return decision.leverage() == null ? size : size + " x " + plain(decision.leverage());
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "none" : number.toPlainString();
    }
}
