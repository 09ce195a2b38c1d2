package io.autotrade.journal;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events for tests, as the service would make them. */
final class Events {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123456789Z");

    private Events() {}

    static AlertRaised alert(int number) {
        return new AlertRaised(AlertRaised.Severity.INFO, "test", "number " + number, null, T0.plusSeconds(number));
    }

    static FillRecorded fill(String id, String order, String decision) {
        return new FillRecorded(
                id,
                order == null ? null : new ClientOrderId(order),
                "v" + id,
                decision,
                BTC,
                Side.BUY,
                new BigDecimal("0.10"),
                new BigDecimal("100000.1"),
                new BigDecimal("5.000005"),
                "USDT",
                Liquidity.TAKER,
                OrderOrigin.SERVICE,
                T0);
    }

    static OrderIntended intent(String id, String decision, String cycle) {
        return new OrderIntended(
                new ClientOrderId(id),
                decision,
                cycle,
                "simulated",
                BTC,
                Leg.ENTRY,
                Side.BUY,
                OrderType.MARKET,
                new BigDecimal("0.10"),
                null,
                false,
                BigDecimal.ONE,
                null,
                null,
                null,
                new BigDecimal("100000"),
                null,
                "entry",
                T0);
    }

    static OrderChanged order(String id, String decision, OrderStatus state) {
        return new OrderChanged(
                new ClientOrderId(id),
                decision,
                null,
                BTC,
                Side.BUY,
                state,
                new BigDecimal("0.10"),
                BigDecimal.ZERO,
                null,
                OrderOrigin.SERVICE,
                "",
                "",
                T0);
    }

    static DecisionMade decision(String id, String cycle, Symbol symbol, Action action) {
        return new DecisionMade(
                cycle,
                new Decision(
                        id,
                        symbol,
                        action,
                        new BigDecimal("10.50"),
                        null,
                        null,
                        new BigDecimal("0.7"),
                        null,
                        null,
                        null,
                        "",
                        "because"),
                "baseline",
                null,
                new BigDecimal("100000.10"),
                T0);
    }

    static VerdictGiven verdict(String id, String cycle, Symbol symbol, VerdictOutcome outcome) {
        return new VerdictGiven(
                cycle, id, symbol, Action.BUY, outcome, List.of(), new BigDecimal("0.1"), null, T0.plusSeconds(1));
    }

    static AdviceReceived advice(String cycle, String systemPrompt, String reply) {
        return new AdviceReceived(
                cycle,
                "llm",
                "deepseek-chat",
                null,
                "00",
                "v1",
                systemPrompt,
                "user",
                reply,
                "",
                null,
                List.of(),
                "ok",
                "",
                10,
                0,
                5,
                new BigDecimal("0.0012"),
                Map.of(),
                T0);
    }

    static PortfolioMarked marked(int number) {
        BigDecimal equity = new BigDecimal(10_000 + number);
        BigDecimal zero = BigDecimal.ZERO;
        return new PortfolioMarked(
                equity,
                equity,
                zero,
                zero,
                zero,
                zero,
                zero,
                zero,
                equity,
                zero,
                zero,
                0,
                new TreeMap<>(Map.of(BTC, new BigDecimal("1.10"))),
                "cycle",
                T0.plusSeconds(number));
    }
}
