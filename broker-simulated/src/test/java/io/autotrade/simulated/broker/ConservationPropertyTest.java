package io.autotrade.simulated.broker;

import static io.autotrade.simulated.broker.EngineFixture.BTC;
import static io.autotrade.simulated.broker.EngineFixture.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens in whatever order, no money appears and none is lost. */
class ConservationPropertyTest {

    private static final BigDecimal START = new BigDecimal("2000");

    /**
     * The account is worth what it began with, plus what sales brought in, minus what purchases cost, minus fees, plus
     * funding, plus what is held at its mark. Computed from fills and bookings alone, so it does not share a formula
     * with the engine.
     */
    @Property(tries = 600)
    void equityIsWhatFillsAndBookingsMakeOfTheStart(@ForAll("sequences") List<Action> actions) {
        EngineFixture account = new EngineFixture(
                Map.of("starting_cash", START, "slippage_bps", "5", "slippage_variation", "0.5", "seed", 3));
        BigDecimal[] prices = begin(account);
        for (Action action : actions) {
            action.apply(account, prices);
            checkBooks(account, prices);
        }
        cover("a liquidation", account.bookings.stream().anyMatch(Booking.ForcedClose.class::isInstance), 8);
        cover("a stop or target", account.fills.stream().anyMatch(fill -> fill.origin() != OrderOrigin.SERVICE), 10);
        cover("a maker fill", account.fills.stream().anyMatch(fill -> fill.liquidity() == Liquidity.MAKER), 5);
        cover("funding", account.bookings.stream().anyMatch(Booking.Funding.class::isInstance), 10);
    }

    /**
     * Without slippage and spread a market order is filled at the mark, so only the fee may change what the account is
     * worth.
     */
    @Property(tries = 300)
    void tradingAtTheMarkChangesEquityOnlyByFees(@ForAll("sequences") List<Action> actions) {
        EngineFixture account = EngineFixture.plain();
        BigDecimal[] prices = begin(account);
        for (Action action : actions) {
            BigDecimal before = account.equity();
            int fills = account.fills.size();
            action.apply(account, prices);
            if (action.kind() == Action.Kind.MARKET || action.kind() == Action.Kind.CLOSE) {
                BigDecimal fees = sum(account.fills.subList(fills, account.fills.size()).stream()
                        .map(Fill::fee)
                        .toList());
                assertThat(account.equity()).isEqualByComparingTo(before.subtract(fees));
            }
        }
    }

    /** An account that is written and read between any two steps behaves as one that is not. */
    @Property(tries = 200)
    void aRestartBetweenAnyTwoStepsChangesNothing(@ForAll("sequences") List<Action> actions) {
        EngineFixture steady = new EngineFixture(Map.of("starting_cash", START));
        EngineFixture restarted = new EngineFixture(Map.of("starting_cash", START));
        BigDecimal[] one = begin(steady);
        BigDecimal[] other = begin(restarted);
        for (Action action : actions) {
            action.apply(steady, one);
            action.apply(restarted, other);
            restarted.restart();
            assertThat(restarted.fills).isEqualTo(steady.fills);
            assertThat(restarted.bookings).isEqualTo(steady.bookings);
            assertThat(restarted.engine.positions()).isEqualTo(steady.engine.positions());
            assertThat(restarted.engine.openOrders()).isEqualTo(steady.engine.openOrders());
            assertThat(restarted.engine.balance(restarted.now)).isEqualTo(steady.engine.balance(steady.now));
        }
    }

    @Provide
    Arbitrary<List<Action>> sequences() {
        Arbitrary<Action.Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Action.Kind.TICK),
                Tuple.of(6, Action.Kind.MARKET),
                Tuple.of(4, Action.Kind.LIMIT),
                Tuple.of(3, Action.Kind.PROTECTED_ENTRY),
                Tuple.of(2, Action.Kind.REDUCE),
                Tuple.of(2, Action.Kind.CLOSE),
                Tuple.of(2, Action.Kind.PROTECT),
                Tuple.of(2, Action.Kind.AMEND),
                Tuple.of(1, Action.Kind.CANCEL),
                Tuple.of(1, Action.Kind.LEVERAGE),
                Tuple.of(2, Action.Kind.FUND),
                Tuple.of(1, Action.Kind.DEAD_MANS_SWITCH),
                Tuple.of(1, Action.Kind.CLOCK));
        return Combinators.combine(
                        kinds,
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 100).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(-100, 100).withDistribution(RandomDistribution.uniform()))
                .as(Action::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    private static BigDecimal[] begin(EngineFixture account) {
        account.tick(BTC, "50000");
        account.tick(ETH, "3000");
        return new BigDecimal[] {new BigDecimal("50000"), new BigDecimal("3000")};
    }

    private static void checkBooks(EngineFixture account, BigDecimal[] prices) {
        Map<Symbol, BigDecimal> held = new TreeMap<>();
        BigDecimal worth = START;
        for (Fill fill : account.fills) {
            BigDecimal signed =
                    fill.quantity().multiply(BigDecimal.valueOf(fill.side().sign()));
            held.merge(fill.symbol(), signed, BigDecimal::add);
            worth = worth.subtract(signed.multiply(fill.price())).subtract(fill.fee());
        }
        for (Booking booking : account.bookings) {
            switch (booking) {
                case Booking.Funding funding -> worth = worth.add(funding.amount());
                case Booking.ForcedClose close -> {
                    BigDecimal signed = close.quantity()
                            .multiply(BigDecimal.valueOf(-close.side().sign()));
                    held.merge(close.symbol(), signed, BigDecimal::add);
                    worth = worth.subtract(signed.multiply(close.price())).subtract(close.fee());
                }
                case Booking.Transfer transfer -> worth = worth.add(transfer.amount());
            }
        }
        worth = worth.add(held.getOrDefault(BTC, BigDecimal.ZERO).multiply(prices[0]))
                .add(held.getOrDefault(ETH, BigDecimal.ZERO).multiply(prices[1]));
        Balance balance = account.engine.balance(account.now);
        assertThat(balance.equity()).isEqualByComparingTo(worth);
        assertThat(balance.cash().add(balance.unrealizedPnl())).isEqualByComparingTo(worth);
        for (Position position : account.engine.positions()) {
            BigDecimal signed = position.quantity()
                    .multiply(BigDecimal.valueOf(position.side().sign()));
            assertThat(signed).isEqualByComparingTo(held.get(position.symbol()));
            held.remove(position.symbol());
        }
        assertThat(held.values()).allSatisfy(rest -> assertThat(rest).isZero());
        if (!account.engine.positions().isEmpty()) {
            assertThat(balance.equity()).as("not liquidated").isGreaterThan(balance.maintenanceMargin());
        }
    }

    /** At least so many percent of the sequences must contain what the property is about. */
    private static void cover(String what, boolean seen, int percent) {
        Statistics.label(what).collect(seen);
        Statistics.label(what).coverage(checker -> checker.check(true).percentage(found -> found >= percent));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
