package io.autotrade.report;

import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be exported; one row per fact, in the order of the journal. */
public enum Dataset {
    /** Closed positions. */
    TRADES(
            "outcome_id",
            "symbol",
            "side",
            "quantity",
            "entry_price",
            "exit_price",
            "leverage",
            "gross_pnl",
            "fees",
            "funding",
            "net_pnl",
            "net_pnl_pct",
            "mae",
            "mfe",
            "confidence",
            "reason",
            "opened_by_decision",
            "closed_by_decision",
            "opened_at",
            "closed_at"),
    /** Executions. */
    FILLS(
            "seq",
            "fill_id",
            "client_order_id",
            "decision_id",
            "symbol",
            "side",
            "quantity",
            "price",
            "fee",
            "fee_currency",
            "liquidity",
            "origin",
            "at"),
    /** The books at every mark. */
    EQUITY(
            "seq",
            "at",
            "equity",
            "cash",
            "unrealized_pnl",
            "realized_pnl",
            "fees",
            "funding",
            "margin",
            "gross_exposure",
            "drawdown_pct",
            "model_cost_usd",
            "open_positions",
            "reason"),
    /** Proposals with the verdict on them; the verdict is empty when there was none. */
    DECISIONS(
            "seq",
            "decision_id",
            "cycle_id",
            "at",
            "symbol",
            "action",
            "size_pct",
            "quantity",
            "leverage",
            "confidence",
            "stop_loss",
            "take_profit",
            "advisor",
            "model",
            "market_price",
            "verdict",
            "failed_rules",
            "allowed_quantity",
            "rationale");

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> columns;

    Dataset(String... columns) {
        this.columns = List.of(columns);
    }

    /** Names of the columns, in order; none is ever removed or given another meaning. */
    public List<String> columns() {
        return columns;
    }

    /** Lower-case name on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A fold that hands over one row per fact; {@link Fold#end} hands over what waited for more. */
    public Fold fold(Consumer<Row> rows) {
        return switch (this) {
            case TRADES -> of(rows, (entry, row) -> entry.event() instanceof OutcomeRecorded e ? trade(e, row) : null);
            case FILLS ->
                of(rows, (entry, row) -> entry.event() instanceof FillRecorded e ? fill(entry.seq(), e, row) : null);
            case EQUITY ->
                of(rows, (entry, row) -> entry.event() instanceof PortfolioMarked e ? mark(entry.seq(), e, row) : null);
            case DECISIONS -> new Decisions(rows);
        };
    }

    /** Takes the journal entry by entry. */
    public interface Fold extends Consumer<JournalEntry> {
        /** The journal has come to its end. */
        default void end() {}
    }

    @FunctionalInterface
    private interface Rows {
        @Nullable
        Row of(JournalEntry entry, Row row);
    }

    private Fold of(Consumer<Row> rows, Rows wanted) {
        return entry -> {
            Row row = wanted.of(entry, new Row(columns));
            if (row != null) {
                rows.accept(row);
            }
        };
    }

    private static Row trade(OutcomeRecorded e, Row row) {
        return row.put(
                e.outcomeId(),
                e.symbol().value(),
                e.side(),
                e.quantity(),
                e.entryPrice(),
                e.exitPrice(),
                e.leverage(),
                e.grossPnl(),
                e.fees(),
                e.funding(),
                e.netPnl(),
                e.netPnlPct(),
                e.mae(),
                e.mfe(),
                e.confidence(),
                e.reason(),
                e.openedByDecision(),
                e.closedByDecision(),
                e.openedAt(),
                e.at());
    }

    private static Row fill(long seq, FillRecorded e, Row row) {
        return row.put(
                seq,
                e.fillId(),
                e.clientOrderId() == null ? null : e.clientOrderId().value(),
                e.decisionId(),
                e.symbol().value(),
                e.side(),
                e.quantity(),
                e.price(),
                e.fee(),
                e.feeCurrency(),
                e.liquidity(),
                e.origin(),
                e.at());
    }

    private static Row mark(long seq, PortfolioMarked e, Row row) {
        return row.put(
                seq,
                e.at(),
                e.equity(),
                e.cash(),
                e.unrealizedPnl(),
                e.realizedPnl(),
                e.fees(),
                e.funding(),
                e.margin(),
                e.grossExposure(),
                e.drawdownPct(),
                e.modelCostUsd(),
                e.openPositions(),
                e.reason());
    }

    /** A decision waits for its verdict, which follows in the same cycle; rows keep the order of the decisions. */
    private static final class Decisions implements Fold {

        private record Waiting(long seq, DecisionMade made) {}

        private final Consumer<Row> rows;
        private final Map<String, Waiting> waiting = new LinkedHashMap<>();

        Decisions(Consumer<Row> rows) {
            this.rows = rows;
        }

        @Override
        public void accept(JournalEntry entry) {
            switch (entry.event()) {
                case DecisionMade made -> {
                    waiting.values().stream()
                            .filter(open -> !open.made().cycleId().equals(made.cycleId()))
                            .toList()
                            .forEach(open -> emit(open, null));
                    waiting.put(made.decision().decisionId(), new Waiting(entry.seq(), made));
                }
                case VerdictGiven verdict -> {
                    Waiting open = waiting.get(verdict.decisionId());
                    if (open != null) {
                        emit(open, verdict);
                    }
                }
                default -> {
                    // neither decision nor verdict
                }
            }
        }

        @Override
        public void end() {
            List.copyOf(waiting.values()).forEach(open -> emit(open, null));
        }

        private void emit(Waiting open, @Nullable VerdictGiven verdict) {
            DecisionMade made = open.made();
            var decision = made.decision();
            waiting.remove(decision.decisionId());
            rows.accept(new Row(DECISIONS.columns())
                    .put(
                            open.seq(),
                            decision.decisionId(),
                            made.cycleId(),
                            made.at(),
                            decision.symbol().value(),
                            decision.action(),
                            decision.sizePct(),
                            decision.quantity(),
                            decision.leverage(),
                            decision.confidence(),
                            decision.stopLoss(),
                            decision.takeProfit(),
                            made.advisor(),
                            made.model(),
                            made.marketPrice(),
                            verdict == null ? null : verdict.outcome(),
                            verdict == null ? null : failed(verdict),
                            verdict == null ? null : verdict.quantity(),
                            decision.rationale()));
        }

        private static String failed(VerdictGiven verdict) {
            return verdict.rules().stream()
                    .filter(rule -> !rule.passed())
                    .map(RuleResult::code)
                    .collect(Collectors.joining(" "));
        }
    }
}
