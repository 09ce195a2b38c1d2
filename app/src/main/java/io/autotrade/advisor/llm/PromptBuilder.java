package io.autotrade.advisor.llm;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import io.autotrade.config.TradingConfig;
import io.autotrade.risk.RiskRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the question. Equal requests give equal prompts.
 *
 * <p>The system text holds what stays the same from cycle to cycle: role, limits, output format. The user text holds,
 * in this order: session, market, account, risk settings, learned rules, recent trades, task. Limits are rendered from
 * the very rules that enforce them.
 */
public final class PromptBuilder {

    private static final String TEMPLATES = "decision-v1";

    private final List<RiskRule> rules;
    private final PromptTemplate system = PromptTemplate.load(TEMPLATES, "system");
    private final PromptTemplate task = PromptTemplate.load(TEMPLATES, "task");
    private final PromptTemplate reask = PromptTemplate.load(TEMPLATES, "reask");
    private final String version = TEMPLATES
            + '-'
            + Sha256.hex(system.text(), task.text(), reask.text()).substring(0, 8);

    /** @param rules the rules of the gate, in its order */
    public PromptBuilder(List<RiskRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Version of the templates, as recorded with every decision. */
    public String version() {
        return version;
    }

    public Prompt build(AdviceRequest request) {
        TradingConfig config = request.config();
        List<Symbol> symbols = symbols(request);
        String names = names(symbols);
        String systemText = system.fill(Map.of(
                "symbols",
                names,
                "limits",
                RiskSection.limits(rules, config),
                "sell_meaning",
                config.allowShort()
                        ? "opens a short position without a position in that symbol, and closes an open long."
                        : "closes an open long. Short positions are not allowed."));
        List<RuleChanged> learned = newest(request.rules(), config.llm().maxRulesInPrompt());
        List<OutcomeRecorded> trades = last(request.recentTrades(), config.llm().maxHistoryTrades());
        String user = String.join(
                "\n\n",
                session(request),
                MarketSection.render(request.market(), symbols),
                AccountSection.render(request),
                RiskSection.render(request, rules),
                MemorySection.render(learned, trades),
                task.fill(Map.of(
                        "symbols",
                        names,
                        "state",
                        request.state().name(),
                        "state_meaning",
                        RiskSection.meaning(request.state()))));
        List<String> ruleIds = learned.stream().map(RuleChanged::ruleId).toList();
        return new Prompt(systemText, user, Sha256.hex(systemText, user), version, ruleIds);
    }

    /** The message that asks once more, with what was wrong about the first reply. */
    String reask(AdviceRequest request, List<String> complaints) {
        String list = complaints.stream()
                .map(complaint -> "- " + PromptText.clean(complaint, 200))
                .collect(Collectors.joining("\n"));
        return reask.fill(Map.of("complaints", list, "symbols", names(symbols(request))));
    }

    private static String session(AdviceRequest request) {
        Instant now = request.market().at();
        long minutes = Math.max(0, Duration.between(request.startedAt(), now).toMinutes());
        String source = request.market().simulated() ? " (recorded or simulated prices)" : "";
        return "## Session\n- minutes since start: " + minutes + "\n- invocation: " + request.number()
                + "\n- current time: " + now + "\n- market source: "
                + PromptText.clean(request.market().source(), 60) + source + "\n\nIt has been " + minutes
                + " minutes since trading began, this is invocation " + request.number() + " and the time is " + now
                + ". Intraday data uses the short timeframe, oldest first.";
    }

    private static List<Symbol> symbols(AdviceRequest request) {
        TreeSet<Symbol> held = new TreeSet<>(request.portfolio().positions().keySet());
        List<Symbol> symbols = new ArrayList<>(request.config().symbols());
        symbols.forEach(held::remove);
        symbols.addAll(held);
        return symbols;
    }

    private static String names(List<Symbol> symbols) {
        return symbols.stream().map(Symbol::value).collect(Collectors.joining(", "));
    }

    private static <T> List<T> newest(List<T> items, int max) {
        return items.subList(0, Math.min(items.size(), Math.max(0, max)));
    }

    private static <T> List<T> last(List<T> items, int max) {
        return items.subList(Math.max(0, items.size() - Math.max(0, max)), items.size());
    }
}
