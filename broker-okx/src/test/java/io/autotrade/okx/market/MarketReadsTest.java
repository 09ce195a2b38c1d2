package io.autotrade.okx.market;

import static io.autotrade.okx.market.Desk.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Interruption;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.PriceLimits;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the market source answers when it is asked. No key is set anywhere here. */
@ExtendWith(VertxExtension.class)
class MarketReadsTest {

    private Desk desk;

    @BeforeEach
    void open(Vertx vertx) {
        desk = Desk.of(vertx, BTC);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static void isOfNow(Instant at) {
        assertThat(Duration.between(at, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aTickerHasItsPricesItsMarkAndItsTime() {
        desk.sandbox.price(BTC.value(), new BigDecimal("60000"));

        Ticker ticker = desk.get(desk.source().ticker(BTC));

        assertThat(ticker.bid()).isEqualByComparingTo("59999.9");
        assertThat(ticker.ask()).isEqualByComparingTo("60000.1");
        assertThat(ticker.last()).isEqualByComparingTo("60000");
        assertThat(ticker.mark()).isEqualByComparingTo("60000");
        assertThat(ticker.volume24h()).isEqualByComparingTo("51230.11");
        isOfNow(ticker.at());
    }

    @Test
    void nothingIsSignedAndTheDemoHeaderGoesAlong() {
        desk.get(desk.source().ticker(BTC));

        assertThat(desk.sandbox.headers("GET /api/v5/market/ticker"))
                .containsEntry("x-simulated-trading", "1")
                .doesNotContainKeys("OK-ACCESS-KEY", "OK-ACCESS-SIGN");
    }

    @Test
    void openInterestIsInCoins() {
        OpenInterest interest = desk.get(desk.source().openInterest(BTC)).orElseThrow();

        assertThat(interest.quantity()).isEqualByComparingTo("28161.1301");
        isOfNow(interest.at());
    }

    @Test
    void theIndexIsThatOfTheSpotPair() {
        desk.sandbox.price(BTC.value(), new BigDecimal("60000"));

        assertThat(desk.get(desk.source().indexPrice(BTC))).hasValueSatisfying(index -> {
            assertThat(index.price()).isEqualByComparingTo("60000");
            isOfNow(index.at());
        });
    }

    @Test
    void priceLimitsAreTheBandAndNothingWhileThereIsNone() {
        desk.sandbox.price(BTC.value(), new BigDecimal("60000"));

        PriceLimits limits = desk.get(desk.source().priceLimits(BTC)).orElseThrow();
        assertThat(limits.highestBuy()).isEqualByComparingTo("63000");
        assertThat(limits.lowestSell()).isEqualByComparingTo("57000");
        isOfNow(limits.at());

        desk.sandbox.priceLimits(false);

        PriceLimits none = desk.get(desk.source().priceLimits(BTC)).orElseThrow();
        assertThat(none.highestBuy()).isNull();
        assertThat(none.lowestSell()).isNull();
    }

    @Test
    void interruptionsOfThisEnvironmentAreTold() {
        desk.sandbox.status(new JsonArray()
                .add(status("demo upgrade", "2", "5", "scheduled"))
                .add(status("live upgrade", "1", "5", "scheduled"))
                .add(status("copy trading", "2", "11", "ongoing"))
                .add(status("over", "2", "5", "completed"))
                .add(status("nearly over", "2", "0", "pre_open")));

        List<Interruption> interruptions = desk.get(desk.source().interruptions());

        assertThat(interruptions)
                .extracting(Interruption::title, Interruption::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("demo upgrade", Interruption.State.PLANNED),
                        org.assertj.core.groups.Tuple.tuple("nearly over", Interruption.State.POST_ONLY));
        assertThat(interruptions.getFirst().begins()).isEqualTo(Instant.ofEpochMilli(1_772_700_000_000L));
        isOfNow(interruptions.getFirst().at());
    }

    private static JsonObject status(String title, String env, String service, String state) {
        return new JsonObject()
                .put("title", title)
                .put("state", state)
                .put("begin", "1772700000000")
                .put("end", "1772703600000")
                .put("serviceType", service)
                .put("maintType", "1")
                .put("env", env);
    }

    @Test
    void trap01_sizesInABookAreCoinsNotContracts() {
        desk.sandbox.offer(BTC.value(), new BigDecimal("60000"), new BigDecimal("120.31"));

        OrderBook book = desk.book(3);

        assertThat(book.asks().getFirst())
                .isEqualTo(new OrderBook.Level(new BigDecimal("60000.1"), new BigDecimal("1.2031")));
        assertThat(book.bids()).hasSize(3);
        assertThat(book.asks()).hasSize(3);
        isOfNow(book.at());
    }

    @Test
    void trap37_theFundingIntervalIsWhatTheVenueSays() {
        desk.sandbox.fundingEvery(Duration.ofHours(2));

        FundingRate coming = desk.get(desk.source().fundingRate(BTC)).orElseThrow();

        assertThat(coming.interval()).isEqualTo(Duration.ofHours(2));
        assertThat(coming.rate()).isEqualByComparingTo("0.0001");
        assertThat(coming.fundingTime()).isAfter(Instant.now().minusSeconds(5));
        isOfNow(coming.at());
    }

    @Test
    void chargedFundingIsTheRealizedRateOldestFirst() {
        List<FundingRate> charged = desk.get(desk.source().fundingHistory(BTC, 10));

        assertThat(charged)
                .hasSize(10)
                .allSatisfy(rate -> assertThat(rate.rate()).isEqualByComparingTo("0.0002"));
        assertThat(charged).isSortedAccordingTo(java.util.Comparator.comparing(FundingRate::fundingTime));
    }

    @Test
    void trap23_candlesArePagedBackwardsBeyondTheRecentList() {
        int wanted = 1_800;

        List<Candle> candles = desk.get(desk.source().candles(BTC, Duration.ofMinutes(1), null, wanted));

        assertThat(candles).hasSize(wanted);
        assertThat(IntStream.range(1, wanted))
                .allSatisfy(i -> assertThat(candles.get(i).opensAt())
                        .isEqualTo(candles.get(i - 1).opensAt().plusSeconds(60)));
        assertThat(desk.sandbox.calls()).contains("GET /api/v5/market/history-candles");
    }

    @Test
    void theRunningCandleIsNeverAmongTheFinished() {
        List<Candle> candles = desk.get(desk.source().candles(BTC, Duration.ofMinutes(1), null, 5));

        assertThat(candles.getLast().closesAt()).isBeforeOrEqualTo(Instant.now());
        assertThat(candles.getLast().closesAt()).isAfter(Instant.now().minusSeconds(75));
    }

    @Test
    void onlyCandlesThatCloseByTheGivenTimeAreGiven() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));

        List<Candle> atTheEnd = desk.get(desk.source().candles(BTC, Duration.ofHours(1), end, 4));
        List<Candle> within = desk.get(desk.source().candles(BTC, Duration.ofHours(1), end.plusSeconds(5), 4));

        assertThat(atTheEnd).hasSize(4);
        assertThat(atTheEnd.getLast().closesAt()).isEqualTo(end);
        assertThat(within).isEqualTo(atTheEnd);
    }

    @Test
    void historyEndsWhereTheVenueHasAGap() {
        Instant missing = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(7));
        desk.sandbox.candleMissingAt(missing);

        List<Candle> candles = desk.get(desk.source().candles(BTC, Duration.ofHours(1), null, 50));

        assertThat(candles.getFirst().opensAt()).isEqualTo(missing.plus(Duration.ofHours(1)));
    }

    @Test
    void aYoungInstrumentHasAsManyCandlesAsItHas() {
        desk.sandbox.historySince(Instant.now().minus(Duration.ofMinutes(10)));

        List<Candle> candles = desk.get(desk.source().candles(BTC, Duration.ofMinutes(1), null, 200));

        assertThat(candles).hasSizeBetween(9, 11);
    }

    @Test
    void trap22_dailyCandlesBeginAtMidnightUtc() {
        List<Candle> days = desk.get(desk.source().candles(BTC, Duration.ofDays(1), null, 3));

        assertThat(days)
                .allSatisfy(
                        day -> assertThat(day.opensAt()).isEqualTo(day.opensAt().truncatedTo(ChronoUnit.DAYS)));
    }

    @Test
    void trap05_candleVolumeIsInCoins() {
        List<Candle> candles = desk.get(desk.source().candles(BTC, Duration.ofMinutes(1), null, 1));

        assertThat(candles.getFirst().volume()).isEqualByComparingTo("8.1231");
    }

    @Test
    void aTimeframeTheVenueDoesNotHaveIsRefusedWithTheOnesItHas() {
        assertThatThrownBy(() -> desk.get(desk.source().candles(BTC, Duration.ofMinutes(7), null, 1)))
                .hasMessageContaining("PT7M")
                .hasMessageContaining("15m");
    }

    @Test
    void anUnknownSymbolIsNamed() {
        assertThatThrownBy(() -> desk.get(desk.source().ticker(new Symbol("NOPE-USDT-SWAP"))))
                .hasMessageContaining("NOPE-USDT-SWAP");
    }

    @Test
    void trap12_onlyUsdtSwapsAreListed() {
        List<Instrument> instruments = desk.get(desk.source().instruments());

        Set<String> symbols = new HashSet<>();
        instruments.forEach(instrument -> symbols.add(instrument.symbol().value()));
        assertThat(symbols).contains("BTC-USDT-SWAP", "DOGE-USDT-SWAP").doesNotContain("BTC-USD-SWAP", "");
        assertThat(instruments)
                .allSatisfy(
                        instrument -> assertThat(instrument.settleCurrency()).isEqualTo("USDT"));
    }

    @Test
    void trap04_stepsAreReadAgainWhenAnAnnouncedChangeTakesEffect() {
        // Read when the source was opened; the announcement is found ten minutes later.
        desk.sandbox.announceChange(BTC.value(), Instant.now().plus(Duration.ofMinutes(3)));
        desk.time.pass(Duration.ofMinutes(10).plusSeconds(1));
        io.autotrade.okx.loop.Eventually.until(
                "a second reading",
                () -> desk.sandbox.calls().stream()
                                .filter(call -> call.endsWith("/public/instruments"))
                                .count()
                        == 2);
        io.autotrade.okx.loop.Eventually.until(
                "a plan for the change",
                () -> desk.time.waiting().stream()
                        .anyMatch(delay -> delay.compareTo(Duration.ofMinutes(2)) > 0
                                && delay.compareTo(Duration.ofMinutes(4)) < 0),
                desk.time::waiting);
        desk.sandbox.lot(BTC.value(), new BigDecimal("0.1"));

        desk.time.pass(Duration.ofMinutes(3).plusSeconds(3));

        io.autotrade.okx.loop.Eventually.until(
                "the new step",
                () -> desk.get(desk.source().instruments()).stream()
                        .anyMatch(instrument -> instrument.symbol().equals(BTC)
                                && instrument.quantityStep().compareTo(new BigDecimal("0.001")) == 0));
    }

    @Test
    void aClosedSourceSaysSo(Vertx vertx) {
        Desk other = Desk.of(vertx, BTC);
        other.close();

        assertThatThrownBy(() -> other.get(other.source().ticker(BTC))).hasMessageContaining("closed");
    }
}
