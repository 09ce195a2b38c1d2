package io.autotrade.portfolio;

import static io.autotrade.portfolio.Events.BTC;
import static io.autotrade.portfolio.Events.ETH;
import static io.autotrade.portfolio.Events.fill;
import static io.autotrade.portfolio.Events.forced;
import static io.autotrade.portfolio.Events.funding;
import static io.autotrade.portfolio.Events.minute;
import static io.autotrade.portfolio.Events.opened;
import static io.autotrade.portfolio.Events.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Booking.ForcedKind;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.EventType;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.TransferBooked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The books against a model that knows no positions, only money that came and went. */
class LedgerPropertyTest {

    private static final BigDecimal START = new BigDecimal("10000");

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** A journal of a ledger that lives through it: fills of all kinds, bookings, marks, and its own outcomes. */
    private static List<DomainEvent> history(Random random, Ledger live) {
        List<DomainEvent> journal = new ArrayList<>();
        commit(journal, live, opened(START.toPlainString()));
        for (int i = 0; i < 60; i++) {
            commit(journal, live, next(random, live, i));
        }
        return journal;
    }

    private static void commit(List<DomainEvent> journal, Ledger live, DomainEvent event) {
        journal.add(event);
        for (OutcomeRecorded outcome : live.apply(event)) {
            commit(journal, live, outcome);
        }
    }

    private static DomainEvent next(Random random, Ledger live, int i) {
        Symbol symbol = random.nextBoolean() ? BTC : ETH;
        return switch (random.nextInt(10)) {
            case 0 -> funding("b" + i, symbol, decimal(random, -500, 500, 6));
            case 1 -> transfer("b" + i, decimal(random, -300, 300, 2));
            case 2 -> live.mark(Map.of(symbol, new BigDecimal(decimal(random, 50, 200, 3))), "cycle", minute(i));
            case 3 ->
                forced(
                        "b" + i,
                        ForcedKind.LIQUIDATION,
                        symbol,
                        random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT,
                        "0.001",
                        decimal(random, 50, 200, 3),
                        decimal(random, 0, 3, 4));
            default ->
                fill(
                        "f" + i,
                        symbol,
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        decimal(random, 1, 9, 3),
                        decimal(random, 50, 200, 3),
                        decimal(random, -1, 3, 6));
        };
    }

    private static String decimal(Random random, int low, int high, int scale) {
        long unit = (long) Math.pow(10, scale);
        return BigDecimal.valueOf(low * unit + (long) (random.nextDouble() * (high - low) * unit), scale)
                .toPlainString();
    }

    @Property(tries = 400)
    void booksBalanceToTheLastDigitAfterEveryEvent(@ForAll("seeds") long seed) {
        Ledger live = new Ledger();
        List<DomainEvent> journal = history(new Random(seed), live);
        Map<Symbol, BigDecimal> marks = Map.of(BTC, new BigDecimal("123.457"), ETH, new BigDecimal("77.7"));

        Ledger books = new Ledger();
        BigDecimal money = BigDecimal.ZERO;
        Map<Symbol, BigDecimal> held = new HashMap<>();
        for (DomainEvent event : journal) {
            money = money.add(cashFlow(event, held));
            books.apply(event);
            Portfolio portfolio = books.portfolio(marks, minute(99));

            assertThat(portfolio.equity()).isEqualByComparingTo(money.add(worth(held, marks)));
            assertThat(portfolio.equity()).isEqualByComparingTo(portfolio.cash().add(portfolio.unrealizedPnl()));
            assertThat(portfolio.cash())
                    .isEqualByComparingTo(portfolio
                            .startingCash()
                            .add(portfolio.transfers())
                            .add(portfolio.realizedPnl())
                            .subtract(portfolio.fees())
                            .add(portfolio.funding()));
            held.forEach((symbol, quantity) -> assertThat(portfolio
                            .position(symbol)
                            .map(p -> p.quantity()
                                    .multiply(BigDecimal.valueOf(p.side().sign())))
                            .orElse(BigDecimal.ZERO))
                    .isEqualByComparingTo(quantity));
        }
    }

    /** As if everything were bought and sold outright. */
    private static BigDecimal cashFlow(DomainEvent event, Map<Symbol, BigDecimal> held) {
        return switch (event) {
            case AccountOpened e -> e.startingCash();
            case TransferBooked e -> e.amount();
            case FundingBooked e -> e.amount();
            case FillRecorded e ->
                trade(held, e.symbol(), e.quantity(), e.side().sign(), e.price())
                        .subtract(e.fee());
            case ForcedCloseBooked e -> forcedFlow(held, e).subtract(e.fee());
            default -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal forcedFlow(Map<Symbol, BigDecimal> held, ForcedCloseBooked e) {
        BigDecimal holding = held.getOrDefault(e.symbol(), BigDecimal.ZERO);
        return holding.signum() == e.side().sign()
                ? trade(
                        held,
                        e.symbol(),
                        e.quantity().min(holding.abs()),
                        -e.side().sign(),
                        e.price())
                : BigDecimal.ZERO;
    }

    private static BigDecimal trade(
            Map<Symbol, BigDecimal> held, Symbol symbol, BigDecimal quantity, int sign, BigDecimal price) {
        BigDecimal signed = quantity.multiply(BigDecimal.valueOf(sign));
        held.merge(symbol, signed, BigDecimal::add);
        return signed.multiply(price).negate();
    }

    private static BigDecimal worth(Map<Symbol, BigDecimal> held, Map<Symbol, BigDecimal> marks) {
        return held.entrySet().stream()
                .map(each -> each.getValue().multiply(marks.get(each.getKey())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Property(tries = 200)
    void outcomesAddUpToTheBooksWhenFlat(@ForAll("seeds") long seed) {
        Ledger live = new Ledger();
        List<DomainEvent> journal = history(new Random(seed), live);
        live.portfolio(Map.of(), minute(99))
                .positions()
                .values()
                .forEach(open -> commit(
                        journal,
                        live,
                        fill(
                                "last" + open.symbol(),
                                open.symbol(),
                                open.side().exitSide(),
                                open.quantity().toPlainString(),
                                "101",
                                "0.5")));

        BigDecimal gross =
                live.closedPositions().stream().map(OutcomeRecorded::grossPnl).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(live.portfolio(Map.of(), minute(99)).realizedPnl()).isEqualByComparingTo(gross);
        assertThat(live.missingOutcomes()).isEmpty();
        assertThat(live.closedPositions()).allSatisfy(outcome -> {
            assertThat(outcome.mae()).isNotPositive();
            assertThat(outcome.mfe()).isNotNegative();
            assertThat(outcome.netPnl())
                    .isEqualByComparingTo(
                            outcome.grossPnl().subtract(outcome.fees()).add(outcome.funding()));
        });
        assertThat(live.closedPositions())
                .extracting(OutcomeRecorded::outcomeId)
                .doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void aRestartFoldsToTheSameBooks(@ForAll("seeds") long seed) {
        Ledger live = new Ledger();
        List<DomainEvent> journal = history(new Random(seed), live);

        Ledger restarted = new Ledger();
        for (DomainEvent event : journal) {
            restarted.apply(EventJson.read(EventType.of(event).wireName(), EventJson.write(event)));
        }

        assertThat(restarted.portfolio(Map.of(), minute(99))).isEqualTo(live.portfolio(Map.of(), minute(99)));
        assertThat(restarted.closedPositions()).isEqualTo(live.closedPositions());
        assertThat(restarted.recentTrades()).isEqualTo(live.recentTrades());
        assertThat(restarted.statistics()).isEqualTo(live.statistics());
        assertThat(restarted.missingOutcomes()).isEmpty();
    }

    @Property(tries = 100)
    void aCrashBeforeTheOutcomeIsMadeUpForOnRestart(@ForAll("seeds") long seed) {
        Ledger live = new Ledger();
        List<DomainEvent> journal = history(new Random(seed), live);
        List<OutcomeRecorded> written = live.closedPositions();
        OutcomeRecorded lost = written.isEmpty() ? null : written.get(Math.floorMod(seed, written.size()));

        Ledger restarted = new Ledger();
        journal.stream().filter(event -> !event.equals(lost)).forEach(restarted::apply);

        assertThat(restarted.missingOutcomes()).isEqualTo(lost == null ? List.of() : List.of(lost));
    }
}
