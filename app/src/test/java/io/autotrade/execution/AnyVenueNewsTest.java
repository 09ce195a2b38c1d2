package io.autotrade.execution;

import static io.autotrade.execution.ScriptedBroker.LONG;
import static io.autotrade.execution.ScriptedBroker.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderState;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.Leg;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.TransferBooked;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever a venue tells, true, repeated, contradictory or absurd: nothing breaks, money comes from fills and bookings
 * alone and from each once, and what then differs from the venue's own account is found.
 */
class AnyVenueNewsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final Symbol OTHER = new Symbol("NOBODY-KNOWS-IT");
    private static final ClientOrderId OURS = ClientOrderIds.of("d1", BTC, Leg.ENTRY, 0);

    private final InMemoryJournal journal = new InMemoryJournal();
    private final ScriptedBroker broker = new ScriptedBroker();
    private final TradingDesk desk = holdingOne();

    /** @param inHistory whether the venue's history of fills tells it too */
    record News(BrokerEvent event, boolean inHistory) {}

    @AfterContainer
    static void stop() {
        VERTX.close().await();
    }

    private TradingDesk holdingOne() {
        TradingDesk opened = new TradingDesk(
                VERTX,
                new Venue("scripted", Environment.PAPER, broker, Map.of()),
                journal,
                new BookKeeping(journal, new Books()),
                InstantSource.fixed(NOW));
        opened.reconciler().start();
        opened.orders().open(Cause.decision("d1", "cycle", "because"), BTC, LONG);
        return opened;
    }

    private static Arbitrary<BigDecimal> amounts(String... values) {
        return Arbitraries.of(values).map(BigDecimal::new);
    }

    private static Arbitrary<BigDecimal> quantities() {
        return amounts("1", "1", "2", "0.001", "1E-40", "100000000000");
    }

    private static Arbitrary<BigDecimal> prices() {
        return amounts("100", "100.5", "0.00000001", "100000000000");
    }

    private static Arbitrary<BigDecimal> money() {
        return amounts("0", "0.05", "-0.05", "1E-40", "1000000000000", "-1000000000000");
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.of("f1", "f2", "f3", "x".repeat(200), "'; drop table journal; --", "\u202e☃\n\"}");
    }

    private static Arbitrary<ClientOrderId> orders() {
        return Arbitraries.of(OURS, new ClientOrderId("never"), new ClientOrderId("x1"))
                .injectNull(0.3);
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.of(NOW, NOW.minusSeconds(3600), NOW.plusSeconds(3600), Instant.EPOCH);
    }

    private static Arbitrary<Symbol> symbols() {
        return Arbitraries.of(BTC, BTC, OTHER);
    }

    private static Arbitrary<Fill> fills() {
        return Combinators.combine(
                        ids(),
                        orders(),
                        symbols(),
                        Arbitraries.of(Side.class),
                        quantities(),
                        prices(),
                        money(),
                        times())
                .flatAs((id, order, symbol, side, quantity, price, fee, at) -> Combinators.combine(
                                Arbitraries.of("USDT", "USDT", "OKB"), Arbitraries.of(OrderOrigin.class))
                        .as((currency, origin) -> new Fill(
                                id,
                                order,
                                id,
                                symbol,
                                side,
                                quantity,
                                price,
                                fee,
                                currency,
                                Liquidity.TAKER,
                                origin,
                                at)));
    }

    private static Arbitrary<Order> orderStates() {
        return Combinators.combine(
                        orders(),
                        ids(),
                        symbols(),
                        Arbitraries.of(OrderState.class),
                        quantities(),
                        quantities(),
                        Arbitraries.of(OrderOrigin.class),
                        times())
                .as((order, id, symbol, state, quantity, filled, origin, at) -> new Order(
                        order,
                        id,
                        symbol,
                        Side.SELL,
                        OrderType.LIMIT,
                        quantity,
                        quantity,
                        false,
                        origin,
                        state,
                        filled,
                        null,
                        id,
                        at,
                        at));
    }

    private static Arbitrary<Booking> bookings() {
        return Arbitraries.oneOf(
                Combinators.combine(ids(), symbols(), money(), times())
                        .as((id, symbol, amount, at) -> new Booking.Funding(id, symbol, amount, null, at)),
                Combinators.combine(ids(), money(), times())
                        .as((id, amount, at) -> new Booking.Transfer(id, amount, id, at)),
                Combinators.combine(
                                ids(),
                                symbols(),
                                Arbitraries.of(PositionSide.class),
                                quantities(),
                                prices(),
                                money(),
                                times())
                        .as((id, symbol, side, quantity, price, fee, at) -> new Booking.ForcedClose(
                                id, Booking.ForcedKind.ADL, symbol, side, quantity, price, fee, at)));
    }

    /** What tells of money that is elsewhere. */
    @Provide
    Arbitrary<BrokerEvent> hearsay() {
        return Arbitraries.oneOf(
                orderStates().map(BrokerEvent.OrderUpdated::new),
                Combinators.combine(symbols(), quantities(), prices(), money())
                        .as((symbol, quantity, price, pnl) -> new BrokerEvent.PositionChanged(new Position(
                                symbol,
                                PositionSide.SHORT,
                                quantity,
                                price,
                                price,
                                pnl,
                                pnl,
                                pnl,
                                pnl,
                                null,
                                price,
                                null,
                                null,
                                NOW))),
                symbols().map(symbol -> new BrokerEvent.PositionClosed(symbol, NOW)),
                money().map(cash ->
                        new BrokerEvent.BalanceChanged(new Balance("USDT", cash, cash, cash, cash, cash, cash, NOW))),
                Arbitraries.of(BrokerEvent.Connection.class)
                        .map(state -> new BrokerEvent.ConnectionChanged(state, "\u0000", NOW)));
    }

    @Provide
    Arbitrary<News> news() {
        Arbitrary<BrokerEvent> facts = Arbitraries.oneOf(
                fills().map(BrokerEvent.Filled::new), bookings().map(BrokerEvent.Booked::new));
        return Combinators.combine(Arbitraries.oneOf(facts, facts, hearsay()), Arbitraries.of(true, false))
                .as(News::new);
    }

    @Property(tries = 100)
    void positionsAndCashDoNotFollowHearsay(
            @ForAll @Size(min = 1, max = 20) List<@net.jqwik.api.From("hearsay") BrokerEvent> told) {
        Portfolio before = books();

        told.forEach(broker::tell);

        assertThat(books()).isEqualTo(before);
    }

    private Portfolio books() {
        return desk.books().portfolio(Map.of(), NOW);
    }

    @Property(tries = 300)
    void eachFactCountsOnceAndWhatDiffersFromTheVenueIsFound(
            @ForAll @Size(min = 1, max = 25) List<@net.jqwik.api.From("news") News> told) {
        for (News news : told) {
            if (news.inHistory() && news.event() instanceof BrokerEvent.Filled filled) {
                broker.fills.add(filled.fill());
            }
            broker.tell(news.event());
        }
        for (int run = 0; run < 3; run++) {
            desk.reconciler().run();
        }

        assertEachCountsOnce();
        assertBooksFollowFacts();
        assertDifferencesAreFound();
        Books again = new Books();
        journal.replay(again::apply);
        assertThat(again.portfolio(Map.of(), NOW)).isEqualTo(books());
    }

    private void assertEachCountsOnce() {
        assertThat(journal.events(FillRecorded.class))
                .extracting(FillRecorded::fillId)
                .doesNotHaveDuplicates();
        assertThat(journal.events(DomainEvent.class).stream()
                        .map(AnyVenueNewsTest::bookingId)
                        .filter(id -> !id.isEmpty()))
                .doesNotHaveDuplicates();
    }

    private static String bookingId(DomainEvent event) {
        return switch (event) {
            case FundingBooked e -> e.bookingId();
            case TransferBooked e -> e.bookingId();
            case ForcedCloseBooked e -> e.bookingId();
            default -> "";
        };
    }

    private void assertBooksFollowFacts() {
        Portfolio books = books();
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal funding = BigDecimal.ZERO;
        BigDecimal transfers = BigDecimal.ZERO;
        for (DomainEvent event : journal.events(DomainEvent.class)) {
            switch (event) {
                case FillRecorded e -> fees = fees.add(e.feeCurrency().equals("USDT") ? e.fee() : BigDecimal.ZERO);
                case ForcedCloseBooked e -> fees = fees.add(e.fee());
                case FundingBooked e -> funding = funding.add(e.amount());
                case TransferBooked e -> transfers = transfers.add(e.amount());
                default -> {
                    // moves no money
                }
            }
        }
        assertThat(books.fees()).isEqualByComparingTo(fees);
        assertThat(books.funding()).isEqualByComparingTo(funding);
        assertThat(books.transfers()).isEqualByComparingTo(transfers);
        assertThat(books.cash())
                .isEqualByComparingTo(books.startingCash()
                        .add(transfers)
                        .add(books.realizedPnl())
                        .subtract(fees)
                        .add(funding));
    }

    private void assertDifferencesAreFound() {
        Map<Symbol, BigDecimal> difference = new TreeMap<>();
        broker.positions.values().forEach(held -> difference.merge(held.symbol(), held.quantity(), BigDecimal::add));
        for (OpenPosition held : books().positions().values()) {
            BigDecimal signed =
                    held.quantity().multiply(BigDecimal.valueOf(-held.side().sign()));
            difference.merge(held.symbol(), signed, BigDecimal::add);
        }
        difference.forEach((symbol, quantity) -> {
            if (quantity.abs().compareTo(new BigDecimal("0.0000001")) > 0) {
                assertThat(desk.books().haltedSymbols())
                        .as("halted for " + quantity)
                        .contains(symbol);
            }
        });
        BigDecimal cash = broker.balance().result().cash();
        if (cash.subtract(books().cash()).abs().compareTo(new BigDecimal("0.01")) >= 0) {
            assertThat(journal.events(ReconciliationDifference.class))
                    .extracting(ReconciliationDifference::kind)
                    .contains("cash");
        }
    }
}
