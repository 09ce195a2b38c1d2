package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import io.vertx.core.json.JsonObject;

/**
 * Event-bus addresses. Those beginning with {@code autotrade.} and not with {@code autotrade.control.} are public: they
 * carry a {@link JsonObject} with {@code v}, {@code seq}, {@code ts}, {@code type} and {@code payload}, published after
 * the event is durable and in the order of {@code seq}. Market addresses carry no {@code seq}: prices are not
 * journalled.
 */
public final class Addresses {

    public static final String DECISIONS = "autotrade.decisions";
    public static final String ORDERS = "autotrade.orders";
    public static final String FILLS = "autotrade.fills";
    public static final String PORTFOLIO = "autotrade.portfolio";
    public static final String ALERTS = "autotrade.alerts";
    public static final String SCHEDULER = "autotrade.scheduler";
    public static final String CONFIG = "autotrade.config";

    private static final String TICKER = "autotrade.market.ticker.";
    private static final String CANDLE = "autotrade.market.candle.";

    private Addresses() {}

    public static String ticker(Symbol symbol) {
        return TICKER + symbol;
    }

    public static String candle(Symbol symbol) {
        return CANDLE + symbol;
    }

    /** Address on which journal entries of this kind are published. */
    public static String of(DomainEvent event) {
        return switch (event) {
            case DecisionMade e -> DECISIONS;
            case VerdictGiven e -> DECISIONS;
            case AdviceReceived e -> DECISIONS;
            case OutcomeRecorded e -> DECISIONS;
            case CounterfactualRecorded e -> DECISIONS;
            case CritiqueRecorded e -> DECISIONS;
            case RuleChanged e -> DECISIONS;
            case OrderIntended e -> ORDERS;
            case OrderChanged e -> ORDERS;
            case FillRecorded e -> FILLS;
            case FundingBooked e -> PORTFOLIO;
            case ForcedCloseBooked e -> PORTFOLIO;
            case TransferBooked e -> PORTFOLIO;
            case AccountOpened e -> PORTFOLIO;
            case PortfolioMarked e -> PORTFOLIO;
            case ProtectionChanged e -> ORDERS;
            case ReconciliationDifference e -> ALERTS;
            case AlertRaised e -> ALERTS;
            case TradingStateChanged e -> SCHEDULER;
            case SchedulerChanged e -> SCHEDULER;
            case CycleStarted e -> SCHEDULER;
            case CycleEnded e -> SCHEDULER;
            case ConfigChanged e -> CONFIG;
            case ApprovalRecorded e -> CONFIG;
            case BrokerHandOver e -> CONFIG;
        };
    }
}
