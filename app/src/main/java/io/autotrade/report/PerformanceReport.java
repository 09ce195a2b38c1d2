package io.autotrade.report;

import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.portfolio.Ledger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A page about how the account did: figures, curves and tables in one file that needs no network. Takes the journal
 * entry by entry; its figures are those of the books.
 */
public final class PerformanceReport implements Consumer<JournalEntry> {

    private static final int NEWEST_TRADES = 100;

    private final Ledger ledger = new Ledger();
    private final List<PortfolioMarked> marks = new ArrayList<>();
    private final List<OutcomeRecorded> trades = new ArrayList<>();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private @Nullable AccountOpened account;
    private Instant last = Instant.EPOCH;

    @Override
    public void accept(JournalEntry entry) {
        DomainEvent event = entry.event();
        ledger.apply(event);
        last = event.at();
        switch (event) {
            case AccountOpened opened -> {
                account = opened;
                marks.clear();
                trades.clear();
            }
            case PortfolioMarked mark -> marks.add(mark);
            case OutcomeRecorded outcome -> trades.add(outcome);
            case VerdictGiven verdict -> judged(verdict);
            default -> {
                // not shown
            }
        }
    }

    private void judged(VerdictGiven verdict) {
        verdicts.merge(verdict.outcome().wireName(), 1, Integer::sum);
        if (verdict.outcome() == VerdictOutcome.REFUSED) {
            verdict.rules().stream()
                    .filter(rule -> !rule.passed())
                    .map(RuleResult::code)
                    .forEach(code -> refusals.merge(code, 1, Integer::sum));
        }
    }

    /** The whole page. */
    public String html() {
        AccountOpened opened = account;
        if (opened == null || marks.isEmpty()) {
            return Html.page("autotrade report", "<p>The journal holds no account yet: nothing was traded.</p>");
        }
        StringBuilder body = new StringBuilder();
        body.append("<p>Broker ")
                .append(Html.text(opened.brokerId()))
                .append(", ")
                .append(marks.getFirst().at())
                .append(" to ")
                .append(last)
                .append(". Times are those of the market the account traded in.</p>");
        figures(body);
        body.append(Html.section("Equity", Svg.line(marks, PortfolioMarked::equity)));
        body.append(Html.section(
                "Drawdown, percent", Svg.line(marks, mark -> mark.drawdownPct().negate())));
        body.append(Html.section("Net result of each closed position", Svg.bars(trades, OutcomeRecorded::netPnl)));
        body.append(Html.section("By symbol", bySymbol()));
        body.append(Html.section("Verdicts", Html.table(List.of("verdict", "proposals"), counts(verdicts))));
        body.append(Html.section("Rules that refused", Html.table(List.of("rule", "proposals"), counts(refusals))));
        body.append(Html.section("Newest closed positions", newest()));
        return Html.page("autotrade report", body.toString());
    }

    private void figures(StringBuilder body) {
        Summary summary = Objects.requireNonNull(summary());
        body.append(Html.section(
                "Figures",
                Html.table(
                        List.of("", ""),
                        summary.lines().entrySet().stream()
                                .map(line -> List.of(line.getKey(), line.getValue()))
                                .toList())));
    }

    /** The figures so far; null before an account was opened. */
    public @Nullable Summary summary() {
        AccountOpened opened = account;
        return opened == null
                ? null
                : Summary.of(ledger.portfolio(Map.of(), last), ledger.statistics(), opened.at(), last);
    }

    private String bySymbol() {
        Map<String, List<OutcomeRecorded>> grouped = new TreeMap<>();
        trades.forEach(trade -> grouped.computeIfAbsent(trade.symbol().value(), symbol -> new ArrayList<>())
                .add(trade));
        List<List<String>> rows = new ArrayList<>();
        grouped.forEach((symbol, closed) -> {
            long wins =
                    closed.stream().filter(trade -> trade.netPnl().signum() > 0).count();
            BigDecimal net = closed.stream().map(OutcomeRecorded::netPnl).reduce(BigDecimal.ZERO, BigDecimal::add);
            rows.add(List.of(symbol, String.valueOf(closed.size()), String.valueOf(wins), Summary.number(net)));
        });
        return Html.table(List.of("symbol", "closed", "wins", "net"), rows);
    }

    private String newest() {
        List<List<String>> rows = trades.reversed().stream()
                .limit(NEWEST_TRADES)
                .map(trade -> List.of(
                        trade.at().toString(),
                        trade.symbol().value(),
                        trade.side().name().toLowerCase(java.util.Locale.ROOT),
                        trade.quantity().stripTrailingZeros().toPlainString(),
                        Summary.number(trade.netPnl()),
                        trade.reason()))
                .toList();
        return Html.table(List.of("closed", "symbol", "side", "quantity", "net", "by"), rows);
    }

    private static List<List<String>> counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue().toString()))
                .toList();
    }
}
