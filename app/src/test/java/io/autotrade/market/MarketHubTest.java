package io.autotrade.market;

import static io.autotrade.market.Candles.BTC;
import static io.autotrade.market.Candles.LONG;
import static io.autotrade.market.Candles.SHORT;
import static io.autotrade.market.Candles.START;
import static io.autotrade.market.Candles.candle;
import static io.autotrade.market.Candles.ticker;
import static io.autotrade.market.Candles.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.CandleClosed;
import io.autotrade.broker.MarketEvent.ClockAdvanced;
import io.autotrade.broker.MarketEvent.FeedChanged;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketEvent.Ticked;
import io.autotrade.broker.MarketEvent.Traded;
import io.autotrade.broker.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketHubTest {

    private final List<String> log = new ArrayList<>();
    private final MarketHub hub = new MarketHub("fake", true, Set.of(BTC), SHORT, LONG, 300, START);

    @Test
    void brokersComeFirstThenCandlesThenTheServiceAndEachIsWaitedFor() {
        Promise<Void> fills = Promise.promise();
        Promise<Void> cycle = Promise.promise();
        hub.onEvent(event -> {
            log.add("service sees " + candles() + " candles");
            return cycle.future();
        });
        hub.listen(event -> {
            log.add("first broker sees " + candles() + " candles");
            return fills.future();
        });
        hub.listen(event -> {
            log.add("second broker");
            return Future.succeededFuture();
        });

        Future<Void> done = hub.accept(new CandleClosed(candle(SHORT, START, "100", "101", "1")));
        assertThat(log).containsExactly("first broker sees 0 candles");
        fills.complete();
        assertThat(log).containsExactly("first broker sees 0 candles", "second broker", "service sees 1 candles");
        assertThat(done.isComplete()).isFalse();
        cycle.complete();
        assertThat(done.succeeded()).isTrue();
    }

    @Test
    void theLatestPriceIsThatOfTheEventBeingHandled() {
        hub.listen(event -> {
            log.add(hub.latest(BTC).orElseThrow().last().toPlainString());
            return Future.succeededFuture();
        });
        hub.accept(tick("100", 1));
        hub.accept(tick("101", 2));
        assertThat(log).containsExactly("100", "101");
    }

    @Test
    void anOlderTickerNeverReplacesANewerOne() {
        hub.accept(tick("101", 2));
        hub.accept(tick("100", 1));
        assertThat(hub.latest(BTC).orElseThrow().last()).isEqualByComparingTo("101");
    }

    @Test
    void whileOneEventIsHandledOnlyTheNewestTickerWaitsAndNoTradeIsLost() {
        List<Promise<Void>> pending = new ArrayList<>();
        hub.listen(event -> {
            log.add(describe(event));
            Promise<Void> done = Promise.promise();
            pending.add(done);
            return done.future();
        });
        hub.accept(tick("100", 0));
        Future<Void> conflated = hub.accept(tick("101", 1));
        hub.accept(new Traded(trade("a", START.plusSeconds(1), "101", "1")));
        hub.accept(tick("102", 2));
        hub.accept(new Traded(trade("b", START.plusSeconds(2), "102", "1")));
        for (int i = 0; i < pending.size(); i++) {
            pending.get(i).complete();
        }

        assertThat(log).containsExactly("tick 100", "tick 102", "trade a", "trade b");
        assertThat(conflated.succeeded()).isTrue();
        assertThat(hub.status(START).conflatedEvents()).isEqualTo(1);
    }

    @Test
    void tenThousandTicksWhileBusyTakeOnePlace() {
        Promise<Void> slow = Promise.promise();
        hub.listen(event -> {
            log.add(describe(event));
            return slow.future();
        });
        for (int i = 0; i <= 10_000; i++) {
            hub.accept(tick("" + (1 + i), i));
        }
        slow.complete();
        assertThat(log).containsExactly("tick 1", "tick 10001");
    }

    @Test
    void aFailingListenerKeepsTheEventFromNobody() {
        hub.listen(event -> {
            throw new IllegalStateException("broken on purpose");
        });
        hub.listen(event -> Future.failedFuture("broken on purpose"));
        hub.onEvent(event -> {
            log.add("service");
            return Future.succeededFuture();
        });
        Future<Void> done = hub.accept(tick("100", 0));

        assertThat(done.succeeded()).isTrue();
        assertThat(log).containsExactly("service");
        assertThat(hub.status(START).listenerFailures()).isEqualTo(2);
    }

    @Test
    void aCancelledListenerHearsNothingMore() {
        Subscription subscription = hub.listen(event -> {
            log.add("heard");
            return Future.succeededFuture();
        });
        hub.accept(tick("100", 0));
        subscription.cancel();
        hub.accept(tick("101", 1));
        assertThat(log).containsExactly("heard");
    }

    @Test
    void anEventCausedByAListenerIsHandledAfterTheOneThatCausedIt() {
        hub.onEvent(event -> {
            log.add(describe(event));
            if (log.size() == 1) {
                hub.accept(tick("200", 5));
                log.add("still the first");
            }
            return Future.succeededFuture();
        });
        hub.accept(tick("100", 0));
        assertThat(log).containsExactly("tick 100", "still the first", "tick 200");
    }

    @Test
    void theUnfinishedCandleIsNeverInTheView() {
        hub.accept(tick("100", 0));
        hub.accept(new Traded(trade("a", START.plusSeconds(1), "100", "1")));
        assertThat(hub.view(START).symbols().get(BTC).shortTerm().candles()).isEmpty();

        hub.accept(new ClockAdvanced(START.plus(SHORT)));
        assertThat(hub.view(START).symbols().get(BTC).shortTerm().candles())
                .extracting(Candle::opensAt)
                .containsExactly(START);
    }

    @Test
    void anEventWaitsForMissingCandlesBeforeTheServiceSeesIt() {
        MarketHub late = new MarketHub("fake", true, Set.of(BTC), SHORT, LONG, 300, START.plusSeconds(5));
        Promise<Void> read = Promise.promise();
        late.candleReader((symbol, missing) -> {
            log.add("read until " + missing.closesAt());
            return read.future();
        });
        late.onEvent(event -> {
            log.add("service");
            return Future.succeededFuture();
        });
        late.accept(new ClockAdvanced(START.plus(SHORT)));
        assertThat(log).containsExactly("read until 2026-03-02T00:15:00Z");
        read.complete();
        assertThat(log).last().isEqualTo("service");
    }

    @Test
    void agesAndStatusTellWhatIsStale() {
        Instant later = START.plusSeconds(90);
        assertThat(hub.status(START).withoutPrice()).containsExactly(BTC);
        hub.accept(tick("100", 30));

        assertThat(hub.ages(later)).containsEntry(BTC, Duration.ofSeconds(60));
        assertThat(hub.ages(START)).containsEntry(BTC, Duration.ZERO);
        assertThat(hub.lead(later)).isZero();
        assertThat(hub.lead(START)).isEqualTo(Duration.ofSeconds(30));
        assertThat(hub.status(later).stale(Duration.ofSeconds(59))).containsExactly(BTC);
        assertThat(hub.status(later).stale(Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void theFeedIsUpFromItsFirstEventUntilTheSourceSaysOtherwise() {
        assertThat(hub.status(START).healthy(SHORT)).isFalse();
        hub.accept(tick("100", 0));
        assertThat(hub.status(START).state()).isEqualTo(FeedState.UP);
        assertThat(hub.status(START).healthy(SHORT)).isTrue();
        hub.accept(new FeedChanged(FeedState.DOWN, "connection lost", START.plusSeconds(1)));
        hub.accept(tick("101", 2));
        assertThat(hub.status(START).state()).isEqualTo(FeedState.DOWN);
        assertThat(hub.status(START).detail()).isEqualTo("connection lost");
    }

    @Test
    void tradesThatFindNoPlaceMakeTheirCandleOneThatIsReadFromTheSource() {
        Promise<Void> slow = Promise.promise();
        Subscription blocking = hub.listen(event -> slow.future());
        for (int i = 0; i <= 20_001; i++) {
            hub.accept(new Traded(trade("t" + i, START.plusMillis(i), "100", "1")));
        }
        assertThat(hub.status(START).droppedEvents()).isEqualTo(1);
        hub.candleReader((symbol, missing) -> {
            log.add("read from " + missing.opensAt());
            return Future.succeededFuture();
        });
        blocking.cancel();
        slow.complete();
        hub.accept(new ClockAdvanced(START.plus(SHORT)));
        assertThat(log).containsExactly("read from " + START);
        assertThat(candles()).isZero();
    }

    private int candles() {
        return hub.candles(BTC, SHORT).size();
    }

    private static Ticked tick(String price, long second) {
        return new Ticked(ticker(BTC, price, START.plusSeconds(second)));
    }

    private static String describe(MarketEvent event) {
        return switch (event) {
            case Ticked e -> "tick " + e.ticker().last().toPlainString();
            case Traded e -> "trade " + e.trade().tradeId();
            default -> event.getClass().getSimpleName();
        };
    }
}
