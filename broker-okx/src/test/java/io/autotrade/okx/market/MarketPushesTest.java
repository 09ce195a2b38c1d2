package io.autotrade.okx.market;

import static io.autotrade.okx.market.Desk.BTC;
import static io.autotrade.okx.market.Desk.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Side;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the market source tells unasked. */
@ExtendWith(VertxExtension.class)
class MarketPushesTest {

    private Desk desk;

    @BeforeEach
    void start(Vertx vertx) {
        desk = Desk.of(vertx, BTC, ETH).started();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static JsonObject ticker(String last, long at) {
        return new JsonObject()
                .put("instType", "SWAP")
                .put("instId", BTC.value())
                .put("last", last)
                .put("lastSz", "0.5")
                .put("askPx", "70000.1")
                .put("askSz", "1")
                .put("bidPx", "70000")
                .put("bidSz", "1")
                .put("open24h", "69000")
                .put("high24h", "71000")
                .put("low24h", "68000")
                .put("volCcy24h", "51230.11")
                .put("vol24h", "5123011")
                .put("sodUtc0", "1")
                .put("sodUtc8", "1")
                .put("ts", Long.toString(at));
    }

    @Test
    void theFeedIsUpBeforeAnythingElseIsTold() {
        assertThat(desk.events(MarketEvent.class).getFirst())
                .isInstanceOfSatisfying(
                        MarketEvent.FeedChanged.class,
                        change -> assertThat(change.state()).isEqualTo(MarketEvent.FeedState.UP));
    }

    @Test
    void aTickerComesWithTheMarkPrice() {
        long now = System.currentTimeMillis();
        desk.forget();

        desk.sockets().push("tickers", BTC.value(), ticker("70000.5", now + 1));

        Ticker ticker = desk.until(
                        MarketEvent.Ticked.class,
                        told -> told.ticker().last().compareTo(new BigDecimal("70000.5")) == 0)
                .ticker();
        assertThat(ticker.symbol()).isEqualTo(BTC);
        assertThat(ticker.mark()).isEqualByComparingTo("50000");
        assertThat(ticker.high24h()).isEqualByComparingTo("71000");
        assertThat(ticker.volume24h()).isEqualByComparingTo("51230.11");
    }

    @Test
    void aTickerIsAsOldAsTheOlderOfQuoteAndMark() {
        long now = System.currentTimeMillis();
        desk.sockets()
                .push(
                        "mark-price",
                        BTC.value(),
                        new JsonObject()
                                .put("instId", BTC.value())
                                .put("markPx", "70001")
                                .put("ts", "" + (now + 1_000)));
        desk.sockets().push("tickers", BTC.value(), ticker("70002", now + 60_000));

        Ticker ticker = desk.until(
                        MarketEvent.Ticked.class,
                        told -> told.ticker().last().compareTo(new BigDecimal("70002")) == 0
                                && told.ticker().mark().compareTo(new BigDecimal("70001")) == 0)
                .ticker();

        assertThat(ticker.at()).isEqualTo(Instant.ofEpochMilli(now + 1_000));
    }

    @Test
    void anOlderTickerThatComesLateIsNotTold() {
        long now = System.currentTimeMillis();
        desk.sockets().push("tickers", BTC.value(), ticker("70001", now + 2_000));
        desk.until(MarketEvent.Ticked.class, told -> told.ticker().last().compareTo(new BigDecimal("70001")) == 0);
        desk.forget();

        desk.sockets().push("tickers", BTC.value(), ticker("69999", now + 1_000));
        desk.sockets().push("tickers", ETH.value());

        desk.until(MarketEvent.Ticked.class, told -> told.ticker().symbol().equals(ETH));
        assertThat(desk.events(MarketEvent.Ticked.class))
                .noneMatch(told -> told.ticker().symbol().equals(BTC));
    }

    @Test
    void tickersOfOneMomentAreToldOnceWithTheNewest() {
        long now = System.currentTimeMillis();
        desk.forget();
        for (int i = 1; i <= 50; i++) {
            desk.sockets().push("tickers", BTC.value(), ticker(Integer.toString(70_000 + i), now + i));
        }
        String last = desk.sockets().trade(BTC.value(), "70000", "1", true);
        // Trades are told at once, so what was sent before this one has arrived.
        io.autotrade.okx.loop.Eventually.until(
                "the trade",
                () -> desk.events(MarketEvent.Traded.class).stream()
                        .anyMatch(traded -> traded.trade().tradeId().equals(last)));

        desk.time.pass(Desk.MOMENT);

        assertThat(desk.events(MarketEvent.Ticked.class))
                .singleElement()
                .satisfies(told -> assertThat(told.ticker().last()).isEqualByComparingTo("70050"));
    }

    @Test
    void everyTradeIsToldInOrderAndInCoins() {
        desk.forget();
        List<String> ids = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> desk.sockets().trade(BTC.value(), "60000." + i % 10, "3.21", i % 2 == 0))
                .toList();

        io.autotrade.okx.loop.Eventually.until(
                "200 trades", () -> desk.events(MarketEvent.Traded.class).size() == 200);
        List<Trade> trades = desk.events(MarketEvent.Traded.class).stream()
                .map(MarketEvent.Traded::trade)
                .toList();
        assertThat(trades).extracting(Trade::tradeId).isEqualTo(ids);
        assertThat(trades.getFirst().quantity()).isEqualByComparingTo("0.0321");
        assertThat(trades.getFirst().takerSide()).isEqualTo(Side.BUY);
        assertThat(trades.get(1).takerSide()).isEqualTo(Side.SELL);
        assertThat(trades.get(3).price()).isEqualByComparingTo("60000.3");
    }

    @Test
    void onlyFinishedCandlesAreToldAndEachOnce() {
        long opens = System.currentTimeMillis() / 60_000 * 60_000;
        desk.sockets().candle(BTC.value(), "1m", opens, false);
        desk.sockets().candle(BTC.value(), "1m", opens, true);
        desk.sockets().candle(BTC.value(), "1m", opens, true);
        desk.sockets().candle(BTC.value(), "1m", opens - 60_000, true);
        desk.sockets().candle(BTC.value(), "1m", opens + 60_000, false);
        desk.sockets().candle(BTC.value(), "1H", opens, true);

        desk.until(
                MarketEvent.CandleClosed.class,
                closed -> closed.candle().timeframe().equals(Duration.ofHours(1)));

        assertThat(desk.candles())
                .extracting(Candle::timeframe, candle -> candle.opensAt().toEpochMilli())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Duration.ofMinutes(1), opens),
                        org.assertj.core.groups.Tuple.tuple(Duration.ofHours(1), opens));
        assertThat(desk.candles().getFirst().volume()).isEqualByComparingTo("8.1231");
    }

    @Test
    void trap20_candlesAreSubscribedOnTheBusinessSocket() {
        assertThat(desk.sockets().subscribed("business")).contains("candle1m|BTC-USDT-SWAP", "candle1H|ETH-USDT-SWAP");
        assertThat(desk.sockets().subscribed("public")).noneMatch(channel -> channel.startsWith("candle"));
    }

    private static JsonObject funding(long due, String rate, String settled, String state) {
        return new JsonObject()
                .put("instId", BTC.value())
                .put("instType", "SWAP")
                .put("fundingRate", rate)
                .put("fundingTime", Long.toString(due))
                .put("nextFundingRate", "")
                .put("nextFundingTime", Long.toString(due + 4 * 3_600_000L))
                .put("settFundingRate", settled)
                .put("settState", state)
                .put("ts", Long.toString(due - 1_000));
    }

    @Test
    void trap37_fundingThatWasChargedIsToldWhenItIsKnown() {
        long due = (System.currentTimeMillis() / 28_800_000 + 3) * 28_800_000;
        long next = due + 4 * 3_600_000L;
        desk.sockets().push("funding-rate", BTC.value(), funding(due, "0.0003", "0.0001", "settled"));
        desk.until(
                MarketEvent.FundingChanged.class,
                changed -> changed.funding().rate().compareTo(new BigDecimal("0.0003")) == 0);
        desk.forget();

        desk.sockets().push("funding-rate", BTC.value(), funding(next, "0.0004", "0.0003", "processing"));
        desk.sockets().push("funding-rate", ETH.value());
        desk.until(
                MarketEvent.FundingChanged.class,
                changed -> changed.funding().symbol().equals(ETH));
        assertThat(desk.events(MarketEvent.FundingSettled.class))
                .filteredOn(settled -> settled.settled().symbol().equals(BTC))
                .isEmpty();

        desk.sockets().push("funding-rate", BTC.value(), funding(next, "0.0004", "0.00031", "settled"));

        FundingRate settled = desk.until(
                        MarketEvent.FundingSettled.class,
                        told -> told.settled().symbol().equals(BTC))
                .settled();
        assertThat(settled.rate()).isEqualByComparingTo("0.00031");
        assertThat(settled.fundingTime()).isEqualTo(Instant.ofEpochMilli(due));
        assertThat(desk.until(
                                MarketEvent.FundingChanged.class,
                                c -> c.funding().symbol().equals(BTC))
                        .funding()
                        .interval())
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void trap41_anInstrumentWithoutPricesIsNotTold() {
        desk.forget();
        desk.sockets()
                .push(
                        "tickers",
                        BTC.value(),
                        ticker("", System.currentTimeMillis() + 5)
                                .put("askPx", "")
                                .put("bidPx", ""));
        desk.sockets().push("tickers", ETH.value());

        desk.until(MarketEvent.Ticked.class, told -> told.ticker().symbol().equals(ETH));

        assertThat(desk.events(MarketEvent.Ticked.class))
                .noneMatch(told -> told.ticker().symbol().equals(BTC));
    }

    @Test
    void trap19_whatIsNotKnownOrNotReadableDoesNotStopTheFeed() {
        desk.forget();
        desk.sockets().text("{\"event\":\"something-new\",\"weight\":\"12\"}");
        desk.sockets().text("{\"novel\":true}");
        desk.sockets().text("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{\"last\":\"no");
        desk.sockets()
                .text("{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{\"px\":\"x\"}]}");
        desk.sockets().text("{\"arg\":{\"channel\":\"unheard-of\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{}]}");
        desk.sockets().text("{\"arg\":{\"channel\":\"tickers\"");

        desk.sockets().trade(BTC.value(), "60000", "1", true);

        desk.until(MarketEvent.Traded.class, traded -> true);
        assertThat(desk.events(MarketEvent.FeedChanged.class))
                .noneMatch(change -> change.state() == MarketEvent.FeedState.DOWN);
    }

    @Test
    void trap44_emptyDataExtraFieldsAndOtherOrderAreTaken() {
        desk.forget();
        long now = System.currentTimeMillis() + 10_000;
        desk.sockets().text("{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[]}");
        desk.sockets()
                .text("{ \"data\" : [ { \"ts\" : \"" + now + "\", \"new\" : {\"a\":[1,\"]\"]}, \"side\":\"sell\","
                        + "\"sz\":\"2\",\"px\":61000.5,\"tradeId\":\"7\"} ], "
                        + "\"arg\" : { \"uid\":\"1\", \"instId\":\"BTC-USDT-SWAP\", \"channel\":\"trades\" } }");

        Trade trade = desk.until(MarketEvent.Traded.class, traded -> true).trade();

        assertThat(trade.price()).isEqualByComparingTo("61000.5");
        assertThat(trade.quantity()).isEqualByComparingTo("0.02");
        assertThat(trade.takerSide()).isEqualTo(Side.SELL);
        assertThat(trade.at()).isEqualTo(Instant.ofEpochMilli(now));
    }

    @Test
    void nothingIsToldAfterTheListenerHasGone(Vertx vertx) {
        Desk other = Desk.of(vertx, BTC);
        java.util.List<MarketEvent> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        io.autotrade.broker.Subscription subscription = other.source().start(event -> {
            heard.add(event);
            return io.vertx.core.Future.succeededFuture();
        });
        io.autotrade.okx.loop.Eventually.until("the feed", () -> !heard.isEmpty());

        subscription.cancel();
        other.time.pass(Desk.MOMENT);
        int before = heard.size();
        other.sockets().trade(BTC.value(), "60000", "1", true);
        other.get(other.source().ticker(BTC));
        other.time.pass(Desk.MOMENT);

        assertThat(heard).hasSize(before);
        other.close();
    }
}
