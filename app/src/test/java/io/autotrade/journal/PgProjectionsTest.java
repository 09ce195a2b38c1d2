package io.autotrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Environment;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.Action;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.journal.Projections.DecisionChain;
import io.autotrade.journal.Projections.DecisionView;
import io.autotrade.journal.Projections.Filter;
import io.autotrade.journal.Projections.OrderView;
import io.autotrade.journal.Projections.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PgProjectionsTest {

    private final Vertx vertx = Vertx.vertx();
    private PgJournal journal;
    private Projections projections;

    @BeforeEach
    void open() {
        journal = PgJournal.open(vertx, TestDatabases.fresh(), InstantSource.system())
                .await();
        projections = journal.projections();
    }

    @AfterEach
    void close() {
        journal.close().await();
        vertx.close().await();
    }

    private void append(DomainEvent... events) {
        journal.append(List.of(events)).await();
    }

    private static <T> List<T> allPages(BiFunction<@Nullable String, Integer, Future<Page<T>>> list, int limit) {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = list.apply(cursor, limit).await();
            assertThat(page.items().size()).isLessThanOrEqualTo(limit);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    @Test
    void aDecisionBringsItsAdviceVerdictOrdersAndFills() {
        append(
                Events.advice("c1", "system ".repeat(100), "reply ".repeat(100)),
                Events.decision("d1", "c1", Events.BTC, Action.BUY),
                Events.decision("d2", "c1", Events.ETH, Action.HOLD));
        append(Events.verdict("d1", "c1", Events.BTC, VerdictOutcome.ACCEPTED));
        append(Events.intent("o1", "d1", "c1"), Events.order("o1", "d1", OrderStatus.SENT));
        append(Events.order("o1", "d1", OrderStatus.FILLED), Events.fill("f1", "o1", "d1"));
        CounterfactualRecorded counterfactual = new CounterfactualRecorded(
                "d2",
                Events.ETH,
                Action.HOLD,
                "held",
                Duration.ofHours(1),
                BigDecimal.ONE,
                BigDecimal.TWO,
                BigDecimal.TEN,
                Events.T0);
        append(counterfactual);

        DecisionChain chain = projections.decision("d1").await().orElseThrow();

        assertThat(chain.decision().decision()).isEqualTo(Events.decision("d1", "c1", Events.BTC, Action.BUY));
        assertThat(chain.decision().advice())
                .isEqualTo(Events.advice("c1", "system ".repeat(100), "reply ".repeat(100)));
        assertThat(chain.decision().verdict())
                .isEqualTo(Events.verdict("d1", "c1", Events.BTC, VerdictOutcome.ACCEPTED));
        assertThat(chain.orders()).singleElement().satisfies(order -> {
            assertThat(order.intent()).isEqualTo(Events.intent("o1", "d1", "c1"));
            assertThat(order.latest()).isEqualTo(Events.order("o1", "d1", OrderStatus.FILLED));
            assertThat(order.timeline()).hasSize(2);
        });
        assertThat(chain.fills()).containsExactly(Events.fill("f1", "o1", "d1"));
        assertThat(projections.decision("d2").await().orElseThrow().counterfactuals())
                .containsExactly(counterfactual);
        assertThat(projections.decision("none").await()).isEmpty();
        assertThat(projections.cycle("c1").await())
                .extracting(JournalEntry::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(projections.ofDecision("d1").await())
                .extracting(JournalEntry::type)
                .contains("decision", "verdict", "intent", "order", "fill")
                .doesNotContain("advice");
    }

    @Test
    void decisionsAreFilteredAndPagedNewestFirstWhileNewOnesArrive() {
        for (int i = 0; i < 7; i++) {
            Symbol symbol = i % 2 == 0 ? Events.BTC : Events.ETH;
            append(
                    Events.decision("d" + i, "c" + i, symbol, Action.BUY),
                    Events.verdict("d" + i, "c" + i, symbol, i < 4 ? VerdictOutcome.REFUSED : VerdictOutcome.ACCEPTED));
        }
        Page<DecisionView> first = projections.decisions(Filter.NONE, null, 3).await();
        append(Events.decision("late", "late", Events.BTC, Action.SELL));
        List<String> rest = allPages(
                        (cursor, limit) ->
                                projections.decisions(Filter.NONE, cursor == null ? first.nextCursor() : cursor, limit),
                        3)
                .stream()
                .map(view -> view.decision().decision().decisionId())
                .toList();

        assertThat(first.items())
                .extracting(view -> view.decision().decision().decisionId())
                .containsExactly("d6", "d5", "d4");
        assertThat(rest).containsExactly("d3", "d2", "d1", "d0");
        assertThat(ids(new Filter("ETH-USDT-SWAP", null, "refused", null, null, null)))
                .containsExactly("d3", "d1");
        assertThat(ids(new Filter(null, "sell", null, null, null, null))).containsExactly("late");
        assertThat(ids(new Filter(null, null, null, null, Events.T0.plusSeconds(1), null)))
                .isEmpty();
        assertThat(ids(new Filter(null, null, null, null, null, Events.T0))).isEmpty();
        assertThatThrownBy(
                        () -> projections.decisions(Filter.NONE, "nonsense", 3).await())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> projections.decisions(Filter.NONE, null, 0).await())
                .hasMessageContaining("limit");
    }

    private List<String> ids(Filter filter) {
        return projections.decisions(filter, null, 100).await().items().stream()
                .map(view -> view.decision().decision().decisionId())
                .toList();
    }

    @Test
    void unresolvedOrdersStandFirstOnEveryPage() {
        for (int i = 0; i < 6; i++) {
            append(Events.intent("o" + i, "d" + i, "c"));
            append(Events.order("o" + i, "d" + i, i % 3 == 0 ? OrderStatus.UNKNOWN : OrderStatus.FILLED));
        }
        append(Events.order("foreign", null, OrderStatus.OPEN));

        List<OrderView> all = allPages((cursor, limit) -> projections.orders(Filter.NONE, cursor, limit), 2);

        assertThat(all)
                .extracting(order -> order.latest().clientOrderId().value())
                .containsExactly("o3", "o0", "foreign", "o5", "o4", "o2", "o1");
        assertThat(all.get(2).intent()).isNull();
        assertThat(projections
                        .orders(new Filter(null, null, null, "filled", null, null), null, 100)
                        .await()
                        .items())
                .hasSize(4);
        assertThat(projections.order("o3").await().orElseThrow().timeline()).hasSize(1);
    }

    @Test
    void anIntentWithoutAnyAnswerIsAnUnresolvedOrder() {
        append(Events.intent("o1", "d1", "c1"));

        OrderView order = projections
                .orders(new Filter(null, null, null, "intended", null, null), null, 10)
                .await()
                .items()
                .getFirst();

        assertThat(order.latest()).isNull();
        assertThat(order.timeline()).isEmpty();
    }

    @Test
    void fillsAndAlertsArePagedNewestFirst() {
        for (int i = 0; i < 5; i++) {
            append(Events.fill("f" + i, null, null), Events.alert(i));
        }

        assertThat(allPages((cursor, limit) -> projections.fills(Filter.NONE, cursor, limit), 2))
                .extracting(FillRecorded::fillId)
                .containsExactly("f4", "f3", "f2", "f1", "f0");
        assertThat(allPages((cursor, limit) -> projections.alerts(cursor, limit), 5))
                .extracting(AlertRaised::message)
                .containsExactly("number 4", "number 3", "number 2", "number 1", "number 0");
    }

    @Test
    void theEquityCurveIsThinnedEvenlyAndKeepsItsEnds() {
        append(IntStream.range(0, 1000).mapToObj(Events::marked).toArray(DomainEvent[]::new));

        List<PortfolioMarked> curve = projections.equity(null, 50).await();

        assertThat(curve).hasSize(50);
        assertThat(curve.getFirst()).isEqualTo(Events.marked(0));
        assertThat(curve.getLast()).isEqualTo(Events.marked(999));
        for (int i = 1; i < curve.size(); i++) {
            assertThat(Duration.between(curve.get(i - 1).at(), curve.get(i).at())
                            .toSeconds())
                    .isBetween(20L, 21L);
        }
        assertThat(projections.equity(Events.marked(990).at(), 50).await()).hasSize(10);
    }

    @Test
    void theEquityCurveBeginsWithTheBooksOfTheAccount() {
        append(Events.marked(1), Events.marked(2));
        append(new AccountOpened(
                "other",
                Environment.PAPER,
                "USDT",
                BigDecimal.TEN,
                Events.marked(2).at()));
        assertThat(projections.equity(null, 50).await()).isEmpty();

        append(Events.marked(3), Events.marked(4));

        assertThat(projections.equity(null, 50).await()).containsExactly(Events.marked(3), Events.marked(4));
    }

    @Test
    void ofARuleTheNewestStateIsShown() {
        append(rule("r1", "candidate"), rule("r2", "candidate"), rule("r1", "active"));

        assertThat(projections.rules().await()).containsExactly(rule("r1", "active"), rule("r2", "candidate"));
    }

    private static RuleChanged rule(String id, String status) {
        return new RuleChanged(
                id,
                "Do not chase",
                "entry",
                status,
                false,
                List.of("d1"),
                new BigDecimal("0.5"),
                0,
                "because",
                "service",
                Events.T0);
    }
}
