package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Environment;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.BrokerHandOver.Step;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.execution.Books;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of two brokers a start opens when file and journal name different ones. */
class StartBrokerTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private final Books books = new Books();
    private long seq;

    private void happened(DomainEvent event) {
        seq++;
        books.apply(new JournalEntry(seq, event, AT));
    }

    private void opened(String broker, Environment environment, boolean holdsSomething) {
        AccountOpened.Adopted held = new AccountOpened.Adopted(
                new Symbol("BTC-USDT-SWAP"), PositionSide.LONG, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN);
        happened(new AccountOpened(
                broker, environment, "USDT", BigDecimal.TEN, holdsSomething ? List.of(held) : List.of(), AT));
    }

    private void step(Step step, String from, String to, String configured) {
        happened(new BrokerHandOver("h1", step, from, to, configured, List.of(), "ada", AT));
    }

    @Test
    void aNewHouseTradesWhatIsConfigured() {
        assertThat(StartBroker.of(books, "simulated")).isEqualTo("simulated");
    }

    @Test
    void aHandOverOutlivesARestart() {
        opened("simulated", Environment.PAPER, false);
        step(Step.BEGUN, "simulated", "okx_demo", "simulated");
        opened("okx_demo", Environment.DEMO, false);
        step(Step.COMPLETED, "simulated", "okx_demo", "simulated");

        assertThat(StartBroker.of(books, "simulated")).isEqualTo("okx_demo");
        assertThat(StartBroker.of(books, "lantern"))
                .as("the file was changed since")
                .isEqualTo("lantern");
    }

    @Test
    void aHandOverThatWasCutShortHasNotHappened() {
        opened("simulated", Environment.PAPER, false);
        step(Step.QUIET, "simulated", "okx_demo", "okx_demo");

        assertThat(StartBroker.of(books, "okx_demo")).isEqualTo("simulated");
    }

    @Test
    void aChangedFileIsFollowedWhenNothingIsLeftBehind() {
        opened("okx_demo", Environment.DEMO, false);

        assertThat(StartBroker.of(books, "simulated")).isEqualTo("simulated");
    }

    @Test
    void positionsOfADemoOrLiveAccountAreNotLeftAlone() {
        opened("okx_demo", Environment.DEMO, true);
        assertThat(StartBroker.of(books, "simulated")).isEqualTo("okx_demo");

        opened("okx_live", Environment.LIVE, true);
        assertThat(StartBroker.of(books, "simulated")).isEqualTo("okx_live");

        opened("simulated", Environment.PAPER, true);
        assertThat(StartBroker.of(books, "okx_demo"))
                .as("play money may be left")
                .isEqualTo("okx_demo");
    }
}
