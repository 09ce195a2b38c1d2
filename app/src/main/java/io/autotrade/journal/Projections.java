package io.autotrade.journal;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.VerdictGiven;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Read side of the journal: what screens and scripts ask for. Lists are newest first and paged with an opaque cursor; a
 * cursor stays valid while new rows arrive.
 */
public interface Projections {

    /** @param nextCursor null when there is no further page */
    record Page<T>(List<T> items, @Nullable String nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** Filter of lists; null parts do not restrict. {@code from} inclusive, {@code to} exclusive. */
    record Filter(
            @Nullable String symbol,
            @Nullable String action,
            @Nullable String verdict,
            @Nullable String state,
            @Nullable Instant from,
            @Nullable Instant to) {
        public static final Filter NONE = new Filter(null, null, null, null, null, null);
    }

    /** A decision with the advice it came from and the verdict on it; parts not yet known are null. */
    record DecisionView(
            DecisionMade decision,
            @Nullable AdviceReceived advice,
            @Nullable VerdictGiven verdict) {}

    /** An order: what was intended and what became of it; intent is null for orders of others. */
    record OrderView(
            @Nullable OrderIntended intent, @Nullable OrderChanged latest, List<OrderChanged> timeline) {
        public OrderView {
            timeline = List.copyOf(timeline);
        }
    }

    /** Everything that belongs to one decision. */
    record DecisionChain(
            DecisionView decision,
            List<OrderView> orders,
            List<FillRecorded> fills,
            List<OutcomeRecorded> outcomes,
            List<CounterfactualRecorded> counterfactuals) {
        public DecisionChain {
            orders = List.copyOf(orders);
            fills = List.copyOf(fills);
            outcomes = List.copyOf(outcomes);
            counterfactuals = List.copyOf(counterfactuals);
        }
    }

    Future<Page<DecisionView>> decisions(Filter filter, @Nullable String cursor, int limit);

    Future<Optional<DecisionChain>> decision(String decisionId);

    /** Unresolved orders first, then newest first. */
    Future<Page<OrderView>> orders(Filter filter, @Nullable String cursor, int limit);

    Future<Optional<OrderView>> order(String clientOrderId);

    Future<Page<FillRecorded>> fills(Filter filter, @Nullable String cursor, int limit);

    Future<Page<OutcomeRecorded>> outcomes(Filter filter, @Nullable String cursor, int limit);

    Future<Page<AlertRaised>> alerts(@Nullable String cursor, int limit);

    /** Newest state of every learned rule. */
    Future<List<RuleChanged>> rules();

    /**
     * Equity curve of the account whose books are open, oldest first, thinned to at most {@code maxPoints} points,
     * first and last kept. What another account was worth before is no part of it: it would look like a gain or a loss.
     */
    Future<List<PortfolioMarked>> equity(@Nullable Instant from, int maxPoints);

    /** Entries of one cycle in order. */
    Future<List<JournalEntry>> cycle(String cycleId);

    /** Entries that belong to one decision, in order, those of the orders it caused included. */
    Future<List<JournalEntry>> ofDecision(String decisionId);
}
