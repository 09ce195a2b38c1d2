package io.autotrade.journal;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.SchedulerChanged;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.TransferBooked;
import io.autotrade.bus.VerdictGiven;
import org.jspecify.annotations.Nullable;

/** What an event belongs to; null where it belongs to none. */
record Correlation(
        @Nullable String cycleId,
        @Nullable String decisionId,
        @Nullable String clientOrderId,
        @Nullable String symbol) {

    private static final Correlation NONE = new Correlation(null, null, null, null);

    static Correlation of(DomainEvent event) {
        return switch (event) {
            case AdviceReceived e -> cycle(e.cycleId());
            case CycleStarted e -> cycle(e.cycleId());
            case CycleEnded e -> cycle(e.cycleId());
            case DecisionMade e ->
                decision(e.cycleId(), e.decision().decisionId(), e.decision().symbol());
            case VerdictGiven e -> decision(e.cycleId(), e.decisionId(), e.symbol());
            case CounterfactualRecorded e -> decision(null, e.decisionId(), e.symbol());
            case CritiqueRecorded e -> decision(null, e.decisionId(), e.symbol());
            case OutcomeRecorded e -> decision(null, e.openedByDecision(), e.symbol());
            case OrderIntended e -> order(e.cycleId(), e.decisionId(), e.clientOrderId(), e.symbol());
            case OrderChanged e -> order(null, e.decisionId(), e.clientOrderId(), e.symbol());
            case FillRecorded e -> order(null, e.decisionId(), e.clientOrderId(), e.symbol());
            case ProtectionChanged e -> order(null, e.decisionId(), e.protectionId(), e.symbol());
            case FundingBooked e -> symbol(e.symbol());
            case ForcedCloseBooked e -> symbol(e.symbol());
            case ReconciliationDifference e -> symbol(e.symbol());
            case AlertRaised e -> symbol(e.symbol());
            case AccountOpened e -> NONE;
            case ApprovalRecorded e -> NONE;
            case BrokerHandOver e -> NONE;
            case ConfigChanged e -> NONE;
            case PortfolioMarked e -> NONE;
            case RuleChanged e -> NONE;
            case SchedulerChanged e -> NONE;
            case TradingStateChanged e -> NONE;
            case TransferBooked e -> NONE;
        };
    }

    private static Correlation cycle(String cycleId) {
        return new Correlation(cycleId, null, null, null);
    }

    private static Correlation symbol(@Nullable Symbol symbol) {
        return new Correlation(null, null, null, symbol == null ? null : symbol.value());
    }

    private static Correlation decision(@Nullable String cycleId, @Nullable String decisionId, Symbol symbol) {
        return new Correlation(cycleId, decisionId, null, symbol.value());
    }

    private static Correlation order(
            @Nullable String cycleId, @Nullable String decisionId, @Nullable ClientOrderId id, Symbol symbol) {
        return new Correlation(cycleId, decisionId, id == null ? null : id.value(), symbol.value());
    }
}
