package io.autotrade.bus;

import java.time.Instant;

/**
 * Something that happened and is kept for ever: one row of the journal, one message on the bus. All state of the
 * service is a fold over these.
 *
 * <p>Records are immutable. A component may be added if older rows can be read without it (it is then nullable); none
 * is ever removed or given another meaning.
 */
public sealed interface DomainEvent
        permits AccountOpened,
                AdviceReceived,
                AlertRaised,
                ApprovalRecorded,
                BrokerHandOver,
                ConfigChanged,
                CounterfactualRecorded,
                CritiqueRecorded,
                CycleEnded,
                CycleStarted,
                DecisionMade,
                FillRecorded,
                ForcedCloseBooked,
                FundingBooked,
                OrderChanged,
                OrderIntended,
                OutcomeRecorded,
                PortfolioMarked,
                ProtectionChanged,
                ReconciliationDifference,
                RuleChanged,
                SchedulerChanged,
                TradingStateChanged,
                TransferBooked,
                VerdictGiven {

    /** When it happened, by the service's clock (which is the market's clock in a recorded or simulated market). */
    Instant at();
}
