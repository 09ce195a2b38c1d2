package io.autotrade.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Symbol;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BusJsonTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final BigDecimal LONG = new BigDecimal("12345678901234567890.123456789012345678");

    private static JournalEntry marked(BigDecimal equity) {
        BigDecimal zero = new BigDecimal("0.00");
        return new JournalEntry(
                7,
                new PortfolioMarked(
                        equity,
                        equity,
                        zero,
                        zero,
                        new BigDecimal("1E-9"),
                        zero,
                        zero,
                        zero,
                        equity,
                        zero,
                        zero,
                        2,
                        new TreeMap<>(Map.of(new Symbol("BTC-USDT-SWAP"), new BigDecimal("1E+5"))),
                        "cycle",
                        AT),
                AT);
    }

    @Test
    void decimalsKeepAllTheirDigitsOnTheWayToALocalConsumer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<JsonObject> received = new CompletableFuture<>();
            vertx.eventBus()
                    .<JsonObject>consumer("test", message -> received.complete(message.body()))
                    .completion()
                    .await();

            vertx.eventBus().publish("test", EventJson.busMessage(marked(LONG)));

            JsonObject message = received.get(30, TimeUnit.SECONDS);
            JsonObject payload = message.getJsonObject("payload");
            assertThat(payload.getValue("equity")).isEqualTo(LONG);
            assertThat(payload.getString("equityExact")).isEqualTo(LONG.toPlainString());
            assertThat(payload.getString("feesExact")).isEqualTo("0.000000001");
            assertThat(payload.getJsonObject("marks").getValue("BTC-USDT-SWAP")).isEqualTo(new BigDecimal("100000"));
            assertThat(payload.getInteger("openPositions")).isEqualTo(2);
            assertThat(message.getLong("seq")).isEqualTo(7);
            assertThat(message.getString("type")).isEqualTo("portfolio");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void encodedItIsTheMessageThatHttpGives() {
        JournalEntry entry = marked(new BigDecimal("10000.50"));

        assertThat(EventJson.busMessage(entry).encode())
                .isEqualTo(EventJson.write(EventJson.publicMessage(entry)).replace("0.000000001,", "1E-9,"));
    }

    /**
     * Nested records, lists, decimals with an exponent, doubles, booleans, nulls, and a decision whose parts move up.
     */
    @Test
    void oneWayToTheMessageGivesWhatTheOtherGives() {
        Decision decision = new Decision(
                "d1",
                new Symbol("BTC-USDT-SWAP"),
                Action.BUY,
                new BigDecimal("1E+1"),
                null,
                new BigDecimal("2.50"),
                new BigDecimal("0.7"),
                LONG,
                null,
                25,
                "",
                "because \"it\" rises\n");
        List<DomainEvent> events = List.of(
                marked(LONG).event(),
                new DecisionMade("c1", decision, "llm", "m", new BigDecimal("1E-9"), AT),
                new VerdictGiven(
                        "c1",
                        "d1",
                        decision.symbol(),
                        Action.BUY,
                        VerdictOutcome.REFUSED,
                        List.of(new RuleResult("r", true, "1", "2", ""), new RuleResult("s", false, "", "", "x")),
                        null,
                        BigDecimal.TEN,
                        AT),
                new CycleEnded("c1", 3, CycleEnded.SUCCESS, "", 2, 0, Map.of("market", 3L), AT));

        assertThat(events).allSatisfy(event -> {
            JournalEntry entry = new JournalEntry(9, event, AT);
            JsonObject message = EventJson.busMessage(entry);
            assertThat(message.encode())
                    .isEqualTo(BusJson.of(EventJson.publicMessage(entry)).encode());
            assertThat(message).isEqualTo(BusJson.of(EventJson.publicMessage(entry)));
        });
    }
}
