package io.autotrade.telemetry;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
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
import java.math.RoundingMode;
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
    /** Decisions with orders whose cycle is remembered; what they opened has long been closed then. */
    private static final int REMEMBERED = 1_000;
    /** Decimals of a price or an amount in a line; the journal has all of them. */
    private static final int DECIMALS = 8;

    private final Map<String, String> cycleOf = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public void accept(JournalEntry entry) {
        long seq = entry.seq();
        switch (entry.event()) {
            case DecisionMade e -> proposed(seq, e);
            case VerdictGiven e -> judged(seq, e);
            case OrderIntended e -> intended(seq, e);
            case CycleEnded e -> ended(seq, e);
            case OrderChanged e -> changed(seq, e);
            case FillRecorded e -> filled(seq, e);
            case ProtectionChanged e -> protectedBy(seq, e);
            case OutcomeRecorded e -> closed(seq, e);
            case ForcedCloseBooked e -> forced(seq, e);
            case ReconciliationDifference e -> differs(seq, e);
            default -> {
                // the journal has it; a line would say nothing an operator needs
            }
        }
    }

    private void proposed(long seq, DecisionMade e) {
        Decision decision = e.decision();
        LoggingEventBuilder line = at(INTENT, Level.DEBUG, seq, e.cycleId());
        ids(line, decision.decisionId(), null, decision.symbol())
                .log("{} proposes {} {}", e.advisor(), decision.action(), decision.symbol());
    }

    private void judged(long seq, VerdictGiven e) {
        LoggingEventBuilder line = at(INTENT, Level.DEBUG, seq, e.cycleId());
        ids(line, e.decisionId(), null, e.symbol()).log("{} {}: {}", e.action(), e.symbol(), e.outcome());
    }

    private void intended(long seq, OrderIntended e) {
        if (e.decisionId() != null && e.cycleId() != null) {
            cycleOf.put(e.decisionId(), e.cycleId());
        }
        with(INTENT, Level.INFO, seq, e.decisionId(), e.clientOrderId(), e.symbol())
                .log("{} {} {} {}", e.leg(), e.side(), text(e.quantity()), e.symbol());
    }

    private static void ended(long seq, CycleEnded e) {
        at(INTENT, Level.DEBUG, seq, e.cycleId())
                .log("cycle {} {}: {} decisions, {} orders", e.number(), e.result(), e.decisions(), e.orders());
    }

    private void changed(long seq, OrderChanged e) {
        String detail = e.detail().isEmpty() ? "" : ": " + e.detail();
        with(EXECUTION, level(e.state()), seq, e.decisionId(), e.clientOrderId(), e.symbol())
                .log("{} {} {}{}", e.side(), e.symbol(), e.state(), detail);
    }

    private void filled(long seq, FillRecorded e) {
        LoggingEventBuilder line = with(EXECUTION, Level.INFO, seq, e.decisionId(), e.clientOrderId(), e.symbol());
        Object[] said = {e.side(), text(e.quantity()), e.symbol(), text(e.price()), text(e.fee()), e.feeCurrency()};
        line.log("filled {} {} {} at {}, fee {} {}", said);
    }

    private void protectedBy(long seq, ProtectionChanged e) {
        Object[] said = {e.symbol(), e.status(), e.stopPrice(), e.targetPrice()};
        with(EXECUTION, Level.INFO, seq, e.decisionId(), e.protectionId(), e.symbol())
                .log("protection of {} {}: stop {} target {}", said);
    }

    private void closed(long seq, OutcomeRecorded e) {
        with(EXECUTION, Level.INFO, seq, e.openedByDecision(), null, e.symbol())
                .log("closed {} {} by {}: net {}", e.side(), e.symbol(), e.reason(), text(e.netPnl()));
    }

    private void forced(long seq, ForcedCloseBooked e) {
        with(EXECUTION, Level.WARN, seq, null, null, e.symbol())
                .log("the venue closed {} {} {}: {}", text(e.quantity()), e.side(), e.symbol(), e.kind());
    }

    private void differs(long seq, ReconciliationDifference e) {
        if (!e.explained()) {
            with(ERROR, Level.ERROR, seq, null, null, e.symbol())
                    .log("books and venue differ, {}: here {}, there {}", e.kind(), e.local(), e.venue());
        }
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
        return ids(line, decisionId, orderId, symbol);
    }

    private static LoggingEventBuilder at(Logger logger, Level level, long seq, @Nullable String cycleId) {
        return field(logger.atLevel(level).addKeyValue("seq", seq), "cycle_id", cycleId);
    }

    private static LoggingEventBuilder ids(
            LoggingEventBuilder line,
            @Nullable String decisionId,
            @Nullable ClientOrderId orderId,
            @Nullable Symbol symbol) {
        LoggingEventBuilder decided = field(line, "decision_id", decisionId);
        LoggingEventBuilder ordered = field(decided, "client_order_id", orderId == null ? null : orderId.value());
        return field(ordered, "symbol", symbol == null ? null : symbol.value());
    }

    private static LoggingEventBuilder field(LoggingEventBuilder line, String name, @Nullable String value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static String text(@Nullable BigDecimal amount) {
        if (amount == null) {
            return "all";
        }
        BigDecimal shown = amount.scale() > DECIMALS ? amount.setScale(DECIMALS, RoundingMode.HALF_EVEN) : amount;
        return shown.stripTrailingZeros().toPlainString();
    }
}
