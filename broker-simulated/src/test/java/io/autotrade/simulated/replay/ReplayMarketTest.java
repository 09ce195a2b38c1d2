package io.autotrade.simulated.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.ClockAdvanced;
import io.autotrade.broker.MarketEvent.FeedChanged;
import io.autotrade.broker.MarketEvent.FundingChanged;
import io.autotrade.broker.MarketEvent.FundingSettled;
import io.autotrade.broker.MarketEvent.Ticked;
import io.autotrade.broker.MarketEvent.Traded;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import io.autotrade.broker.tck.InMemoryStore;
import io.autotrade.simulated.CrashingStore;
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
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@Timeout(60)
class ReplayMarketTest {

    private static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    private static final Symbol ETH = Symbol.of("ETH-USDT-SWAP");
    private static final Duration MINUTES_5 = Duration.ofMinutes(5);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HOURS = 30;
    private static final Instant FIRST = CandleFile.FIRST;
    private static final Instant START = FIRST.plus(Duration.ofHours(2));
    private static final Instant END = FIRST.plus(Duration.ofHours(HOURS));
    private static final Predicate<MarketEvent> FINISHED = event -> event instanceof FeedChanged;

    @TempDir
    private Path folder;

    private Vertx vertx;
    private KeyValueStore store;

    /** BTC in bars of five minutes, ETH in bars of fifteen, funding every eight hours. */
    @BeforeEach
    void prepare(Vertx vertx) {
        this.vertx = vertx;
        store = new InMemoryStore(vertx);
        new CandleFile(MINUTES_5).bars(HOURS * 12, 60_000).write(folder, "btc.csv");
        new CandleFile(QUARTER).bars(HOURS * 4, 3_000).write(folder, "eth.csv.gz");
        StringBuilder funding = new StringBuilder("ts,fundingRate\n");
        for (int hour = 0; hour < 24; hour += 8) {
            funding.append(FIRST.plus(Duration.ofHours(hour)).toEpochMilli()).append(",0.000%d\n".formatted(hour + 1));
        }
        CandleFile.text(folder, "funding.csv", funding.toString());
        CandleFile.text(
                folder,
                "interest.csv",
                "%d,500,5\n%d,700,7\n"
                        .formatted(START.toEpochMilli(), START.plus(HOUR).toEpochMilli()));
    }

    private static JsonObject configuration() {
        return new JsonObject()
                .put("speed", "max")
                .put("warmup", "PT2H")
                .put("files", new JsonObject().put("btc-usdt-swap", "btc.csv").put(ETH.value(), "eth.csv.gz"))
                .put("funding", new JsonObject().put(BTC.value(), "funding.csv"))
                .put("open_interest", new JsonObject().put(BTC.value(), "interest.csv"));
    }

    private MarketSource open(JsonObject configuration) {
        return new ReplayMarketProvider()
                .open(new SourceContext(
                        vertx, configuration, Set.of(BTC, ETH), List.of(QUARTER, HOUR), FIRST, store, folder))
                .await();
    }

    private MarketSource open() {
        return open(configuration());
    }

    private static Predicate<MarketEvent> clockAt(Instant time) {
        return event -> event instanceof ClockAdvanced clock && !clock.at().isBefore(time);
    }

    private static <T extends MarketEvent> List<T> only(Class<T> kind, List<MarketEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<Trade> trades(Symbol symbol, List<MarketEvent> events) {
        return only(Traded.class, events).stream()
                .map(Traded::trade)
                .filter(trade -> trade.symbol().equals(symbol))
                .toList();
    }

    @Test
    void aRecordingPlaysTheSameEveryTimeInTheOrderOfTimeAndName() {
        List<MarketEvent> first = Recorder.run(open(), FINISHED);
        store = new InMemoryStore(vertx);
        List<MarketEvent> second = Recorder.run(open(), FINISHED);

        assertThat(first).isEqualTo(second).extracting(MarketEvent::at).isSorted();
        assertThat(first.getFirst()).isInstanceOfSatisfying(Traded.class, event -> {
            assertThat(event.trade().symbol()).isEqualTo(BTC);
            assertThat(event.at()).isEqualTo(START);
        });
        assertThat(first.get(2))
                .isInstanceOfSatisfying(
                        Traded.class,
                        event -> assertThat(event.trade().symbol()).isEqualTo(ETH));
        assertThat(first.get(4)).isEqualTo(new ClockAdvanced(START));
        assertThat(first.get(first.size() - 2)).isEqualTo(new ClockAdvanced(END));
        assertThat(first.getLast())
                .isInstanceOfSatisfying(
                        FeedChanged.class,
                        event -> assertThat(event.state()).isEqualTo(MarketEvent.FeedState.FINISHED));
    }

    @Test
    void theTradesOfABarAddUpToItExactly() {
        MarketSource source = open();
        List<MarketEvent> events = Recorder.run(source, FINISHED);

        for (Symbol symbol : List.of(BTC, ETH)) {
            List<Candle> candles =
                    source.candles(symbol, QUARTER, null, (HOURS - 2) * 4).await();
            List<Trade> trades = trades(symbol, events);
            assertThat(candles).hasSize((HOURS - 2) * 4);
            for (Candle candle : candles) {
                List<Trade> own = trades.stream()
                        .filter(trade -> !trade.at().isBefore(candle.opensAt())
                                && trade.at().isBefore(candle.closesAt()))
                        .toList();
                List<BigDecimal> prices = own.stream().map(Trade::price).toList();
                assertThat(prices.getFirst()).isEqualByComparingTo(candle.open());
                assertThat(prices.getLast()).isEqualByComparingTo(candle.close());
                assertThat(prices.stream().reduce(candle.open(), BigDecimal::max))
                        .isEqualByComparingTo(candle.high());
                assertThat(prices.stream().reduce(candle.open(), BigDecimal::min))
                        .isEqualByComparingTo(candle.low());
                assertThat(own.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(candle.volume());
            }
            assertThat(trades).extracting(Trade::tradeId).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRisingBarFallsFirstAndAFallingBarRisesFirst() {
        new CandleFile(QUARTER)
                .bars(8, 100)
                .bar("100,120,90,110,4")
                .bar("110,115,80,85,5")
                .bars(2, 100)
                .write(folder, "eth.csv.gz");
        CandleFile.text(folder, "funding.csv", FIRST.toEpochMilli() + ",0.0001");

        List<MarketEvent> events = Recorder.run(open(), FINISHED);

        assertThat(trades(ETH, events).subList(0, 8))
                .extracting(trade -> trade.price().stripTrailingZeros().toPlainString())
                .containsExactly("100", "90", "120", "110", "110", "115", "80", "85");
        assertThat(trades(ETH, events).subList(0, 4))
                .extracting(Trade::at)
                .containsExactly(START, START.plusSeconds(225), START.plusSeconds(450), START.plusSeconds(675));
    }

    @Test
    void bidAndAskAreAPriceStepAwayAndTheDaysFiguresHoldTheLastPrice() {
        MarketSource source = open();
        List<MarketEvent> events = Recorder.run(source, FINISHED);

        BigDecimal step = source.instruments().await().stream()
                .filter(instrument -> instrument.symbol().equals(ETH))
                .map(Instrument::priceStep)
                .findFirst()
                .orElseThrow();
        assertThat(step).isEqualByComparingTo("0.01");
        assertThat(only(Ticked.class, events)).extracting(Ticked::ticker).allSatisfy(ticker -> {
            assertThat(ticker.high24h()).isGreaterThanOrEqualTo(ticker.last());
            assertThat(ticker.low24h()).isLessThanOrEqualTo(ticker.last());
            if (ticker.symbol().equals(ETH)) {
                assertThat(ticker.ask()).isEqualByComparingTo(ticker.last().add(step));
                assertThat(ticker.bid()).isEqualByComparingTo(ticker.last().subtract(step));
            }
        });
    }

    @Test
    void aReplayThatWasStoppedGoesOnAsIfItHadNot() {
        List<MarketEvent> whole = Recorder.run(open(), FINISHED);

        for (Duration part : List.of(Duration.ZERO, Duration.ofSeconds(75), HOUR, Duration.ofMinutes(361))) {
            store = new InMemoryStore(vertx);
            List<MarketEvent> parts = new ArrayList<>(Recorder.run(open(), clockAt(START.plus(part))));
            Ticker last = only(Ticked.class, parts).getLast().ticker();
            MarketSource again = open();
            assertThat(again.ticker(last.symbol()).await()).isEqualTo(last);
            assertThat(again.clock().instant()).isEqualTo(parts.getLast().at());
            parts.addAll(Recorder.run(again, FINISHED));

            assertThat(parts).as("stopped after %s", part).isEqualTo(whole);
        }
    }

    @Test
    void afterACrashLessThanABarIsToldAgainAndNothingIsLeftOut() {
        List<MarketEvent> whole = Recorder.run(open(), FINISHED);

        for (Duration part : List.of(Duration.ZERO, Duration.ofSeconds(75), Duration.ofHours(6), Duration.ofHours(7))) {
            CrashingStore crashing = new CrashingStore(vertx);
            store = crashing;
            Predicate<MarketEvent> reached = clockAt(START.plus(part));
            Recorder.run(open(), event -> crashing.crashIf(reached.test(event)));
            crashing.restart();
            List<MarketEvent> after = Recorder.run(open(), FINISHED);

            assertThat(whole).endsWith(after.toArray(MarketEvent[]::new));
            assertThat(after.getFirst().at())
                    .isAfter(START.plus(part).minus(MINUTES_5))
                    .isBeforeOrEqualTo(START.plus(part));
        }
    }

    @Test
    void aFinishedReplayStaysFinished() {
        Recorder.run(open(), FINISHED);

        List<MarketEvent> again = Recorder.run(open(), FINISHED);

        assertThat(again).hasSize(2).last().isInstanceOf(FeedChanged.class);
        assertThat(open().clock().instant()).isEqualTo(END);
    }

    @Test
    void fundingIsChargedAtItsTimesAndNotForetold() {
        List<MarketEvent> events = Recorder.run(open(), FINISHED);

        assertThat(only(FundingSettled.class, events))
                .extracting(MarketEvent::at)
                .containsExactly(FIRST.plus(Duration.ofHours(8)), FIRST.plus(Duration.ofHours(16)));
        FundingChanged coming = only(FundingChanged.class, events).getFirst();
        assertThat(coming.funding().rate()).isEqualByComparingTo("0.0009");
        assertThat(coming.funding().fundingTime()).isEqualTo(FIRST.plus(Duration.ofHours(16)));
    }

    @Test
    void aFundingThatIsNotRecordedAnyMoreIsUnknown() {
        MarketSource source = open();
        assertThat(source.fundingRate(BTC).await())
                .hasValueSatisfying(rate -> assertThat(rate.rate()).isEqualByComparingTo("0.0001"));
        assertThat(source.fundingRate(ETH).await()).isEmpty();

        Recorder.run(source, FINISHED);

        assertThat(source.fundingRate(BTC).await()).isEmpty();
        assertThat(source.fundingHistory(BTC, 2).await()).hasSize(2);
    }

    @Test
    void nothingBeyondTheMarketsTimeCanBeSeen() {
        MarketSource source = open();

        assertThat(source.clock().instant()).isEqualTo(START);
        assertThat(source.candles(BTC, HOUR, END, 10).await())
                .hasSize(2)
                .last()
                .satisfies(candle -> assertThat(candle.closesAt()).isEqualTo(START));
        assertThat(source.ticker(BTC).await().at()).isEqualTo(START);
        assertThat(source.openInterest(BTC).await())
                .hasValueSatisfying(interest -> assertThat(interest.quantity()).isEqualByComparingTo("5"));
        assertThat(source.openInterest(ETH).await()).isEmpty();
        assertThat(source.orderBook(BTC, 5).await()).isEmpty();
        assertThatThrownBy(() -> source.ticker(Symbol.of("SOL-USDT-SWAP")).await())
                .hasMessageContaining("there is no recording of SOL-USDT-SWAP");
    }

    @Test
    void aChosenBeginWaitsForTheNextBarOfAllSymbols() {
        JsonObject chosen = configuration()
                .put("from", START.plus(Duration.ofMinutes(31)).toString())
                .put("to", START.plus(HOUR).toString());

        List<MarketEvent> events = Recorder.run(open(chosen), FINISHED);

        assertThat(events.getFirst().at()).isEqualTo(START.plus(Duration.ofMinutes(45)));
        assertThat(events.getLast().at()).isEqualTo(START.plus(HOUR));
        assertThat(trades(BTC, events)).hasSize(3 * 4);
    }

    @Test
    void whatCannotBePlayedIsRefusedWithTheReason() {
        assertRefused(
                configuration().put("files", new JsonObject().put(BTC.value(), "btc.csv")),
                "market.replay.files has no file for ETH-USDT-SWAP; add one, or take it out of trading.symbols");
        assertRefused(
                configuration().put("from", END.toString()),
                "market.replay: the clock would begin at " + END + "; allowed: from " + FIRST + " until before " + END
                        + "; see from, to and warmup");
        assertRefused(
                configuration().put("speed", "fast"),
                "market.replay.speed must be a number greater than 0 and at most 100000, or max, was 'fast'");
        CandleFile.text(folder, "funding.csv", FIRST.toEpochMilli() + ",NaN");
        assertRefused(
                configuration(), folder.resolve("funding.csv") + ": line 1 fundingRate is 'NaN'; allowed: a number");
        new CandleFile(Duration.ofMinutes(20)).bars(90, 100).write(folder, "btc.csv");
        assertRefused(
                configuration(),
                folder.resolve("btc.csv") + ": has bars of PT20M, from which candles of PT15M cannot be made");
    }

    private void assertRefused(JsonObject configuration, String reason) {
        assertThatThrownBy(() -> open(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
