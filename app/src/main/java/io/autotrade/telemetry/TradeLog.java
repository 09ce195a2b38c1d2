package io.autotrade.telemetry;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.VerdictGiven;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of trading, made from what was committed and so never ahead of it. Each line carries the ids it belongs to as
 * fields: {@code seq}, {@code cycle_id}, {@code decision_id}, {@code client_order_id}, {@code symbol}. Entries arrive
 * one at a time.
 */
public final class TradeLog implements Consumer<JournalEntry> {

    private static final Logger INTENT = LoggerFactory.getLogger(LogCategory.TRADE_INTENT);
    private static final Logger EXECUTION = LoggerFactory.getLogger(LogCategory.TRADE_EXECUTION);
    private static final Logger ERROR = LoggerFactory.getLogger(LogCategory.SYSTEM_ERROR);
    /** Decisions whose cycle is remembered; the orders of an older one have long ended. */
    private static final int REMEMBERED = 1_000;

    private final Map<String, String> cycleOf = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public void accept(JournalEntry entry) {
        DomainEvent event = entry.event();
        long seq = entry.seq();
        switch (event) {
            case DecisionMade e -> proposed(seq, e);
            case VerdictGiven e ->
                with(INTENT, Level.DEBUG, seq, e.decisionId(), null, e.symbol())
                        .log("{} {}: {}", e.action(), e.symbol(), e.outcome());
            case OrderIntended e ->
                with(INTENT, Level.INFO, seq, e.decisionId(), e.clientOrderId(), e.symbol())
                        .log("{} {} {} {}", e.leg(), e.side(), amount(e.quantity()), e.symbol());
            case OrderChanged e -> changed(seq, e);
            case FillRecorded e ->
                with(EXECUTION, Level.INFO, seq, e.decisionId(), e.clientOrderId(), e.symbol())
                        .log(
                                "filled {} {} {} at {}, fee {} {}",
                                e.side(),
                                amount(e.quantity()),
                                e.symbol(),
                                amount(e.price()),
                                amount(e.fee()),
                                e.feeCurrency());
            case ProtectionChanged e ->
                with(EXECUTION, Level.INFO, seq, e.decisionId(), e.protectionId(), e.symbol())
                        .log(
                                "protection of {} {}: stop {} target {}",
                                e.symbol(),
                                e.status(),
                                e.stopPrice(),
                                e.targetPrice());
            case OutcomeRecorded e ->
                with(EXECUTION, Level.INFO, seq, e.openedByDecision(), null, e.symbol())
                        .log("closed {} {} by {}: net {}", e.side(), e.symbol(), e.reason(), amount(e.netPnl()));
            case ForcedCloseBooked e ->
                with(EXECUTION, Level.WARN, seq, null, null, e.symbol())
                        .log("the venue closed {} {} {}: {}", amount(e.quantity()), e.side(), e.symbol(), e.kind());
            case ReconciliationDifference e -> {
                if (!e.explained()) {
                    with(ERROR, Level.ERROR, seq, null, null, e.symbol())
                            .log("books and venue differ, {}: here {}, there {}", e.kind(), e.local(), e.venue());
                }
            }
            case CycleEnded e ->
                at(INTENT, Level.DEBUG, seq, e.cycleId())
                        .log("cycle {} {}: {} decisions, {} orders", e.number(), e.result(), e.decisions(), e.orders());
            default -> {
                // the journal has it; a line would say nothing an operator needs
            }
        }
    }

    private void proposed(long seq, DecisionMade made) {
        String id = made.decision().decisionId();
        cycleOf.put(id, made.cycleId());
        with(INTENT, Level.DEBUG, seq, id, null, made.decision().symbol())
                .log(
                        "{} proposes {} {}",
                        made.advisor(),
                        made.decision().action(),
                        made.decision().symbol());
    }

    private void changed(long seq, OrderChanged order) {
        with(EXECUTION, level(order.state()), seq, order.decisionId(), order.clientOrderId(), order.symbol())
                .log(
                        "{} {} {}{}",
                        order.side(),
                        order.symbol(),
                        order.state(),
                        order.detail().isEmpty() ? "" : ": " + order.detail());
    }

    private static Level level(OrderStatus status) {
        return switch (status) {
            case UNKNOWN -> Level.ERROR;
            case REJECTED, NOT_SENT, NEVER_ARRIVED -> Level.WARN;
            case INTENDED, SENT, OPEN, PARTIALLY_FILLED, FILLED, CANCELLED -> Level.INFO;
        };
    }

    private LoggingEventBuilder with(
            Logger logger,
            Level level,
            long seq,
            @Nullable String decisionId,
            @Nullable ClientOrderId orderId,
            @Nullable Symbol symbol) {
        LoggingEventBuilder line = at(logger, level, seq, decisionId == null ? null : cycleOf.get(decisionId));
        line = field(line, "decision_id", decisionId);
        line = field(line, "client_order_id", orderId == null ? null : orderId.value());
        return field(line, "symbol", symbol == null ? null : symbol.value());
    }

    private static LoggingEventBuilder at(Logger logger, Level level, long seq, @Nullable String cycleId) {
        return field(logger.atLevel(level).addKeyValue("seq", seq), "cycle_id", cycleId);
    }

    private static LoggingEventBuilder field(LoggingEventBuilder line, String name, @Nullable String value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static String amount(@Nullable BigDecimal amount) {
        return amount == null ? "all" : amount.stripTrailingZeros().toPlainString();
    }
}
