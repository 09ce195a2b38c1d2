package io.autotrade.portfolio;

import static io.autotrade.portfolio.Events.BTC;
import static io.autotrade.portfolio.Events.decision;
import static io.autotrade.portfolio.Events.fill;
import static io.autotrade.portfolio.Events.forced;
import static io.autotrade.portfolio.Events.funding;
import static io.autotrade.portfolio.Events.intent;
import static io.autotrade.portfolio.Events.minute;
import static io.autotrade.portfolio.Events.n;
import static io.autotrade.portfolio.Events.opened;
import static io.autotrade.portfolio.Events.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Booking.ForcedKind;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Leg;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

    private final Ledger ledger = new Ledger();

    @BeforeEach
    void openBooks() {
        ledger.apply(opened("1000"));
    }

    private JsonNode snapshot(String btc, Instant lastRunAt) throws Exception {
        Portfolio portfolio = ledger.portfolio(Map.of(BTC, n(btc)), minute(10));
        ObjectNode json = SnapshotJson.of(
                portfolio,
                ledger.closedPositions(),
                ledger.recentTrades(),
                ledger.statistics(),
                new SnapshotJson.Frame(
                        "simulation", true, "Paper Trading (Simulation)", lastRunAt, Duration.ofSeconds(150)));
        return new ObjectMapper().readTree(json.toString());
    }

    private void openLong() {
        ledger.apply(decision("d1", Action.BUY, "0.7", "close below 90"));
        ledger.apply(intent("E1", "d1", Leg.ENTRY, Side.BUY, "4"));
        ledger.apply(fill("f1", BTC, Side.BUY, "2", "100", "0.1", "USDT", OrderOrigin.SERVICE, "E1"));
    }

    @Test
    void hasEveryFieldOfTheContractBeforeAnythingHappened() throws Exception {
        JsonNode json = snapshot("100", null);

        assertThat(json.get("portfolioId").asText()).isEqualTo("simulation");
        assertThat(json.get("automationEnabled").asBoolean()).isTrue();
        assertThat(json.get("mode").asText()).isEqualTo("Paper Trading (Simulation)");
        for (String number :
                List.of("availableCash", "equity", "totalPnl", "pnlPct", "sharpe", "drawdownPct", "nextRunInMinutes")) {
            assertThat(json.get(number).isNumber()).as(number).isTrue();
        }
        assertThat(json.get("availableCash").asDouble()).isEqualTo(1000);
        assertThat(json.get("sharpe").asDouble()).isZero();
        assertThat(json.get("statistics").get("sharpe").isNull()).isTrue();
        assertThat(json.get("lastRunAt").asText()).isEmpty();
        assertThat(json.get("nextRunInMinutes").asDouble()).isEqualTo(2.5);
        assertThat(json.get("positions").isArray()).isTrue();
        assertThat(json.get("closedPositions").isArray()).isTrue();
        assertThat(json.get("events").isArray()).isTrue();
        assertThat(json.has("decisions")).isFalse();
    }

    @Test
    void totalsAreNetOfFeesFundingAndTransfers() throws Exception {
        openLong();
        ledger.apply(funding("b1", BTC, "-0.4"));
        ledger.apply(transfer("b2", "600"));

        JsonNode json = snapshot("104", minute(9));

        assertThat(json.get("equityExact").asText()).isEqualTo("1607.5");
        assertThat(json.get("totalPnlExact").asText()).isEqualTo("7.5");
        assertThat(json.get("pnlPct").asDouble()).isEqualTo(0.46875);
        assertThat(json.get("availableCashExact").asText()).isEqualTo("1549.500000000000");
        assertThat(json.get("fees").asDouble()).isEqualTo(0.1);
        assertThat(json.get("funding").asDouble()).isEqualTo(-0.4);
        assertThat(json.get("unrealizedPnl").asDouble()).isEqualTo(8);
        assertThat(json.get("drawdownPct").asDouble()).isZero();
        assertThat(json.get("lastRunAt").asText()).isEqualTo("2026-03-02T08:09:00Z");
        assertThat(json.get("asOf").asText()).isEqualTo("2026-03-02T08:10:00Z");
    }

    @Test
    void showsAPositionWithItsExitPlan() throws Exception {
        openLong();
        ledger.observe(List.of(new Position(
                BTC,
                PositionSide.LONG,
                n("2"),
                n("100"),
                n("100"),
                n("4"),
                n("50"),
                n("1"),
                n("0"),
                n("78"),
                null,
                null,
                null,
                minute(1))));

        JsonNode position = snapshot("104", null).get("positions").get(0);

        assertThat(position.get("symbol").asText()).isEqualTo("BTC-USDT-SWAP");
        assertThat(position.get("quantity").asDouble()).isEqualTo(2);
        assertThat(position.get("entryPrice").asDouble()).isEqualTo(100);
        assertThat(position.get("markPrice").asDouble()).isEqualTo(104);
        assertThat(position.get("pnl").asDouble()).isEqualTo(8);
        assertThat(position.get("pnlPct").asDouble()).isEqualTo(4);
        assertThat(position.get("leverage").asDouble()).isEqualTo(4);
        assertThat(position.get("confidence").asDouble()).isEqualTo(0.7);
        assertThat(position.get("exitPlan").get("profitTarget").asDouble()).isEqualTo(120);
        assertThat(position.get("exitPlan").get("stopLoss").asDouble()).isEqualTo(90);
        assertThat(position.get("exitPlan").get("invalidation").asText()).isEqualTo("close below 90");
        assertThat(position.get("side").asText()).isEqualTo("long");
        assertThat(position.get("stopLossMissing").asBoolean()).isFalse();
        assertThat(position.get("stopVerifiedAt").isNull()).isTrue();
        assertThat(position.get("liquidationPrice").asDouble()).isEqualTo(78);
        assertThat(position.get("liquidationDistancePct").asDouble()).isEqualTo(25);
        assertThat(position.get("risk").asDouble()).isEqualTo(20);
        assertThat(position.get("decisionId").asText()).isEqualTo("d1");
        assertThat(position.get("ageSeconds").asLong()).isEqualTo(540);
        assertThat(PositionsJson.of(ledger.portfolio(Map.of(), minute(10))).get("items"))
                .hasSize(1);
    }

    @Test
    void saysWhereNeutralValuesStandForUnknownOnes() throws Exception {
        ledger.apply(fill("f1", BTC, Side.SELL, "2", "100", "0"));

        JsonNode position = snapshot("104", null).get("positions").get(0);

        assertThat(position.get("side").asText()).isEqualTo("short");
        assertThat(position.get("pnl").asDouble()).isEqualTo(-8);
        assertThat(position.get("confidence").asDouble()).isZero();
        assertThat(position.get("confidenceMissing").asBoolean()).isTrue();
        assertThat(position.get("exitPlan").get("profitTarget").asDouble()).isEqualTo(104);
        assertThat(position.get("exitPlan").get("stopLoss").asDouble()).isEqualTo(104);
        assertThat(position.get("stopLossMissing").asBoolean()).isTrue();
        assertThat(position.get("profitTargetMissing").asBoolean()).isTrue();
        assertThat(position.get("risk").isNull()).isTrue();
        assertThat(position.get("decisionId").isNull()).isTrue();
    }

    @Test
    void showsTheLastFiftyClosedPositionsOldestFirst() throws Exception {
        for (int i = 0; i < 51; i++) {
            ledger.apply(fill("b" + i, BTC, Side.BUY, "1", String.valueOf(100 + i), "0.5"));
            ledger.apply(fill("s" + i, BTC, Side.SELL, "1", String.valueOf(110 + i), "0.5"));
            ledger.missingOutcomes().forEach(ledger::apply);
        }

        JsonNode json = snapshot("104", null);

        assertThat(json.get("closedPositions")).hasSize(50);
        JsonNode first = json.get("closedPositions").get(0);
        assertThat(first.get("entryPrice").asDouble()).isEqualTo(101);
        assertThat(first.get("exitPrice").asDouble()).isEqualTo(111);
        assertThat(first.get("realizedPnl").asDouble()).isEqualTo(9);
        assertThat(first.get("realizedPnlPct").asDouble()).isEqualTo(8.91089109);
        assertThat(first.get("leverage").asDouble()).isEqualTo(1);
        assertThat(first.get("reason").asText()).isEqualTo("external");
        assertThat(first.get("entryTimestamp").asText()).endsWith("Z");
        assertThat(first.get("exitTimestamp").asText()).endsWith("Z");
        assertThat(json.get("events")).hasSize(20);
        assertThat(json.get("events"))
                .extracting(event -> event.get("id").asText())
                .doesNotHaveDuplicates();
        assertThat(json.get("events").get(19).get("label").asText()).isEqualTo("CLOSE BTC-USDT-SWAP @ $160.00");
        assertThat(json.get("statistics").get("trades").asInt()).isEqualTo(51);
    }

    @Test
    void labelsWhatHappenedWithItsPrice() throws Exception {
        Symbol doge = new Symbol("DOGE-USDT-SWAP");
        ledger.apply(fill("f1", doge, Side.SELL, "10", "0.1234567", "0"));
        ledger.apply(forced("b1", ForcedKind.LIQUIDATION, doge, PositionSide.SHORT, "10", "1.005", "0"));

        JsonNode events = snapshot("104", null).get("events");

        assertThat(events)
                .extracting(event -> event.get("label").asText())
                .containsExactly("SELL DOGE-USDT-SWAP @ $0.123457", "LIQUIDATION DOGE-USDT-SWAP @ $1.01");
        assertThat(events.get(0).get("id").asText()).isEqualTo("trade-f1");
        assertThat(events.get(0).get("timestamp").asText()).isEqualTo("2026-03-02T08:01:00Z");
    }

    @Test
    void neverWritesANumberInPowersOfTen() throws Exception {
        ledger.apply(transfer("b1", "1E+6"));

        JsonNode json = snapshot("100", null);

        assertThat(json.get("transfersExact").asText()).isEqualTo("1000000");
        assertThat(json.get("transfers").isNumber()).isTrue();
    }
}
