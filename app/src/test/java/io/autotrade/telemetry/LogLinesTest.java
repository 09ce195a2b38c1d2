package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.config.Secret;
import io.autotrade.config.TelemetryConfig;
import io.autotrade.config.TelemetryConfig.LogFormat;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines of the log as a machine reads them. */
class LogLinesTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final ClientOrderId ORDER = new ClientOrderId("ab12cd34");
    private static final TelemetryConfig JSON = new TelemetryConfig(LogFormat.JSON, null, null, BigDecimal.ONE);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void remember() {
        root.iteratorForAppenders().forEachRemaining(before::add);
    }

    @AfterEach
    void restore() {
        root.detachAndStopAllAppenders();
        before.forEach(appender -> {
            appender.start();
            root.addAppender(appender);
        });
    }

    private List<JsonObject> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    private List<JsonObject> lines(String category) {
        return lines().stream()
                .filter(line -> category.equals(line.getString("category")))
                .toList();
    }

    private static void commit(DomainEvent... events) {
        TradeLog log = new TradeLog();
        long seq = 40;
        for (DomainEvent event : events) {
            log.accept(new JournalEntry(seq++, event, AT));
        }
    }

    @Test
    void ordersAndFillsCarryTheIdsOfCycleDecisionAndOrder() {
        LogOutput.use(JSON, false, written);

        commit(decision(), intent(), order(OrderStatus.FILLED), fill());

        assertThat(lines("trade.intent")).singleElement().satisfies(line -> {
            assertThat(line.getString("level")).isEqualTo("INFO");
            assertThat(line.getString("message")).isEqualTo("ENTRY BUY 0.02 BTC-USDT-SWAP");
            assertThat(line.getString("ts")).startsWith("20").endsWith("Z");
            assertThat(line.getLong("seq")).isEqualTo(41);
        });
        assertThat(lines("trade.execution")).hasSize(2);
        assertThat(lines())
                .filteredOn(line -> line.getString("category").startsWith("trade."))
                .allSatisfy(line -> {
                    assertThat(line.getString("cycle_id")).isEqualTo("cycle-7");
                    assertThat(line.getString("decision_id")).isEqualTo("decision-7");
                    assertThat(line.getString("client_order_id")).isEqualTo(ORDER.value());
                    assertThat(line.getString("symbol")).isEqualTo(BTC.value());
                });
    }

    @Test
    void anythingThatIsAnErrorIsFoundUnderOneCategoryWithItsStackInOneLine() {
        LogOutput.use(JSON, false, written);

        LoggerFactory.getLogger("io.autotrade.market.MarketHub")
                .error("it broke\nin two lines", new IllegalStateException("here"));
        commit(order(OrderStatus.UNKNOWN));

        assertThat(lines("system.error")).hasSize(2);
        assertThat(lines("system.error").getFirst().getString("stack_trace"))
                .contains("IllegalStateException: here")
                .contains("LogLinesTest");
    }

    @Test
    void theMarketHasACategoryAndASecretStaysOne() {
        LogOutput.use(JSON, false, written);

        LoggerFactory.getLogger("plugin.market.okx")
                .atWarn()
                .addKeyValue("key", Secret.of("sk-very-secret"))
                .log("connecting with {}", Secret.of("sk-very-secret"));

        assertThat(lines("market.data"))
                .singleElement()
                .satisfies(line -> assertThat(line.getString("message")).isEqualTo("connecting with ***"));
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("sk-very-secret");
    }

    @Test
    void aTerminalKeepsItsText() {
        LogOutput.use(TelemetryConfig.STANDARD, true, written);

        LoggerFactory.getLogger("trade.intent").info("to a person");

        assertThat(written.size()).isZero();
    }

    private static DecisionMade decision() {
        Decision decision =
                new Decision("decision-7", BTC, Action.BUY, null, null, null, null, null, null, null, "", "why not");
        return new DecisionMade("cycle-7", decision, "baseline", null, null, AT);
    }

    private static OrderIntended intent() {
        return new OrderIntended(
                ORDER,
                "decision-7",
                "cycle-7",
                "simulated",
                BTC,
                Leg.ENTRY,
                Side.BUY,
                OrderType.MARKET,
                new BigDecimal("0.0200"),
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                "because",
                AT);
    }

    private static OrderChanged order(OrderStatus status) {
        return new OrderChanged(
                ORDER,
                "decision-7",
                "v-1",
                BTC,
                Side.BUY,
                status,
                new BigDecimal("0.02"),
                new BigDecimal("0.02"),
                new BigDecimal("100"),
                OrderOrigin.SERVICE,
                "",
                "",
                AT);
    }

    private static FillRecorded fill() {
        return new FillRecorded(
                "f-1",
                ORDER,
                "v-1",
                "decision-7",
                BTC,
                Side.BUY,
                new BigDecimal("0.02"),
                new BigDecimal("100"),
                new BigDecimal("0.001"),
                "USDT",
                Liquidity.TAKER,
                OrderOrigin.SERVICE,
                AT);
    }
}
