package io.autotrade.execution;

import static io.autotrade.execution.ScriptedBroker.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Booking;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Capability;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Fill;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.journal.JournalException;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OrderDeskTest {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final ScriptedBroker broker = new ScriptedBroker();
    private final InstantSource clock = InstantSource.fixed(ScriptedBroker.NOW);
    private TradingDesk desk;

    @BeforeEach
    void open() {
        desk = newDesk();
        desk.reconciler().start();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private TradingDesk newDesk() {
        Books books = new Books();
        journal.replay(books::apply);
        return new TradingDesk(
                vertx,
                new Venue("scripted", Environment.PAPER, broker, Map.of()),
                journal,
                new BookKeeping(journal, books),
                clock);
    }

    private Ticket openLong(String decision) {
        return desk.orders().open(Cause.decision(decision, "cycle", "because"), BTC, LONG);
    }

    private BigDecimal position() {
        return desk.books()
                .portfolio(Map.of(), clock.instant())
                .position(BTC)
                .map(position -> position.quantity())
                .orElse(BigDecimal.ZERO);
    }

    @Test
    void commitsTheIntentBeforeAnythingIsSent() {
        broker.placeScript.add(order -> {
            assertThat(journal.events(OrderIntended.class))
                    .extracting(OrderIntended::clientOrderId)
                    .containsExactly(order.clientOrderId());
            return ScriptedBroker.accepted();
        });

        openLong("d1");

        assertThat(broker.placed).hasSize(1);
    }

    @Test
    void sendsNothingWhenTheIntentCannotBeCommitted() {
        journal.down(true);

        assertThatThrownBy(() -> openLong("d1")).isInstanceOf(JournalException.class);

        assertThat(broker.placed).isEmpty();
    }

    @Test
    void sendsTheOrderOfADecisionOnlyOnce() {
        openLong("d1");
        Ticket again = openLong("d1");

        assertThat(broker.placed).hasSize(1);
        assertThat(again.status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void neverResendsAnOrderOfUnknownOutcomeAndBlocksItsSymbol() {
        broker.placeScript.add(order -> ScriptedBroker.unknown());

        Ticket ticket = openLong("d1");
        openLong("d1");

        assertThat(ticket.status()).isEqualTo(OrderStatus.UNKNOWN);
        assertThat(broker.placed).hasSize(1);
        assertThat(desk.books().blockedSymbols()).containsExactly(BTC);
        assertThat(journal.events(AlertRaised.class))
                .extracting(AlertRaised::code)
                .contains("order_unknown");
    }

    @Test
    void learnsTheTruthAboutAnUnknownOrderByItsClientOrderId() {
        broker.placeScript.add(order -> {
            broker.fill(order, "late");
            broker.lookups.put(
                    order.clientOrderId(),
                    new OrderLookup.Found(broker.order(order, OrderState.FILLED, order.quantity())));
            return ScriptedBroker.unknown();
        });
        openLong("d1");

        desk.reconciler().run();

        assertThat(desk.books().unresolvedOrders()).isEmpty();
        assertThat(desk.books().blockedSymbols()).isEmpty();
        assertThat(position()).isEqualByComparingTo("1");
    }

    @Test
    void keepsASymbolBlockedWhileTheVenueDoesNotShowTheOrder() {
        broker.placeScript.add(order -> ScriptedBroker.unknown());
        openLong("d1");

        desk.reconciler().run();
        desk.reconciler().run();

        assertThat(desk.books().blockedSymbols()).containsExactly(BTC);
    }

    @Test
    void releasesASymbolWhenTheVenueGuaranteesThatTheOrderNeverArrived() {
        broker.placeScript.add(order -> ScriptedBroker.unknown());
        Ticket ticket = openLong("d1");
        broker.lookups.put(ticket.clientOrderId(), new OrderLookup.NeverArrived());

        desk.reconciler().run();

        assertThat(desk.books().order(ticket.clientOrderId()).orElseThrow().status())
                .isEqualTo(OrderStatus.NEVER_ARRIVED);
        assertThat(desk.books().blockedSymbols()).isEmpty();
    }

    @Test
    void asksAfterARestartForAnOrderThatWasIntendedAndNeverAnswered() {
        ClientOrderId id = ClientOrderIds.of("d1", BTC, Leg.ENTRY, 0);
        broker.placeScript.add(order -> {
            throw new IllegalStateException("the process dies here");
        });
        openLong("d1");
        broker.lookups.put(
                id,
                new OrderLookup.Found(
                        broker.order(ScriptedBroker.marketBuy(id, BTC), OrderState.FILLED, BigDecimal.ONE)));
        broker.fill(ScriptedBroker.marketBuy(id, BTC), "f-crash");

        desk = newDesk();
        desk.reconciler().start();

        assertThat(broker.placed).containsExactly(id);
        assertThat(position()).isEqualByComparingTo("1");
        assertThat(desk.books().unresolvedOrders()).isEmpty();
    }

    @Test
    void recordsAFillOnceHoweverOftenItIsTold() {
        openLong("d1");
        Fill fill = broker.fills.getFirst();

        broker.tell(new BrokerEvent.Filled(fill));
        broker.tell(new BrokerEvent.Filled(fill));
        desk.reconciler().run();

        assertThat(journal.events(FillRecorded.class)).hasSize(1);
        assertThat(position()).isEqualByComparingTo("1");
    }

    @Test
    void doesNotLetALateReplyUndoWhatAPushHasTold() {
        Ticket ticket = openLong("d1");

        assertThat(ticket.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(journal.events(OrderChanged.class))
                .extracting(OrderChanged::state)
                .containsExactly(OrderStatus.FILLED);
    }

    @Test
    void journalsARejectionWithTheVenuesCode() {
        broker.placeScript.add(
                order -> new WriteResult.Rejected(RejectReason.INSUFFICIENT_FUNDS, "51008", "not enough margin"));

        Ticket ticket = openLong("d1");

        assertThat(ticket.status()).isEqualTo(OrderStatus.REJECTED);
        OrderChanged change = journal.events(OrderChanged.class).getLast();
        assertThat(change.venueCode()).isEqualTo("51008");
        assertThat(desk.books().blockedSymbols()).isEmpty();
    }

    @Test
    void recordsTheOutcomeWhenAPositionIsClosed() {
        openLong("d1");
        desk.orders()
                .close(
                        Cause.decision("d2", "cycle", "enough"),
                        Leg.EXIT,
                        0,
                        BTC,
                        PositionSide.LONG.exitSide(),
                        BigDecimal.valueOf(100));

        OutcomeRecorded outcome = journal.events(OutcomeRecorded.class).getFirst();
        assertThat(outcome.openedByDecision()).isEqualTo("d1");
        assertThat(outcome.closedByDecision()).isEqualTo("d2");
        assertThat(outcome.netPnl()).isEqualByComparingTo("-0.1");
    }

    @Test
    void bringsAMissingStopBack() {
        broker.keepsStops = false;
        openLong("d1");

        int naked = desk.guard().check();

        assertThat(naked).isEqualTo(1);
        assertThat(broker.protections).hasSize(1);
        assertThat(broker.positions.get(BTC).stopPrice()).isEqualByComparingTo("95");
        assertThat(desk.guard().check()).isZero();
    }

    @Test
    void warnsOfAStopThatSomebodyElseMovedToMoreRiskOnly() {
        openLong("d1");
        desk.guard().check();
        broker.positions.put(
                BTC, ScriptedBroker.position(BTC, PositionSide.LONG, BigDecimal.ONE, BigDecimal.valueOf(97)));
        desk.guard().check();
        assertThat(journal.events(AlertRaised.class)).isEmpty();

        broker.positions.put(
                BTC, ScriptedBroker.position(BTC, PositionSide.LONG, BigDecimal.ONE, BigDecimal.valueOf(40)));
        desk.guard().check();
        desk.guard().check();

        assertThat(journal.events(AlertRaised.class))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).contains("at 40 instead of 97"));
        assertThat(broker.protections).isEmpty();
    }

    @Test
    void closesAPositionThatCannotBeProtected() {
        broker.keepsStops = false;
        openLong("d1");
        WriteResult refused = new WriteResult.Rejected(RejectReason.OTHER, "1", "no");
        broker.protectScript.addAll(List.of(refused, refused));

        desk.guard().check();

        assertThat(broker.positions).isEmpty();
        assertThat(position()).isZero();
    }

    @Test
    void protectsAfterTheFillWhereTheVenueTakesNoAttachedStop() {
        broker.capabilities.remove(Capability.ATTACHED_PROTECTION);

        openLong("d1");

        assertThat(broker.protections).hasSize(1);
        assertThat(desk.guard().check()).isZero();
    }

    @Test
    void haltsASymbolOnlyWhenTwoReadsAgreeOnADifference() {
        broker.positions.put(BTC, ScriptedBroker.position(BTC, PositionSide.LONG, BigDecimal.ONE, null));

        desk.reconciler().run();
        assertThat(desk.books().haltedSymbols()).isEmpty();

        desk.reconciler().run();
        assertThat(desk.books().haltedSymbols()).containsExactly(BTC);
        assertThat(journal.events(ReconciliationDifference.class))
                .extracting(ReconciliationDifference::explained)
                .containsExactly(false);
    }

    @Test
    void tellsOnceOfMoneyThatMovedSilentlyAndGoesOnTrading() {
        openLong("d1");
        desk.reconciler().run();
        desk.reconciler().run();
        assertThat(journal.events(ReconciliationDifference.class)).isEmpty();

        broker.silentCharge = new BigDecimal("1.25");
        desk.reconciler().run();
        assertThat(journal.events(ReconciliationDifference.class)).isEmpty();
        desk.reconciler().run();
        desk.reconciler().run();

        assertThat(journal.events(ReconciliationDifference.class))
                .singleElement()
                .satisfies(difference -> assertThat(difference.venue()).isEqualTo("9998.70 USDT"));
        assertThat(journal.events(AlertRaised.class))
                .extracting(AlertRaised::code)
                .containsExactly("cash_difference");
        assertThat(desk.books().blockedSymbols()).isEmpty();
    }

    @Test
    void takesAFailedReadForNoInformation() {
        openLong("d1");
        broker.readsFail = true;

        Reconciler.Report report = desk.reconciler().run();
        desk.reconciler().run();

        assertThat(report.complete()).isFalse();
        assertThat(desk.books().haltedSymbols()).isEmpty();
        assertThat(position()).isEqualByComparingTo("1");
    }

    @Test
    void findsAFillThePushDidNotTell() {
        ClientOrderId id = ClientOrderIds.of("d1", BTC, Leg.ENTRY, 0);
        broker.placeScript.add(order -> {
            broker.fill(order, "quiet");
            broker.lookups.put(id, new OrderLookup.Found(broker.order(order, OrderState.FILLED, order.quantity())));
            return new WriteResult.Unknown(new io.autotrade.broker.BrokerFault.Unavailable("timeout"));
        });
        openLong("d1");

        desk.reconciler().run();

        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::fillId)
                .containsExactly("quiet");
    }

    @Test
    void flattensUntilTheVenueShowsNoPosition() {
        openLong("d1");
        broker.closeScript.add(ScriptedBroker.unknown());

        List<String> actions = desk.killSwitch().flatten("operator", "drill").actions();

        assertThat(broker.positions).isEmpty();
        assertThat(actions.getLast()).startsWith("flat, confirmed by the venue");
        assertThat(desk.books().tradingState()).isEqualTo(io.autotrade.bus.TradingState.HALTED);
    }

    @Test
    void booksALiquidationAsNoFill() {
        openLong("d1");
        broker.tell(new BrokerEvent.Booked(new Booking.ForcedClose(
                "b1",
                Booking.ForcedKind.LIQUIDATION,
                BTC,
                PositionSide.LONG,
                BigDecimal.ONE,
                BigDecimal.valueOf(60),
                BigDecimal.ONE,
                ScriptedBroker.NOW)));

        assertThat(journal.events(FillRecorded.class)).hasSize(1);
        assertThat(journal.events(ForcedCloseBooked.class)).hasSize(1);
        assertThat(position()).isZero();
    }

    @Test
    void keepsFactsInOrderWhileTheDatabaseIsAway() {
        openLong("d1");
        journal.down(true);
        ClientOrderId one = new ClientOrderId("manual1");
        ClientOrderId two = new ClientOrderId("manual2");
        broker.tell(new BrokerEvent.Filled(broker.fill(ScriptedBroker.marketBuy(one, BTC), "m1")));
        broker.tell(new BrokerEvent.Filled(broker.fill(ScriptedBroker.marketBuy(two, BTC), "m2")));
        assertThat(desk.facts().backlog()).isEqualTo(4); // each fill, and that nobody intended it

        journal.down(false);
        desk.facts().settled().await();

        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::fillId)
                .containsExactly("f1", "m1", "m2");
        assertThat(journal.read(0, 100).result()).extracting(JournalEntry::seq).isSorted();
    }
}
