package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What every market source must do, chapter §20. An author extends this class and supplies {@link #harness}; that is
 * all. Names are read as in {@link BrokerContractTest}.
 */
@TestMethodOrder(MethodOrderer.DisplayName.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class MarketSourceContractTest {

    private static final Symbol UNKNOWN = new Symbol("NOSUCH-USDT-SWAP");
    private static final int MANY = 12;
    private static final int FEW = 5;

    private final Vertx vertx = Vertx.vertx();
    private final List<MarketEvent> told = new CopyOnWriteArrayList<>();
    private MarketSourceHarness harness;
    private MarketSource source;
    private @Nullable Subscription delivery;

    /** A harness with a market that has a history. Called once per test. */
    protected abstract MarketSourceHarness harness(Vertx vertx);

    /** How long the kit waits for one answer or one consequence. */
    protected Duration deadline() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    final void open() {
        harness = harness(vertx);
        source = await(harness.provider().open(TckMarketContext.of(vertx, harness)));
    }

    @AfterEach
    final void closeAll() throws Exception {
        if (source != null) {
            await(source.close());
        }
        harness.close();
        await(vertx.close());
    }

    /** Look at what people are told: a source of made-up or recorded prices must say so. */
    @Test
    @DisplayName("§20.01 [required] the source says what it is and whose time it keeps")
    protected void saysWhatItIs() {
        assertThat(source.description()).isNotBlank();
        assertThat(source.clock().instant()).isNotNull();
        if (!source.drivesClock()) {
            assertThat(source.speed()).contains(1.0);
            assertThat(Duration.between(
                                    source.clock().instant(), harness.clock().instant())
                            .abs())
                    .as("a live source returns the clock of its context")
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    /** Look at the list of instruments: what is not in it is never traded. */
    @Test
    @DisplayName("§20.02 [required] every watched symbol is among the instruments")
    protected void knowsItsInstruments() {
        assertThat(await(source.instruments()))
                .extracting(Instrument::symbol)
                .doesNotHaveDuplicates()
                .containsAll(harness.symbols());
    }

    /** Look at the candle that is still open: it must not be there, or indicators see the future of their own bar. */
    @Test
    @DisplayName("§20.03 [required] candles are finished, oldest first, without gaps, no more than asked")
    protected void candlesAreFinishedAndOrdered() {
        for (Symbol symbol : harness.symbols()) {
            for (Duration timeframe : harness.timeframes()) {
                List<Candle> candles = await(source.candles(symbol, timeframe, null, MANY));

                assertThat(candles).hasSize(MANY);
                assertRow(candles, symbol, timeframe);
                assertThat(candles.getLast().closesAt())
                        .isBeforeOrEqualTo(source.clock().instant());
                assertThat(candles.getLast().opensAt().getEpochSecond() % timeframe.toSeconds())
                        .as("seconds after the grid of whole timeframes since 1970")
                        .isZero();
            }
        }
    }

    /** Look at {@code before}: inclusive of a candle that closes exactly then. */
    @Test
    @DisplayName("§20.04 [required] pages of candles join without gap or overlap")
    protected void pagesJoin() {
        Symbol symbol = harness.symbols().getFirst();
        Duration timeframe = harness.timeframes().getFirst();
        List<Candle> newer = await(source.candles(symbol, timeframe, null, FEW));
        Instant seam = newer.getFirst().opensAt();

        List<Candle> older = await(source.candles(symbol, timeframe, seam, FEW));

        assertThat(older).hasSize(FEW);
        assertRow(older, symbol, timeframe);
        assertThat(older.getLast().closesAt()).isEqualTo(seam);
        assertThat(await(source.candles(symbol, timeframe, seam, FEW))).isEqualTo(older);
    }

    /** Look at the time of a price: the venue's own, never the moment of the answer. */
    @Test
    @DisplayName("§20.05 [required] a ticker is of its symbol, not crossed and not from the future")
    protected void tickerIsSound() {
        for (Symbol symbol : harness.symbols()) {
            Ticker ticker = await(source.ticker(symbol));

            assertThat(ticker.symbol()).isEqualTo(symbol);
            assertThat(ticker.bid()).isLessThanOrEqualTo(ticker.ask());
            assertThat(ticker.at()).isBeforeOrEqualTo(source.clock().instant().plusSeconds(5));
        }
    }

    /** Look at symbols that are not in the list: an empty answer would be taken for a market without prices. */
    @Test
    @DisplayName("§20.06 [required] what is asked of an unknown symbol fails with a BrokerException")
    protected void unknownSymbolFails() {
        Duration timeframe = harness.timeframes().getFirst();

        assertThat(failure(source.ticker(UNKNOWN))).isInstanceOf(BrokerException.class);
        assertThat(failure(source.candles(UNKNOWN, timeframe, null, FEW))).isInstanceOf(BrokerException.class);
    }

    /** Look at the order of sides: best first, in both. */
    @Test
    @DisplayName("§20.07 [required] an order book, where there is one, is sorted and not crossed")
    protected void bookIsSound() {
        Symbol symbol = harness.symbols().getFirst();
        OrderBook book = await(source.orderBook(symbol, FEW)).orElse(null);
        Assumptions.assumeTrue(book != null, "does not apply: the source has no order books");

        List<BigDecimal> bids = book.bids().stream().map(OrderBook.Level::price).toList();
        List<BigDecimal> asks = book.asks().stream().map(OrderBook.Level::price).toList();
        assertThat(bids).hasSizeBetween(1, FEW).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(asks).hasSizeBetween(1, FEW).isSorted();
        assertThat(bids.getFirst()).isLessThan(asks.getFirst());
    }

    /** Look at funding that is still to come: it is not history. */
    @Test
    @DisplayName("§20.08 [required] past funding is oldest first, no more than asked, and past")
    protected void fundingIsPast() {
        Symbol symbol = harness.symbols().getFirst();

        List<FundingRate> rates = await(source.fundingHistory(symbol, FEW));

        assertThat(rates).hasSizeLessThanOrEqualTo(FEW);
        assertThat(rates.stream().map(FundingRate::fundingTime).toList())
                .isSorted()
                .allSatisfy(time ->
                        assertThat(time).isBeforeOrEqualTo(source.clock().instant()));
    }

    /** Look at streams that begin to talk when they are opened: the service is not listening yet. */
    @Test
    @DisplayName("§20.09 [required] prices are told from start on, and none after cancel")
    protected void tellsPricesWhileListenedTo() {
        Symbol symbol = harness.symbols().getFirst();
        BigDecimal price = await(source.ticker(symbol)).last();
        listen();

        boolean lever = harness.trade(symbol, price);
        until(
                "a ticker of " + symbol,
                () -> told.stream()
                        .anyMatch(event -> event instanceof MarketEvent.Ticked ticked
                                && ticked.ticker().symbol().equals(symbol)
                                && (!lever || ticked.ticker().last().compareTo(price) == 0)));

        cancel();
        await(source.close());
        int then = told.size();
        harness.trade(symbol, price);
        await(vertx.timer(200, TimeUnit.MILLISECONDS));
        assertThat(told).hasSize(then);
    }

    /** Look at listeners that are called again before their future is done: events overtake each other then. */
    @Test
    @DisplayName("§20.10 [drives the clock] events wait for the future of the one before, and time never goes back")
    protected void drivenEventsWait() {
        Assumptions.assumeTrue(source.drivesClock(), "does not apply: the source is live");
        List<String> overlaps = new CopyOnWriteArrayList<>();
        boolean[] inside = new boolean[1];
        delivery = source.start(event -> {
            if (inside[0]) {
                overlaps.add(event.toString());
            }
            inside[0] = true;
            told.add(event);
            return vertx.timer(1, TimeUnit.MILLISECONDS).map(done -> {
                inside[0] = false;
                return null;
            });
        });
        until("twenty events", () -> told.size() >= 20);
        cancel();

        assertThat(overlaps).isEmpty();
        assertThat(told.stream()
                        .filter(MarketEvent.ClockAdvanced.class::isInstance)
                        .map(MarketEvent::at)
                        .toList())
                .isSorted();
    }

    /** Look at the reconnect: without RESET the service goes on with candles that have a hole. */
    @Test
    @DisplayName("§20.11 [lever INTERRUPT] a cut stream is told as DOWN, its return as RESET, and prices flow again")
    protected void tellsOfAGap() {
        Symbol symbol = harness.symbols().getFirst();
        BigDecimal price = await(source.ticker(symbol)).last();
        listen();
        harness.trade(symbol, price);
        until("a price", () -> told.stream().anyMatch(MarketEvent.Ticked.class::isInstance));

        Assumptions.assumeTrue(harness.interrupt(), "untested: the harness cannot cut the stream");
        until("DOWN, then RESET", () -> states().containsAll(List.of(FeedState.DOWN, FeedState.RESET)));
        assertThat(states().indexOf(FeedState.DOWN)).isLessThan(states().lastIndexOf(FeedState.RESET));

        int then = told.size();
        harness.trade(symbol, price);
        until("a price after the gap", () -> told.stream().skip(then).anyMatch(MarketEvent.Ticked.class::isInstance));
    }

    /** Look at what is left open: sockets, timers, files. */
    @Test
    @DisplayName("§20.12 [required] close may be called again, with and without start")
    protected void closesTwice() {
        listen();
        await(source.close());
        await(source.close());
    }

    private void listen() {
        delivery = source.start(event -> {
            told.add(event);
            return Future.succeededFuture();
        });
    }

    private void cancel() {
        if (delivery != null) {
            delivery.cancel();
            delivery.cancel();
        }
    }

    private List<FeedState> states() {
        return told.stream()
                .filter(MarketEvent.FeedChanged.class::isInstance)
                .map(event -> ((MarketEvent.FeedChanged) event).state())
                .toList();
    }

    private static void assertRow(List<Candle> candles, Symbol symbol, Duration timeframe) {
        Instant next = candles.getFirst().opensAt();
        for (Candle candle : candles) {
            assertThat(candle.symbol()).isEqualTo(symbol);
            assertThat(candle.timeframe()).isEqualTo(timeframe);
            assertThat(candle.opensAt()).isEqualTo(next);
            next = candle.closesAt();
        }
    }

    private <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.await(deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + deadline().toSeconds() + " s", e);
        }
    }

    private Throwable failure(Future<?> future) {
        Object result = await(future.<Object>map(value -> "the value " + value).otherwise(cause -> cause));
        if (result instanceof Throwable cause) {
            return cause;
        }
        throw new AssertionError("must fail, but gave " + result);
    }

    private void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline().toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("expected within " + deadline().toSeconds() + " s: " + what + "; told so far: "
                        + told.stream().limit(20).toList());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
