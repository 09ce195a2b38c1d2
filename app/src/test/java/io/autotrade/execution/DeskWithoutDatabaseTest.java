package io.autotrade.execution;

import static io.autotrade.execution.ScriptedBroker.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.journal.JournalException;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A position is open and the database is away: what may still be done, and what is left of it afterwards. */
@Timeout(30)
class DeskWithoutDatabaseTest {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final ScriptedBroker broker = new ScriptedBroker();
    private final InstantSource clock = InstantSource.fixed(ScriptedBroker.NOW);
    private final List<String> notes = new ArrayList<>();
    private TradingDesk desk;
    private long before;

    @BeforeEach
    void holdAPositionAndLoseTheDatabase() {
        desk = newDesk();
        desk.reconciler().start();
        desk.orders().open(Cause.decision("d1", "cycle", "because"), BTC, LONG);
        before = journal.lastSeq();
        journal.down(true);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private TradingDesk newDesk() {
        return new TradingDesk(
                vertx,
                new Venue("scripted", Environment.PAPER, broker, Map.of()),
                journal,
                new BookKeeping(journal, replayed()),
                clock,
                new StopNote() {
                    @Override
                    public void leave(boolean flatten) {
                        notes.add(flatten ? "flatten" : "halt");
                    }

                    @Override
                    public void take() {
                        notes.add("taken");
                    }
                });
    }

    private Books replayed() {
        Books books = new Books();
        journal.replay(books::apply);
        return books;
    }

    private static BigDecimal position(Books books) {
        return books.portfolio(Map.of(), ScriptedBroker.NOW)
                .position(BTC)
                .map(position -> position.quantity())
                .orElse(BigDecimal.ZERO);
    }

    private Ticket exit() {
        return desk.orders()
                .close(
                        Cause.decision("d2", "cycle", "enough"),
                        Leg.EXIT,
                        0,
                        BTC,
                        PositionSide.LONG.exitSide(),
                        BigDecimal.valueOf(100));
    }

    private List<Class<?>> written() {
        return journal.read(before, 1000).result().stream()
                .map(JournalEntry::event)
                .<Class<?>>map(DomainEvent::getClass)
                .toList();
    }

    @Test
    void anExitGoesOutAndIsJournalledInOrderOnReturn() {
        Ticket ticket = exit();

        assertThat(ticket.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(broker.positions).isEmpty();
        assertThat(position(desk.books())).isZero();
        assertThat(written()).isEmpty();

        journal.down(false);

        assertThat(written())
                .containsExactly(OrderIntended.class, FillRecorded.class, OutcomeRecorded.class, OrderChanged.class);
        assertThat(desk.facts().settled()).matches(settled -> settled.isComplete());
        assertThat(desk.books().portfolio(Map.of(), ScriptedBroker.NOW))
                .isEqualTo(replayed().portfolio(Map.of(), ScriptedBroker.NOW));
    }

    @Test
    void theSameExitIsNotSentTwice() {
        exit();
        Ticket again = exit();

        assertThat(broker.placed).hasSize(2); // the entry and the exit
        assertThat(again.status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void nothingIsOpened() {
        Symbol eth = new Symbol("ETH-USDT-SWAP");

        assertThatThrownBy(() -> desk.orders().open(Cause.decision("d3", "cycle", "because"), eth, LONG))
                .isInstanceOf(JournalException.class);

        journal.down(false);
        assertThat(broker.placed).hasSize(1);
        assertThat(written()).isEmpty();
    }

    @Test
    void anEntryWhoseIntentMayStillArriveIsNotSentAndExitsDoNotWaitBehindIt() {
        Symbol eth = new Symbol("ETH-USDT-SWAP");
        journal.loseAnswers();

        assertThatThrownBy(() -> desk.orders().open(Cause.decision("d3", "cycle", "because"), eth, LONG))
                .isInstanceOf(JournalException.class);
        assertThat(exit().status()).isEqualTo(OrderStatus.FILLED);

        journal.commitNext(); // it did arrive
        journal.down(false);
        ClientOrderId id = ClientOrderIds.of("d3", eth, Leg.ENTRY, 0);
        assertThat(broker.placed).hasSize(2).doesNotContain(id);
        assertThat(desk.books().order(id).orElseThrow().status()).isEqualTo(OrderStatus.NOT_SENT);
        assertThat(desk.books().blockedSymbols()).isEmpty();
    }

    @Test
    void aHaltHoldsAtOnceAndIsWrittenOnce() {
        StopReport report = desk.killSwitch().halt("operator", "fire");

        assertThat(desk.books().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(report.actions().getFirst()).contains("the database is away");
        assertThat(notes).containsExactly("halt");

        journal.down(false);
        assertThat(notes).containsExactly("halt", "taken");
        assertThat(journal.events(TradingStateChanged.class))
                .extracting(TradingStateChanged::state)
                .containsExactly(TradingState.HALTED);
        assertThat(replayed().tradingState()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void flatteningRepeatsUntilTheVenueIsFlat() {
        broker.closeScript.add(ScriptedBroker.unknown());

        StopReport report = desk.killSwitch().flatten("operator", "fire");

        assertThat(report.confirmed()).isTrue();
        assertThat(broker.positions).isEmpty();
        journal.down(false);
        assertThat(journal.events(OrderIntended.class))
                .extracting(OrderIntended::leg)
                .containsExactly(Leg.ENTRY, Leg.SAFETY, Leg.SAFETY);
        assertThat(position(replayed())).isZero();
    }

    @Test
    void aFlattenThatIsNotConfirmedGoesOnInTheNextProcess() {
        journal.down(false);
        broker.closeScript.addAll(Collections.nCopies(5, ScriptedBroker.unknown()));
        assertThat(desk.killSwitch().flatten("operator", "fire").confirmed()).isFalse();

        desk = newDesk();
        desk.reconciler().start();
        desk.killSwitch().restore();
        assertThat(desk.killSwitch().pending()).isTrue();
        desk.killSwitch().resume();

        assertThat(broker.positions).isEmpty();
        assertThat(desk.killSwitch().pending()).isFalse();
        assertThat(desk.books().tradingState()).isEqualTo(TradingState.HALTED);

        desk = newDesk();
        desk.killSwitch().restore();
        desk.killSwitch().resume(); // what HALTED alone asks for: no entry order is open
        assertThat(desk.killSwitch().pending()).isFalse();
        assertThat(broker.placed).hasSize(7); // the entry, five closes of unknown outcome, and the one that arrived
    }

    @Test
    void aMissingStopIsPlacedAgain() {
        broker.positions.put(BTC, ScriptedBroker.position(BTC, PositionSide.LONG, BigDecimal.ONE, null));

        assertThat(desk.guard().check()).isEqualTo(1);

        assertThat(broker.positions.get(BTC).stopPrice()).isEqualByComparingTo("95");
    }

    @Test
    void aProcessThatEndsMeanwhileLearnsOfItsExitFromTheVenue() {
        Ticket ticket = exit();
        PlaceOrder order =
                PlaceOrder.marketReduceOnly(ticket.clientOrderId(), BTC, PositionSide.LONG.exitSide(), BigDecimal.ONE);
        broker.lookups.put(
                ticket.clientOrderId(),
                new OrderLookup.Found(broker.order(order, OrderState.FILLED, order.quantity())));
        journal.forgetRemembered();
        assertThat(position(replayed())).isEqualByComparingTo("1");

        desk = newDesk();
        desk.reconciler().start();

        assertThat(position(desk.books())).isZero();
        assertThat(desk.books().order(ticket.clientOrderId()).orElseThrow().status())
                .isEqualTo(OrderStatus.FILLED);
        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::clientOrderId)
                .containsExactly(ClientOrderIds.of("d1", BTC, Leg.ENTRY, 0), ticket.clientOrderId());
        assertThat(journal.events(ReconciliationDifference.class))
                .extracting(ReconciliationDifference::kind)
                .containsExactly("order_unrecorded");
        assertThat(desk.books().haltedSymbols()).isEmpty();
    }

    @Test
    void anExitGoesOutWithoutRoomForItsIntentAndItsFillIsAskedForLater() {
        journal.full(true);
        ClientOrderId id = exit().clientOrderId();
        assertThat(broker.positions).isEmpty();
        journal.full(false);
        journal.down(false);
        assertThat(position(desk.books())).as("dropped").isEqualByComparingTo("1");

        desk.reconciler().run();

        assertThat(position(desk.books())).isZero();
        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::clientOrderId)
                .endsWith(id)
                .hasSize(2);
    }
}
