package io.autotrade.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Environment;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import io.autotrade.execution.BookKeeping;
import io.autotrade.execution.Books;
import io.autotrade.execution.InMemoryJournal;
import io.autotrade.execution.Reconciler;
import io.autotrade.execution.ScriptedBroker;
import io.autotrade.execution.TradingDesk;
import io.autotrade.execution.Venue;
import io.autotrade.market.FakeSource;
import io.autotrade.market.MarketFeedService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StateKeeperTest {

    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Reconciler.Report WELL = new Reconciler.Report(null, 0, 0);

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final MarketFeedService feed = new MarketFeedService(
            vertx,
            new FakeSource(NOW),
            "fake",
            Set.of(BTC),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            new SimpleMeterRegistry());
    private AppConfig config;

    @TempDir
    private Path home;

    @BeforeEach
    void approveFiftyADay() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, """
                trading: {symbols: [BTC-USDT-SWAP], risk: {daily_loss_cap: 1000}}
                live: {account: main, max_position_notional: 200, max_gross_notional: 500, daily_loss_cap: 50}
                """);
        config = ConfigLoader.load(conf, null, Map.of());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private StateKeeper keeperAfterALossOfSixty(Environment environment) {
        LiveTrading live = new LiveTrading(() -> config, CLOCK);
        live.attach(journal, environment);
        TradingDesk desk = new TradingDesk(
                vertx,
                new Venue("scripted", environment, new ScriptedBroker(), Map.of()),
                journal,
                new BookKeeping(journal, new Books()),
                CLOCK);
        desk.reconciler().start();
        journal.append(new FundingBooked("f1", BTC, BigDecimal.valueOf(-60), new BigDecimal("0.001"), NOW))
                .await();
        return new StateKeeper(journal, desk, live, true);
    }

    @Test
    void holdsRealMoneyToTheApprovedLossBetweenCyclesAndAtARearm() {
        StateKeeper states = keeperAfterALossOfSixty(Environment.LIVE);

        assertThat(states.update(feed, WELL, config.trading()).reasons())
                .anyMatch(reason -> reason.startsWith("daily_loss"));
        assertThat(states.rearm(feed, config.trading(), "ada", "looks fine").reasons())
                .anyMatch(reason -> reason.startsWith("daily_loss"));
    }

    @Test
    void holdsAPaperAccountToTheConfiguredLoss() {
        StateKeeper states = keeperAfterALossOfSixty(Environment.PAPER);

        assertThat(states.update(feed, WELL, config.trading()).reasons())
                .noneMatch(reason -> reason.startsWith("daily_loss"));
    }

    @Test
    void reducesAtOnceWhileTheDatabaseIsAwayAndLetsNobodyRearm() {
        StateKeeper states = keeperAfterALossOfSixty(Environment.PAPER);
        journal.down(true);

        states.storeChanged(feed, config.trading());

        assertThat(states.stateJson().getString("state")).isEqualTo("REDUCING");
        assertThat(states.stateJson().getJsonArray("reasons").encode()).contains("journal_down");
        assertThatThrownBy(() -> states.rearm(feed, config.trading(), "ada", ""))
                .isInstanceOf(ControlFailure.class)
                .hasMessageContaining("the database takes no writes");

        journal.down(false);
        states.storeChanged(feed, config.trading());

        assertThat(states.stateJson().getJsonArray("reasons").encode()).doesNotContain("journal_down");
        assertThat(journal.events(TradingStateChanged.class).getFirst().state()).isEqualTo(TradingState.REDUCING);
        assertThat(journal.events(AlertRaised.class))
                .extracting(AlertRaised::code)
                .contains("journal_down");
    }
}
