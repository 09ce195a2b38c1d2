package io.autotrade.simulated.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.simulated.CrashingStore;
import io.autotrade.simulated.Instruments;
import io.autotrade.simulated.Recorder;
import io.autotrade.simulated.SourceContext;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(60)
class SimulatedMarketTest {

    private static final Instant START = Instant.parse("2026-03-01T07:30:00Z");
    private static final Instant WALL = START.plus(Duration.ofDays(60));
    private static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    private static final Symbol NEW = Symbol.of("PEPE-USDT-SWAP");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private Vertx vertx;
    private KeyValueStore store;

    @BeforeEach
    void prepare(Vertx vertx) {
        this.vertx = vertx;
        store = new InMemoryStore(vertx);
    }

    private MarketSource open(KeyValueStore store, Set<Symbol> symbols, Instant wall, JsonObject configuration) {
        return new SimulatedMarketProvider()
                .open(new SourceContext(
                        vertx,
                        configuration,
                        symbols,
                        List.of(QUARTER),
                        wall,
                        store,
                        Path.of("").toAbsolutePath()))
                .await();
    }

    private MarketSource open() {
        return open(store, Instruments.known(), WALL, configuration());
    }

    private static JsonObject configuration() {
        return new JsonObject().put("speed", "max").put("seed", 7).put("start", START.toString());
    }

    private static Predicate<MarketEvent> clockAt(Instant time) {
        return event ->
                event instanceof MarketEvent.ClockAdvanced clock && !clock.at().isBefore(time);
    }

    @Test
    void twoFreshMarketsWithTheSameSeedAreTheSame() {
        Instant end = START.plus(Duration.ofHours(1));

        List<MarketEvent> first = Recorder.run(open(), clockAt(end));
        store = new InMemoryStore(vertx);
        List<MarketEvent> second = Recorder.run(open(), clockAt(end));

        assertThat(first).hasSizeGreaterThan(9_000).isEqualTo(second);
    }

    @Test
    void anotherSeedGivesAnotherMarket() {
        Ticker one = open().ticker(BTC).await();
        store = new InMemoryStore(vertx);
        MarketSource other =
                open(store, Instruments.known(), WALL, configuration().put("seed", "8"));

        assertThat(other.candles(BTC, QUARTER, null, 5).await())
                .isNotEqualTo(open(new InMemoryStore(vertx), Instruments.known(), WALL, configuration())
                        .candles(BTC, QUARTER, null, 5)
                        .await());
        assertThat(one.at()).isEqualTo(START);
    }

    @Test
    void aMarketThatWasStoppedGoesOnAsIfItHadNot() {
        Instant end = START.plus(Duration.ofHours(1));
        List<MarketEvent> whole = Recorder.run(open(), clockAt(end));
        store = new InMemoryStore(vertx);

        List<MarketEvent> parts = new ArrayList<>(Recorder.run(open(), clockAt(START.plusSeconds(1_234))));
        List<Candle> before = open().candles(BTC, QUARTER, START, 200).await();
        MarketSource again = open();
        assertThat(again.candles(BTC, QUARTER, START, 200).await()).isEqualTo(before);
        parts.addAll(Recorder.run(again, clockAt(end)));

        Predicate<MarketEvent> prices = event -> !(event instanceof MarketEvent.FundingChanged);
        assertThat(parts.stream().filter(prices))
                .isEqualTo(whole.stream().filter(prices).toList());
    }

    @Test
    void candlesAreWhatTheTradesMakeOfThem() {
        MarketSource source = open();
        List<MarketEvent> events = Recorder.run(source, clockAt(START.plus(QUARTER)));

        Candle candle = source.candles(BTC, QUARTER, null, 1).await().getFirst();

        List<MarketEvent.Traded> trades = events.stream()
                .filter(event -> event instanceof MarketEvent.Traded)
                .map(event -> (MarketEvent.Traded) event)
                .filter(event ->
                        event.trade().symbol().equals(BTC) && event.at().isBefore(START.plus(QUARTER)))
                .toList();
        assertThat(candle.opensAt()).isEqualTo(START);
        assertThat(candle.close()).isEqualByComparingTo(trades.getLast().trade().price());
        // The tick at the very beginning came before the source was started.
        BigDecimal volume =
                trades.stream().map(event -> event.trade().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(candle.volume()).isGreaterThan(volume);
        assertThat(candle.high())
                .isEqualByComparingTo(
                        trades.stream().map(event -> event.trade().price()).reduce(candle.open(), BigDecimal::max));
    }

    @Test
    void historyReachesFortyDaysBackWithoutGaps() {
        List<Candle> hours =
                open().candles(BTC, Duration.ofHours(1), null, 24 * 40).await();

        assertThat(hours).hasSize(24 * 40);
        assertThat(hours.getLast().closesAt()).isEqualTo(Instant.parse("2026-03-01T07:00:00Z"));
        for (int i = 1; i < hours.size(); i++) {
            assertThat(hours.get(i).opensAt()).isEqualTo(hours.get(i - 1).closesAt());
        }
    }

    @Test
    void nothingBeyondTheMarketsTimeCanBeSeen() {
        MarketSource source = open();

        assertThat(source.candles(BTC, QUARTER, WALL, 10).await().getLast().closesAt())
                .isEqualTo(START);
        assertThat(source.ticker(BTC).await().at()).isEqualTo(START);
        assertThat(source.fundingHistory(BTC, 100).await())
                .hasSize(100)
                .extracting(FundingRate::fundingTime)
                .isSorted()
                .last()
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void fundingIsSettledEveryEightHours() {
        List<MarketEvent> events = Recorder.run(open(), clockAt(Instant.parse("2026-03-01T16:00:00Z")));

        assertThat(events)
                .filteredOn(event -> event instanceof MarketEvent.FundingSettled settled
                        && settled.settled().symbol().equals(BTC))
                .extracting(MarketEvent::at)
                .containsExactly(Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T16:00:00Z"));
    }

    @Test
    void aCrashSkipsNoFundingAndTakesNoTimeBack() {
        Instant due = Instant.parse("2026-03-01T08:00:00Z");
        for (int seconds : new int[] {-10, -5, 0, 5, 10}) {
            CrashingStore crashing = new CrashingStore(vertx);
            store = crashing;
            Predicate<MarketEvent> reached = clockAt(due.plusSeconds(seconds));
            List<MarketEvent> before = Recorder.run(open(), event -> crashing.crashIf(reached.test(event)));
            crashing.restart();
            List<MarketEvent> after = Recorder.run(open(), clockAt(due.plusSeconds(900)));

            List<MarketEvent> all = new ArrayList<>(before);
            all.addAll(after);
            assertThat(all)
                    .filteredOn(event -> event instanceof MarketEvent.FundingSettled)
                    .as("crash %d s after funding", seconds)
                    .extracting(MarketEvent::at)
                    .contains(due);
            assertThat(after.getFirst().at()).isAfterOrEqualTo(before.getLast().at());
        }
    }

    @Test
    void marketTimeDoesNotOvertakeTheWallClock() {
        Instant wall = START.plusSeconds(60);
        MarketSource source = open(store, Instruments.known(), wall, configuration());

        Recorder.run(source, clockAt(wall));

        assertThat(source.clock().instant()).isEqualTo(wall);
    }

    @Test
    void aSymbolThatIsAddedLaterBeginsAtItsStartPrice() {
        Recorder.run(open(), clockAt(START.plus(Duration.ofHours(2))));
        Ticker before = open().ticker(BTC).await();

        MarketSource wider = open(
                store,
                Set.of(BTC, NEW),
                WALL,
                configuration().put("prices", new JsonObject().put(NEW.value(), "0.0123")));

        assertThat(wider.ticker(BTC).await()).isEqualTo(before);
        assertThat(wider.ticker(NEW).await().last()).isEqualByComparingTo("0.0123");
    }

    @Test
    void movesLookLikeAMarket() {
        List<Candle> hours =
                open().candles(BTC, Duration.ofHours(1), null, 24 * 40).await();

        double[] moves = new double[hours.size()];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = Math.abs(Math.log(
                    hours.get(i).close().doubleValue() / hours.get(i).open().doubleValue()));
        }
        double mean = java.util.Arrays.stream(moves).average().orElseThrow();
        assertThat(mean).as("mean hourly move").isBetween(0.001, 0.02);
        double together = 0;
        double variance = 0;
        for (int i = 1; i < moves.length; i++) {
            together += (moves[i] - mean) * (moves[i - 1] - mean);
            variance += (moves[i] - mean) * (moves[i] - mean);
        }
        assertThat(together / variance)
                .as("clustering: autocorrelation of absolute moves")
                .isGreaterThan(0.1);
    }
}
