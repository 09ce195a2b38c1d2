package io.autotrade.journal;

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

/**
 * Name of something that can happen only once, however often it is reported.
 *
 * <p>A second report of a fill, booking, outcome or counterfactual is left out of the journal: venues repeat
 * themselves. A second intent with the same client order id is a mistake of the caller and fails its append, because a
 * caller that saw it succeed would send a second order.
 */
record Identity(Kind kind, String id) {

    enum Kind {
        FILL,
        BOOKING,
        OUTCOME,
        COUNTERFACTUAL,
        INTENT
    }

    /** The identity of an event, or null when it may be repeated. */
    static @Nullable Identity of(DomainEvent event) {
        return switch (event) {
            case FillRecorded e -> new Identity(Kind.FILL, e.fillId());
            case FundingBooked e -> new Identity(Kind.BOOKING, e.bookingId());
            case ForcedCloseBooked e -> new Identity(Kind.BOOKING, e.bookingId());
            case TransferBooked e -> new Identity(Kind.BOOKING, e.bookingId());
            case OutcomeRecorded e -> new Identity(Kind.OUTCOME, e.outcomeId());
            case CounterfactualRecorded e -> new Identity(Kind.COUNTERFACTUAL, counterfactual(e));
            case OrderIntended e -> new Identity(Kind.INTENT, e.clientOrderId().value());
            case AccountOpened e -> null;
            case AdviceReceived e -> null;
            case AlertRaised e -> null;
            case ApprovalRecorded e -> null;
            case BrokerHandOver e -> null;
            case ConfigChanged e -> null;
            case CritiqueRecorded e -> null;
            case CycleEnded e -> null;
            case CycleStarted e -> null;
            case DecisionMade e -> null;
            case OrderChanged e -> null;
            case PortfolioMarked e -> null;
            case ProtectionChanged e -> null;
            case ReconciliationDifference e -> null;
            case RuleChanged e -> null;
            case SchedulerChanged e -> null;
            case TradingStateChanged e -> null;
            case VerdictGiven e -> null;
        };
    }

    static String counterfactual(CounterfactualRecorded event) {
        return event.decisionId() + "/" + event.horizon();
    }

    boolean mustBeNew() {
        return kind == Kind.INTENT;
    }
}
