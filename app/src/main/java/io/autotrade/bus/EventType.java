package io.autotrade.bus;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Type names of events in JSON and in the journal; they never change. */
public enum EventType {
    ACCOUNT("account", AccountOpened.class),
    ADVICE("advice", AdviceReceived.class),
    ALERT("alert", AlertRaised.class),
    APPROVAL("approval", ApprovalRecorded.class),
    HAND_OVER("hand_over", BrokerHandOver.class),
    CONFIG("config", ConfigChanged.class),
    COUNTERFACTUAL("counterfactual", CounterfactualRecorded.class),
    CRITIQUE("critique", CritiqueRecorded.class),
    CYCLE_END("cycle_end", CycleEnded.class),
    CYCLE_START("cycle_start", CycleStarted.class),
    DECISION("decision", DecisionMade.class),
    FILL("fill", FillRecorded.class),
    LIQUIDATION("liquidation", ForcedCloseBooked.class),
    FUNDING("funding", FundingBooked.class),
    ORDER("order", OrderChanged.class),
    INTENT("intent", OrderIntended.class),
    OUTCOME("outcome", OutcomeRecorded.class),
    PORTFOLIO("portfolio", PortfolioMarked.class),
    PROTECTION("protection", ProtectionChanged.class),
    RECONCILIATION("reconciliation", ReconciliationDifference.class),
    RULE("rule", RuleChanged.class),
    SCHEDULER("scheduler", SchedulerChanged.class),
    STATE("state", TradingStateChanged.class),
    TRANSFER("transfer", TransferBooked.class),
    VERDICT("verdict", VerdictGiven.class);

    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventClass, Function.identity()));
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final Class<? extends DomainEvent> eventClass;

    EventType(String wireName, Class<? extends DomainEvent> eventClass) {
        this.wireName = wireName;
        this.eventClass = eventClass;
    }

    public String wireName() {
        return wireName;
    }

    public Class<? extends DomainEvent> eventClass() {
        return eventClass;
    }

    public static EventType of(DomainEvent event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException(
                    "no type name for " + event.getClass().getName());
        }
        return type;
    }

    /** The type with this name, or null when there is none. */
    public static @Nullable EventType byName(String name) {
        return BY_NAME.get(name);
    }
}
