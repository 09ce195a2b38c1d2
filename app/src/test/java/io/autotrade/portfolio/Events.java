package io.autotrade.portfolio;

import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TransferBooked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Journal events in few words. */
final class Events {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final Symbol ETH = new Symbol("ETH-USDT-SWAP");
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Events() {}

    static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    static Instant minute(long minute) {
        return START.plusSeconds(60 * minute);
    }

    static AccountOpened opened(String cash) {
        return new AccountOpened("simulated", Environment.PAPER, "USDT", n(cash), START);
    }

    static FillRecorded fill(String id, Symbol symbol, Side side, String quantity, String price, String fee) {
        return fill(id, symbol, side, quantity, price, fee, "USDT", OrderOrigin.EXTERNAL, null);
    }

    static FillRecorded fill(
            String id,
            Symbol symbol,
            Side side,
            String quantity,
            String price,
            String fee,
            String currency,
            OrderOrigin origin,
            String clientOrderId) {
        return new FillRecorded(
                id,
                clientOrderId == null ? null : new ClientOrderId(clientOrderId),
                null,
                null,
                symbol,
                side,
                n(quantity),
                n(price),
                n(fee),
                currency,
                Liquidity.TAKER,
                origin,
                minute(1));
    }

    static FundingBooked funding(String id, Symbol symbol, String amount) {
        return new FundingBooked(id, symbol, n(amount), null, minute(2));
    }

    static TransferBooked transfer(String id, String amount) {
        return new TransferBooked(id, n(amount), "", minute(2));
    }

    static ForcedCloseBooked forced(
            String id,
            Booking.ForcedKind kind,
            Symbol symbol,
            PositionSide side,
            String quantity,
            String price,
            String fee) {
        return new ForcedCloseBooked(id, kind, symbol, side, n(quantity), n(price), n(fee), minute(3));
    }

    static OrderIntended intent(String id, String decisionId, Leg leg, Side side, String leverage) {
        return new OrderIntended(
                new ClientOrderId(id),
                decisionId,
                "cycle1",
                "simulated",
                BTC,
                leg,
                side,
                OrderType.MARKET,
                n("1"),
                null,
                leg != Leg.ENTRY,
                leverage == null ? null : n(leverage),
                leg == Leg.ENTRY ? new ClientOrderId(id + "P") : null,
                leg == Leg.ENTRY ? n("90") : null,
                leg == Leg.ENTRY ? n("120") : null,
                n("100"),
                null,
                "because",
                START);
    }

    static DecisionMade decision(String id, Action action, String confidence, String invalidation) {
        Decision decision = new Decision(
                id,
                BTC,
                action,
                null,
                null,
                null,
                confidence == null ? null : n(confidence),
                null,
                null,
                null,
                invalidation,
                "rationale of " + id);
        return new DecisionMade("cycle1", decision, "baseline", null, null, START);
    }

    static AdviceReceived advice(String cost, List<String> rules) {
        return new AdviceReceived(
                "cycle1", "llm", "m", null, "", "1", "", "u", "", "", null, List.of(), "ok", "", 0, 0, 0, n(cost),
                Map.of(), START, rules, null, null);
    }
}
