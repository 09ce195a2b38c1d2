package io.autotrade.api;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.journal.Projections.DecisionChain;
import io.autotrade.journal.Projections.DecisionView;
import io.autotrade.journal.Projections.OrderView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One decision and what came of it. */
final class Samples {

    static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    static final ClientOrderId ORDER = new ClientOrderId("atBtcEntry1");

    static final String APPROVAL =
            "{\"account\":\"main\",\"max_position_notional\":200,\"max_gross_notional\":500,\"daily_loss_cap\":50}";

    private Samples() {}

    static DecisionMade decision(String id, Symbol symbol, Action action) {
        boolean entry = action == Action.BUY;
        Decision decision = new Decision(
                id,
                symbol,
                action,
                entry ? new BigDecimal("12.50") : null,
                null,
                entry ? new BigDecimal("2") : null,
                entry ? new BigDecimal("0.71") : null,
                entry ? new BigDecimal("90000.10") : null,
                entry ? new BigDecimal("99000") : null,
                null,
                entry ? "close below 89000" : "",
                "Momentum <b>positive</b>");
        return new DecisionMade("c-1", decision, "llm", "deepseek-chat", new BigDecimal("91250.4"), AT);
    }

    static AdviceReceived advice() {
        return advice("The market is open.");
    }

    /** As large as the prompt of a long cycle. */
    static AdviceReceived longAdvice() {
        return advice("candles ".repeat(8_000));
    }

    private static AdviceReceived advice(String userPayload) {
        return new AdviceReceived(
                "c-1",
                "llm",
                "deepseek-chat",
                "view-hash",
                "abc123",
                "7",
                "You are a trader.",
                userPayload,
                "[{\"symbol\":\"BTC-USDT-SWAP\"}]",
                "It goes up.",
                "[{\"tool\":\"live_market_data\"}]",
                List.of(new AdviceReceived.Item("accepted", "", "", "BTC-USDT-SWAP", "{}")),
                "ok",
                "",
                1200,
                800,
                90,
                new BigDecimal("0.00123"),
                Map.of("model", 4100L),
                AT,
                List.of(),
                null,
                null);
    }

    static VerdictGiven verdict(String decisionId, Symbol symbol) {
        return new VerdictGiven(
                "c-1",
                decisionId,
                symbol,
                Action.BUY,
                VerdictOutcome.ACCEPTED,
                List.of(new RuleResult("max_leverage", true, "10x", "2x", "leverage is within the limit")),
                new BigDecimal("0.027"),
                new BigDecimal("91250.4"),
                AT);
    }

    static DecisionView view() {
        return new DecisionView(decision("d-1", BTC, Action.BUY), advice(), verdict("d-1", BTC));
    }

    static DecisionView viewWithoutAdvice() {
        return new DecisionView(decision("d-2", ETH, Action.NO_ENTRY), null, null);
    }

    static OrderIntended intent() {
        return new OrderIntended(
                ORDER,
                "d-1",
                "c-1",
                "simulated",
                BTC,
                Leg.ENTRY,
                Side.BUY,
                OrderType.MARKET,
                new BigDecimal("0.027"),
                null,
                false,
                new BigDecimal("2"),
                new ClientOrderId("atBtcProt1"),
                new BigDecimal("90000.10"),
                new BigDecimal("99000"),
                new BigDecimal("91250.4"),
                null,
                "decision d-1",
                AT);
    }

    static OrderChanged change(OrderStatus state) {
        boolean filled = state == OrderStatus.FILLED;
        return new OrderChanged(
                ORDER,
                "d-1",
                "v-77",
                BTC,
                Side.BUY,
                state,
                new BigDecimal("0.027"),
                filled ? new BigDecimal("0.027") : BigDecimal.ZERO,
                filled ? new BigDecimal("91296.0252") : null,
                OrderOrigin.SERVICE,
                "",
                "",
                AT.plusMillis(filled ? 40 : 20));
    }

    static OrderView order() {
        return new OrderView(
                intent(), change(OrderStatus.FILLED), List.of(change(OrderStatus.OPEN), change(OrderStatus.FILLED)));
    }

    static FillRecorded fill() {
        return new FillRecorded(
                "f-1",
                ORDER,
                "v-77",
                "d-1",
                BTC,
                Side.BUY,
                new BigDecimal("0.0270"),
                new BigDecimal("91296.025200000000000001"),
                new BigDecimal("1.23249634"),
                "USDT",
                Liquidity.TAKER,
                OrderOrigin.SERVICE,
                AT.plusMillis(40));
    }

    static OutcomeRecorded outcome() {
        return new OutcomeRecorded(
                "o-1",
                BTC,
                PositionSide.LONG,
                new BigDecimal("0.027"),
                new BigDecimal("91296"),
                new BigDecimal("93000"),
                new BigDecimal("2"),
                new BigDecimal("46.008"),
                new BigDecimal("2.48"),
                new BigDecimal("-0.2"),
                new BigDecimal("43.328"),
                new BigDecimal("1.7577"),
                new BigDecimal("-5"),
                new BigDecimal("50"),
                new BigDecimal("0.71"),
                "target",
                "d-1",
                null,
                List.of(),
                AT,
                AT.plusSeconds(3600));
    }

    static AlertRaised alert() {
        return new AlertRaised(
                AlertRaised.Severity.WARNING, "stale_feed", "No price for 40 s. Check the feed.", BTC, AT);
    }

    static RuleChanged rule() {
        return new RuleChanged(
                "r-1",
                "Avoid entries when funding spikes",
                "entry",
                "active",
                false,
                List.of("d-1"),
                new BigDecimal("0.5"),
                0,
                "extracted",
                "service",
                AT);
    }

    static DecisionChain chain() {
        return new DecisionChain(
                view(),
                List.of(order()),
                List.of(fill()),
                List.of(outcome()),
                List.of(new CounterfactualRecorded(
                        "d-1",
                        BTC,
                        Action.BUY,
                        "closed at target",
                        Duration.ofHours(4),
                        new BigDecimal("93000"),
                        new BigDecimal("93500"),
                        new BigDecimal("0.5376"),
                        AT.plusSeconds(18_000))));
    }

    static PortfolioMarked mark(Instant at) {
        return new PortfolioMarked(
                new BigDecimal("10112.75"),
                new BigDecimal("10102.35"),
                new BigDecimal("10.40"),
                new BigDecimal("105.00"),
                new BigDecimal("2.90"),
                new BigDecimal("0.25"),
                new BigDecimal("1340.35"),
                new BigDecimal("2680.70"),
                new BigDecimal("10120"),
                new BigDecimal("0.07164032"),
                new BigDecimal("0.0123"),
                1,
                new TreeMap<>(Map.of(BTC, new BigDecimal("91250.4"))),
                "cycle",
                at);
    }
}
