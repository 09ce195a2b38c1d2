package io.autotrade.market;

import static io.autotrade.market.Candles.BTC;
import static io.autotrade.market.Candles.LONG;
import static io.autotrade.market.Candles.SHORT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent.CandleClosed;
import io.autotrade.broker.MarketEvent.ClockAdvanced;
import io.autotrade.broker.MarketEvent.FeedChanged;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketEvent.Ticked;
import io.autotrade.bus.Addresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(30)
class MarketFeedServiceTest {

    private static final Instant NOW = Instant.parse("2026-03-12T10:05:00Z");

    private final FakeSource source = new FakeSource(NOW);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Vertx vertx;
    private MarketFeedService service;

    @BeforeEach
    void create(Vertx ours) {
        vertx = ours;
        service = new MarketFeedService(vertx, source, "fake", Set.of(BTC), SHORT, LONG, metrics);
    }

    @AfterEach
    void stop() throws Exception {
        service.stop().await(5, SECONDS);
    }

    @Test
    void theFirstViewIsCompleteBeforeAnyEvent() throws Exception {
        service.start().await(5, SECONDS);

        MarketView view = service.view(NOW);
        SymbolView btc = view.symbols().get(BTC);
        assertThat(view.source()).isEqualTo("fake");
        assertThat(view.simulated()).isTrue();
        assertThat(btc.shortTerm().candles()).hasSize(200);
        assertThat(btc.shortTerm().candles().getLast().closesAt()).isEqualTo("2026-03-12T10:00:00Z");
        assertThat(btc.longTerm().latest().ema50()).isNotNull();
        assertThat(btc.shortTerm().series().macdHistogram()).hasSize(10);
        assertThat(btc.orderBook()).isNotNull();
        assertThat(btc.funding()).isNotNull();
        assertThat(btc.fundingHistory()).hasSize(1);
        assertThat(btc.openInterestAverage()).isEqualByComparingTo("10");
        assertThat(btc.instrument()).isNotNull();
        assertThat(source.started()).isTrue();
    }

    @Test
    void aSourceThatIsAwayStopsNeitherStartNorViewAndNothingIsMadeUp() throws Exception {
        source.broken = true;
        service.start().await(5, SECONDS);

        assertThat(service.freshView().await(5, SECONDS).symbols()).isEmpty();
        assertThat(service.status().withoutPrice()).containsExactly(BTC);

        source.broken = false;
        source.emit(new Ticked(Candles.ticker(BTC, "1000", NOW))).await(5, SECONDS);
        assertThat(service.view(NOW).symbols().get(BTC).openInterest()).isNull();
        assertThat(service.freshView().await(5, SECONDS).symbols().get(BTC).openInterest())
                .isNotNull();
    }

    @Test
    void theCandleInWhichTheServiceStartedIsReadNotMadeOfHalfItsTrades() throws Exception {
        service.start().await(5, SECONDS);
        source.emit(new ClockAdvanced(Instant.parse("2026-03-12T10:15:00Z"))).await(5, SECONDS);

        List<Candle> candles = service.candles(BTC, SHORT, 2).await(5, SECONDS);
        assertThat(candles.getLast()).isEqualTo(FakeSource.candle(SHORT, Instant.parse("2026-03-12T10:00:00Z")));
    }

    @Test
    void afterAResetTheHistoryHasNoGap() throws Exception {
        service.start().await(5, SECONDS);
        Instant later = NOW.plus(Duration.ofHours(7));
        source.now = later;
        source.emit(new FeedChanged(FeedState.RESET, "again", later)).await(5, SECONDS);

        List<Candle> candles =
                service.view(later).symbols().get(BTC).shortTerm().candles();
        assertThat(candles).hasSize(228);
        for (int i = 1; i < candles.size(); i++) {
            assertThat(candles.get(i).opensAt()).isEqualTo(candles.get(i - 1).closesAt());
        }
        assertThat(candles.getLast().closesAt()).isEqualTo("2026-03-12T17:00:00Z");
        assertThat(service.status().state()).isEqualTo(FeedState.RESET);
    }

    @Test
    void tickersAreConflatedOnTheBusAndCandlesAreNot() throws Exception {
        BlockingQueue<JsonObject> tickers = listenTo(Addresses.ticker(BTC));
        BlockingQueue<JsonObject> candles = listenTo(Addresses.candle(BTC));
        service.start().await(5, SECONDS);
        for (int i = 1; i <= 100; i++) {
            source.emit(new Ticked(Candles.ticker(BTC, "10" + i, NOW.plusSeconds(i))))
                    .await(5, SECONDS);
        }
        Candle closed = FakeSource.candle(SHORT, Instant.parse("2026-03-12T10:00:00Z"));
        source.emit(new CandleClosed(closed)).await(5, SECONDS);
        source.emit(new CandleClosed(closed)).await(5, SECONDS);

        JsonObject candle = candles.poll(5, SECONDS);
        assertThat(candle.getString("type")).isEqualTo("candle");
        assertThat(candle.getString("ts")).isEqualTo("2026-03-12T10:15:00Z");
        assertThat(candle.getJsonObject("payload").getString("timeframe")).isEqualTo("15m");
        assertThat(candle.getJsonObject("payload").getString("closeExact"))
                .isEqualTo(closed.close().toPlainString());
        assertThat(candles).isEmpty();

        JsonObject newest = tickers.poll(5, SECONDS);
        int seen = 1;
        while (!newest.getJsonObject("payload").getString("lastExact").equals("10100")) {
            newest = tickers.poll(5, SECONDS);
            seen++;
        }
        assertThat(seen).isLessThan(50);
        assertThat(newest.getInteger("v")).isEqualTo(1);
        assertThat(newest.containsKey("seq")).isFalse();
    }

    @Test
    void theAgeOfEachPriceIsMeasured() throws Exception {
        service.start().await(5, SECONDS);
        source.now = NOW.plusSeconds(40);
        assertThat(service.ages(source.now)).containsEntry(BTC, Duration.ofSeconds(40));
        assertThat(metrics.get("autotrade.market.age")
                        .tag("symbol", BTC.value())
                        .gauge()
                        .value())
                .isEqualTo(40.0);
    }

    @Test
    void moreCandlesThanAreKeptComeFromTheSource() throws Exception {
        service.start().await(5, SECONDS);
        assertThat(service.candles(BTC, SHORT, 20).await(5, SECONDS)).hasSize(20);
        assertThat(service.candles(BTC, SHORT, 500).await(5, SECONDS)).hasSize(500);
        assertThat(service.candles(BTC, Duration.ofMinutes(5), 7).await(5, SECONDS))
                .hasSize(7);
    }

    @Test
    void renderedIndicatorsAndPricesHaveTheNamesDashboardsRead() throws Exception {
        service.start().await(5, SECONDS);
        MarketView view = service.view(NOW);
        JsonObject indicator = IndicatorJson.render(view.symbols().get(BTC), NOW);
        assertThat(indicator.fieldNames())
                .contains(
                        "symbol",
                        "price",
                        "ema20",
                        "macd",
                        "macd_signal",
                        "macd_histogram",
                        "rsi7",
                        "rsi14",
                        "atr3",
                        "atr14",
                        "volume",
                        "volume_ratio",
                        "volatility",
                        "generated_at",
                        "stream_depth",
                        "source",
                        "mid_prices",
                        "ema20_series",
                        "macd_series",
                        "macd_histogram_series",
                        "rsi7_series",
                        "rsi14_series",
                        "intraday_bar_count",
                        "high_timeframe_bar_count",
                        "fetched_at",
                        "tool_cache_snapshot");
        assertThat(indicator.getJsonObject("higher_timeframe").fieldNames())
                .contains(
                        "ema20",
                        "ema50",
                        "atr3",
                        "atr14",
                        "macd",
                        "macd_signal",
                        "macd_histogram",
                        "macd_histogram_series",
                        "macd_series",
                        "rsi14",
                        "rsi14_series",
                        "volume",
                        "volume_avg",
                        "volume_ratio",
                        "generated_at");
        assertThat(indicator.getJsonArray("missing")).isEmpty();
        assertThat(new JsonObject(PricesJson.prices(view).encode())
                        .getJsonObject("symbols")
                        .getJsonObject(BTC.value()))
                .isEqualTo(new JsonObject()
                        .put("price", 1000)
                        .put("priceExact", "1000")
                        .putNull("change_pct_24h")
                        .put("timestamp", "2026-03-12T10:05:00Z"));
        assertThat(PricesJson.marketUpdate(view).getJsonObject(BTC.value()).fieldNames())
                .contains("symbol", "price", "change_24h", "change_pct_24h", "volume_24h", "high_24h", "low_24h");
    }

    private BlockingQueue<JsonObject> listenTo(String address) {
        BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
        vertx.eventBus().<JsonObject>consumer(address, message -> received.add(message.body()));
        return received;
    }
}
