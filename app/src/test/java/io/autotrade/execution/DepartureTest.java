package io.autotrade.execution;

import static io.autotrade.execution.ScriptedBroker.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Fill;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.OrderIntended;
import io.autotrade.execution.Departure.OpenPositions;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.portfolio.ClosedAccount;
import io.autotrade.portfolio.Portfolio;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaving an account: nothing is left behind at the venue, and nothing that happened there is lost. */
@Timeout(60)
class DepartureTest {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final ScriptedBroker broker = new ScriptedBroker();
    private final InstantSource clock = InstantSource.fixed(ScriptedBroker.NOW);
    private final Books books = new Books();
    private BookKeeping keeping;
    private TradingDesk desk;

    @BeforeEach
    void open() {
        keeping = new BookKeeping(journal, books);
        desk = deskOver("scripted", broker);
        desk.reconciler().start();
    }

    private TradingDesk deskOver(String id, ScriptedBroker venue) {
        return new TradingDesk(vertx, new Venue(id, Environment.PAPER, venue, Map.of()), journal, keeping, clock);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Departure departure(OpenPositions positions) {
        return new Departure(vertx, desk, positions);
    }

    private void openLong(String decision) {
        desk.orders().open(Cause.decision(decision, "cycle", "because"), BTC, LONG);
    }

    private Portfolio portfolio() {
        return books.portfolio(Map.of(), clock.instant());
    }

    @Test
    void touchesNothingWhileAPositionIsOpen() {
        openLong("d1");
        int events = journal.events(OrderIntended.class).size();

        assertThatThrownBy(() -> departure(OpenPositions.FLAT).look())
                .isInstanceOf(HandOverRefused.class)
                .hasMessageContaining("LONG 1 BTC-USDT-SWAP")
                .hasMessageContaining("positions: close");

        assertThat(journal.events(OrderIntended.class)).hasSize(events);
        assertThat(broker.positions).hasSize(1);
    }

    @Test
    void closesWhatIsOpenWhenThatIsWanted() {
        openLong("d1");

        departure(OpenPositions.CLOSE).becomeQuiet("hand-over");
        desk.detach();
        departure(OpenPositions.CLOSE).settle();

        assertThat(portfolio().positions()).isEmpty();
        assertThat(portfolio().cash()).isEqualByComparingTo("9999.90");
    }

    /** The close is taken, its fill is told by nobody, then by a push after the desk has stopped listening. */
    @Test
    void findsFillsThatComeWhenNobodyListensAnyMore() {
        departure(OpenPositions.FLAT).becomeQuiet("hand-over");
        desk.detach();
        PlaceOrder late = ScriptedBroker.marketBuy(new ClientOrderId("late1"), BTC);
        Fill fill = broker.fill(late, "f-late");
        broker.positions.clear();
        broker.tell(new BrokerEvent.Filled(fill));
        assertThat(journal.events(FillRecorded.class)).isEmpty();

        assertThatThrownBy(() -> departure(OpenPositions.FLAT).settle())
                .isInstanceOf(HandOverRefused.class)
                .hasMessageContaining("in the books only");

        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::fillId)
                .containsExactly("f-late");
    }

    @Test
    void hearsTheVenueAgainWhenItIsNotLeftAfterAll() {
        departure(OpenPositions.FLAT).becomeQuiet("hand-over");
        desk.detach();
        desk.attach();

        openLong("d2");

        assertThat(journal.events(FillRecorded.class)).hasSize(1);
        assertThat(desk.takeGap()).as("what was missed meanwhile is asked for").isTrue();
    }

    @Test
    void waitsForTheOutcomeOfEveryOrder() {
        AtomicReference<PlaceOrder> sent = new AtomicReference<>();
        broker.placeScript.add(order -> {
            sent.set(order);
            return ScriptedBroker.unknown();
        });
        openLong("d1");
        assertThat(books.unresolvedOrders()).hasSize(1);

        assertThatThrownBy(() -> departure(OpenPositions.FLAT).becomeQuiet("hand-over"))
                .isInstanceOf(HandOverRefused.class)
                .hasMessageContaining("unknown outcome");

        broker.lookups.put(
                sent.get().clientOrderId(),
                new OrderLookup.Found(broker.order(sent.get(), OrderState.CANCELLED, BigDecimal.ZERO)));
        desk.attach();
        departure(OpenPositions.FLAT).becomeQuiet("hand-over");
        assertThat(books.unresolvedOrders()).isEmpty();
    }

    @Test
    void staysWhenTheDeadMansSwitchCannotBeReleased() {
        broker.disarmScript.add(ScriptedBroker.unknown());

        assertThatThrownBy(() -> departure(OpenPositions.FLAT).becomeQuiet("hand-over"))
                .isInstanceOf(HandOverRefused.class)
                .hasMessageContaining("dead man's switch");

        departure(OpenPositions.FLAT).becomeQuiet("hand-over");
        assertThat(broker.disarmed).isEqualTo(2);
    }

    @Test
    void staysWhenTheVenueDoesNotAnswer() {
        broker.readsFail = true;

        assertThatThrownBy(() -> departure(OpenPositions.FLAT).look())
                .isInstanceOf(HandOverRefused.class)
                .hasMessageContaining("did not answer");
    }

    /** One fill id at two venues is two fills; the results of the first account stay its own. */
    @Test
    void keepsEachAccountsResultsApart() {
        openLong("d1");
        departure(OpenPositions.CLOSE).becomeQuiet("hand-over");
        desk.detach();
        departure(OpenPositions.CLOSE).settle();
        ScriptedBroker other = new ScriptedBroker();
        TradingDesk next = deskOver("other", other);
        AccountOpened opened =
                new AccountTaking(next.venue(), journal.keyValues(Reconciler.owner("other"))).read(clock.instant());

        journal.append(opened).await();
        desk = next;
        openLong("d2");

        assertThat(portfolio().brokerId()).isEqualTo("other");
        assertThat(portfolio().cash()).isEqualByComparingTo("9999.95");
        assertThat(portfolio().positions()).hasSize(1);
        ClosedAccount earlier =
                books.withLedger(ledger -> ledger.earlierAccounts()).getFirst();
        assertThat(earlier.brokerId()).isEqualTo("scripted");
        assertThat(earlier.fees()).isEqualByComparingTo("0.10");
        assertThat(earlier.cash()).isEqualByComparingTo("9999.90");
        assertThat(earlier.openPositions()).isZero();
    }

    /** Taking over a position moves neither equity nor drawdown; its price does from then on. */
    @Test
    void adoptsPositionsWithoutMovingEquity() {
        ScriptedBroker other = new ScriptedBroker();
        other.positions.put(BTC, ScriptedBroker.position(BTC, PositionSide.LONG, BigDecimal.TWO, null));
        Venue venue = new Venue("other", Environment.PAPER, other, Map.of());
        AccountTaking taking = new AccountTaking(venue, journal.keyValues(Reconciler.owner("other")));
        assertThat(taking.obstacles(false)).singleElement().asString().contains("LONG 2 BTC-USDT-SWAP");
        assertThat(taking.obstacles(true)).isEmpty();

        AccountOpened opened = taking.read(clock.instant());
        journal.append(new AccountOpened(
                        opened.brokerId(),
                        opened.environment(),
                        opened.currency(),
                        opened.startingCash(),
                        opened.taken().stream()
                                .map(each -> new AccountOpened.Adopted(
                                        each.symbol(),
                                        each.side(),
                                        each.quantity(),
                                        each.entryPrice(),
                                        BigDecimal.valueOf(90)))
                                .toList(),
                        opened.at()))
                .await();

        assertThat(portfolio().cash()).isEqualByComparingTo("10000");
        assertThat(portfolio().equity()).isEqualByComparingTo("9980");
        assertThat(portfolio().peakEquity()).isEqualByComparingTo("9980");
        assertThat(books.history(clock.instant()).peakEquity()).isEqualByComparingTo("9980");
        Portfolio higher = books.portfolio(Map.of(BTC, BigDecimal.valueOf(101)), clock.instant());
        assertThat(higher.equity()).isEqualByComparingTo("10002");
        WriteResult released = new TradingDesk(vertx, venue, journal, keeping, clock).disarm();
        assertThat(released).isInstanceOf(WriteResult.Accepted.class);
    }
}
