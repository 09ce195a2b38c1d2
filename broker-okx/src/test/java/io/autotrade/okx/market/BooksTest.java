package io.autotrade.okx.market;

import static io.autotrade.okx.market.Desk.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.OrderBook;
import io.autotrade.okx.loop.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole order books, kept in step with the venue through everything that happens to their messages. */
@ExtendWith(VertxExtension.class)
class BooksTest {

    private static final String ID = BTC.value();
    private static final String REST_BOOKS = "GET /api/v5/market/books";

    private Desk desk;

    @BeforeEach
    void start(Vertx vertx) {
        desk = Desk.of(vertx, BTC).started();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private long restReads() {
        return desk.sandbox.calls().stream().filter(REST_BOOKS::equals).count();
    }

    private long subscriptions() {
        return desk.sockets().received().stream()
                .filter(text -> text.contains("\"subscribe\"") && text.contains("\"books\""))
                .count();
    }

    private static List<String> texts(List<OrderBook.Level> levels) {
        return levels.stream()
                .map(level -> level.price().stripTrailingZeros().toPlainString() + " x "
                        + level.quantity().stripTrailingZeros().toPlainString())
                .toList();
    }

    private static List<String> venue(JsonArray levels) {
        List<String> texts = new ArrayList<>();
        levels.forEach(each -> {
            JsonArray level = (JsonArray) each;
            texts.add(new BigDecimal(level.getString(0)).stripTrailingZeros().toPlainString() + " x "
                    + new BigDecimal(level.getString(1))
                            .multiply(new BigDecimal("0.01"))
                            .stripTrailingZeros()
                            .toPlainString());
        });
        return texts;
    }

    /** Everything sent so far has been looked at when a trade sent after it is told. */
    private void settle() {
        String id = desk.sockets().trade(ID, "60000", "1", true);
        desk.until(MarketEvent.Traded.class, traded -> traded.trade().tradeId().equals(id));
    }

    private void isInStep() {
        JsonObject book = desk.sockets().book(ID);
        OrderBook kept = desk.book(400);
        assertThat(texts(kept.asks())).isEqualTo(venue(book.getJsonArray("asks")));
        assertThat(texts(kept.bids())).isEqualTo(venue(book.getJsonArray("bids")));
    }

    @Test
    void aBookIsKeptFromItsSnapshotThroughAllChangesWithoutReadingIt() {
        for (int i = 0; i < 50; i++) {
            desk.sandbox.offer(ID, new BigDecimal(60_000 + (i * 37) % 11), new BigDecimal(10 + i));
        }
        settle();

        isInStep();
        assertThat(desk.book(400).asks()).hasSize(60);
        assertThat(desk.book(20).asks()).hasSize(20);
        assertThat(restReads()).isZero();
    }

    @Test
    void aGapInTheSequenceMakesTheBookBeFetchedAnew() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        desk.sockets().loseBookUpdate(ID);

        desk.sandbox.price(ID, new BigDecimal("60003"));
        Eventually.until("a second subscription", () -> subscriptions() == 2);
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isEqualTo(1);
        assertThat(desk.sockets().received()).anyMatch(text -> text.contains("\"unsubscribe\""));
    }

    @Test
    void untilTheSnapshotComesTheBookIsReadAndNeverTheSpoiltOneShown() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        settle();
        desk.sockets().withoutSnapshots(true);
        desk.sockets().loseBookUpdate(ID);
        desk.sandbox.price(ID, new BigDecimal("60003"));
        Eventually.until("a second subscription", () -> subscriptions() == 2);

        isInStep();

        assertThat(restReads()).isEqualTo(1);
    }

    @Test
    void anEmptyUpdateWithTheSameNumbersKeepsTheBookAlive() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        for (int i = 0; i < 3; i++) {
            desk.sockets().bookHeartbeat(ID);
        }
        desk.sandbox.price(ID, new BigDecimal("60001"));
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isZero();
    }

    @Test
    void numbersThatBeginLowerAfterMaintenanceGoOnWithTheChain() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        desk.sockets().restartBook(ID);
        desk.sandbox.price(ID, new BigDecimal("60001"));
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isZero();
    }

    @Test
    void numbersThatBeginLowerWithALostMessageAreAGapBeforeLong() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        desk.sockets().loseBookRestart(ID);
        for (int i = 1; i <= 11; i++) {
            desk.sandbox.price(ID, new BigDecimal(60_000 + i));
        }
        Eventually.until("a second subscription", () -> subscriptions() == 2);
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isEqualTo(1);
    }

    @Test
    void aRepeatedUpdateIsAppliedOnce() {
        JsonObject first = desk.sockets().nextBookUpdate(ID);
        desk.sockets().book(ID, first, "update");
        JsonObject second = desk.sockets().nextBookUpdate(ID);
        desk.sockets().book(ID, second, "update");
        desk.sockets().book(ID, first, "update");
        desk.sockets().book(ID, second, "update");
        desk.sandbox.price(ID, new BigDecimal("60001"));
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isZero();
        assertThat(desk.count("market.books.repeated")).isEqualTo(2);
    }

    @Test
    void updatesThatChangePlacesAreAGap() {
        JsonObject first = desk.sockets().nextBookUpdate(ID);
        JsonObject second = desk.sockets().nextBookUpdate(ID);
        desk.sockets().book(ID, second, "update");
        desk.sockets().book(ID, first, "update");
        Eventually.until("a second subscription", () -> subscriptions() == 2);
        desk.sandbox.price(ID, new BigDecimal("60001"));
        settle();

        isInStep();
        assertThat(desk.count("market.books.gaps")).isEqualTo(1);
    }

    @Test
    void trap16_aChecksumIsNotLookedAt() {
        desk.sockets().book(ID, desk.sockets().nextBookUpdate(ID).put("checksum", -855_196_043), "update");
        desk.sandbox.price(ID, new BigDecimal("60001"));
        settle();

        isInStep();
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void withoutASnapshotTheBookIsReadAndJoinedWithWhatWasPushedMeanwhile(Vertx vertx) {
        desk.close();
        io.autotrade.okx.sandbox.OkxSandbox sandbox =
                io.autotrade.okx.sandbox.OkxSandbox.start(vertx).unlimited();
        sandbox.sockets().withoutSnapshots(true);
        desk = Desk.at(sandbox, vertx, true, BTC).started();
        for (int i = 0; i < 5; i++) {
            desk.sandbox.price(ID, new BigDecimal(60_000 + i));
        }
        settle();

        desk.time.pass(Duration.ofSeconds(5));
        Eventually.until("the book joined", () -> desk.count("market.books.merged") == 1);
        desk.sandbox.price(ID, new BigDecimal("60010"));
        settle();

        assertThat(restReads()).isEqualTo(1);
        isInStep();
        assertThat(restReads()).isEqualTo(1);
        assertThat(desk.count("market.books.gaps")).isZero();
    }

    @Test
    void gapsInARowAreAnsweredWithGrowingPauses() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        desk.sockets().withoutSnapshots(true);
        for (int round = 2; round <= 4; round++) {
            int expected = round;
            desk.sockets().withoutSnapshots(false);
            desk.sockets().loseBookUpdate(ID);
            desk.sandbox.price(ID, new BigDecimal(60_000 + round));
            Eventually.until("gap " + round, () -> desk.count("market.books.gaps") == expected - 1);
            if (round > 2) {
                Duration pause = Duration.ofSeconds(1L << (round - 3));
                assertThat(desk.time.waiting()).contains(pause);
                assertThat(subscriptions()).isEqualTo(round - 1);
                desk.time.pass(pause);
            }
            Eventually.until("subscription " + round, () -> subscriptions() == expected);
            settle();
            isInStep();
        }
    }

    @Test
    void anUnreadableBookIsFetchedAnew() {
        desk.sockets()
                .text("{\"arg\":{\"channel\":\"books\",\"instId\":\"" + ID
                        + "\"},\"action\":\"update\",\"data\":[{\"asks\":[[\"x\",\"1\",\"0\",\"1\"]],\"bids\":[]}]}");
        Eventually.until("a second subscription", () -> subscriptions() == 2);
        settle();

        isInStep();
    }

    @Test
    void aLostConnectionEmptiesTheBookAndTheNextFillsIt() {
        desk.sandbox.price(ID, new BigDecimal("60000"));
        settle();
        desk.sockets().cut();
        desk.untilFeed(MarketEvent.FeedState.DOWN);
        desk.sandbox.price(ID, new BigDecimal("60500"));

        Eventually.until("the feed to come back", () -> {
            desk.time.pass(Duration.ofSeconds(1));
            return desk.events(MarketEvent.FeedChanged.class).stream()
                    .anyMatch(change -> change.state() == MarketEvent.FeedState.RESET);
        });
        settle();

        isInStep();
    }

    @Test
    void fiveLevelsAreEnoughWhereTheConfigurationSaysSo(Vertx vertx) {
        Desk small = Desk.at(io.autotrade.okx.sandbox.OkxSandbox.start(vertx).unlimited(), vertx, false, BTC)
                .started();
        small.sandbox.price(ID, new BigDecimal("60000"));
        Eventually.until("five levels", () -> {
            small.time.pass(Desk.MOMENT);
            return !small.sandbox.calls().contains(REST_BOOKS)
                    && small.book(5).asks().getFirst().price().compareTo(new BigDecimal("60000.1")) == 0;
        });

        assertThat(small.sockets().subscribed("public")).doesNotContain("books|" + ID);
        assertThat(small.book(5).asks()).hasSize(5);
        assertThat(small.book(30).asks()).hasSize(30);
        assertThat(small.sandbox.calls()).contains(REST_BOOKS);
        small.close();
    }
}
