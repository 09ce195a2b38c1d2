package io.autotrade.market;

import static io.autotrade.market.Candles.BTC;
import static io.autotrade.market.Candles.LONG;
import static io.autotrade.market.Candles.SHORT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.market.CandleUpdate.Missing;
import io.vertx.core.Vertx;
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
class CandleBackfillTest {

    private static final Instant NOW = Instant.parse("2026-03-12T10:05:00Z");
    private static final Instant QUARTER = Instant.parse("2026-03-12T10:15:00Z");

    private final FakeSource source = new FakeSource(NOW);
    private final MarketHub hub = new MarketHub("fake", false, Set.of(BTC), SHORT, LONG, 300, NOW);
    private final BlockingQueue<Candle> finished = new LinkedBlockingQueue<>();
    private CandleBackfill backfill;

    @BeforeEach
    void create(Vertx vertx) {
        source.drivesClock = false;
        hub.candleSink(finished::add);
        backfill = new CandleBackfill(vertx, source, hub, List.of(SHORT, LONG), Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        backfill.close();
    }

    @Test
    void whatIsMissingOfALiveVenueIsReadALittleLaterAndToldAsFinished() throws Exception {
        backfill.all().await(5, SECONDS);
        source.now = QUARTER;
        source.reads.clear();
        backfill.missing(BTC, new Missing(SHORT, QUARTER.minus(SHORT), QUARTER));

        assertThat(source.reads).isEmpty();
        assertThat(finished.poll(5, SECONDS)).isEqualTo(FakeSource.candle(SHORT, QUARTER.minus(SHORT)));
    }

    @Test
    void aVenueThatIsAwayIsAskedAgainUntilItAnswers() throws Exception {
        backfill.all().await(5, SECONDS);
        source.now = QUARTER;
        source.broken = true;
        source.reads.clear();
        backfill.missing(BTC, new Missing(SHORT, QUARTER.minus(SHORT), QUARTER));
        long patience = System.nanoTime() + SECONDS.toNanos(20);
        while (source.reads.size() < 2 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        assertThat(finished).isEmpty();
        source.broken = false;

        assertThat(finished.poll(5, SECONDS)).isNotNull();
    }

    @Test
    void aCandleThatArrivedMeanwhileIsNotAskedFor(Vertx vertx) throws Exception {
        CandleBackfill patient = new CandleBackfill(vertx, source, hub, List.of(SHORT, LONG), Duration.ofMillis(700));
        patient.all().await(5, SECONDS);
        source.now = QUARTER;
        source.reads.clear();
        patient.missing(BTC, new Missing(SHORT, QUARTER.minus(SHORT), QUARTER));
        hub.merge(BTC, SHORT, List.of(FakeSource.candle(SHORT, QUARTER.minus(SHORT))));

        vertx.timer(1500, java.util.concurrent.TimeUnit.MILLISECONDS).await(10, SECONDS);
        assertThat(source.reads).isEmpty();
        patient.close();
    }

    @Test
    void candlesThatShouldHaveComeAreMissedEvenIfNothingSaysSo() throws Exception {
        backfill.all().await(5, SECONDS);
        source.now = QUARTER.plusSeconds(31);
        backfill.overdue(source.now);

        assertThat(finished.poll(5, SECONDS)).isEqualTo(FakeSource.candle(SHORT, QUARTER.minus(SHORT)));
    }
}
