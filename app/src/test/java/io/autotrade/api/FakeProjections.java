package io.autotrade.api;

import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleChanged;
import io.autotrade.journal.Projections;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers with the samples and remembers what was asked; the cursor {@code next} is the only valid one. */
final class FakeProjections implements Projections {

    record Asked(Filter filter, String cursor, int limit) {}

    volatile Asked asked;
    volatile Instant equityFrom;
    volatile int equityPoints;

    private <T> Future<Page<T>> page(Filter filter, String cursor, int limit, List<T> items) {
        asked = new Asked(filter, cursor, limit);
        if (cursor != null && !cursor.equals("next")) {
            return Future.failedFuture(new IllegalArgumentException("not a cursor"));
        }
        return Future.succeededFuture(new Page<>(items, cursor == null ? "next" : null));
    }

    @Override
    public Future<Page<DecisionView>> decisions(Filter filter, String cursor, int limit) {
        return page(filter, cursor, limit, List.of(Samples.view(), Samples.viewWithoutAdvice()));
    }

    @Override
    public Future<Optional<DecisionChain>> decision(String decisionId) {
        return Future.succeededFuture(
                switch (decisionId) {
                    case "d-1" -> Optional.of(Samples.chain());
                    case "d-2" ->
                        Optional.of(new DecisionChain(
                                Samples.viewWithoutAdvice(), List.of(), List.of(), List.of(), List.of()));
                    default -> Optional.empty();
                });
    }

    @Override
    public Future<Page<OrderView>> orders(Filter filter, String cursor, int limit) {
        OrderView unsent = new OrderView(Samples.intent(), null, List.of());
        OrderView external = new OrderView(
                null,
                Samples.change(io.autotrade.bus.OrderStatus.OPEN),
                List.of(Samples.change(io.autotrade.bus.OrderStatus.OPEN)));
        return page(filter, cursor, limit, List.of(unsent, Samples.order(), external));
    }

    @Override
    public Future<Optional<OrderView>> order(String clientOrderId) {
        return Future.succeededFuture(
                clientOrderId.equals(Samples.ORDER.value()) ? Optional.of(Samples.order()) : Optional.empty());
    }

    @Override
    public Future<Page<FillRecorded>> fills(Filter filter, String cursor, int limit) {
        return page(filter, cursor, limit, List.of(Samples.fill()));
    }

    @Override
    public Future<Page<OutcomeRecorded>> outcomes(Filter filter, String cursor, int limit) {
        return page(filter, cursor, limit, List.of(Samples.outcome()));
    }

    @Override
    public Future<Page<AlertRaised>> alerts(String cursor, int limit) {
        return page(Filter.NONE, cursor, limit, List.of(Samples.alert()));
    }

    @Override
    public Future<List<RuleChanged>> rules() {
        return Future.succeededFuture(List.of(Samples.rule()));
    }

    @Override
    public Future<List<PortfolioMarked>> equity(Instant from, int maxPoints) {
        equityFrom = from;
        equityPoints = maxPoints;
        return Future.succeededFuture(List.of(Samples.mark(Samples.AT), Samples.mark(Samples.AT.plusSeconds(300))));
    }

    @Override
    public Future<List<JournalEntry>> cycle(String cycleId) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<JournalEntry>> ofDecision(String decisionId) {
        return Future.succeededFuture(List.of());
    }
}
