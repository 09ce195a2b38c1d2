package io.autotrade.portfolio;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recent intents, decisions and prompts, so that a fill can be traced to its cause. Bounded: a fill comes
 * soon after its intent, and a {@link Book} copies what it needs when it is opened.
 */
final class Provenance {

    private static final int KEPT = 2000;

    private final Map<ClientOrderId, OrderIntended> intents = bounded();
    private final Map<String, DecisionMade> decisions = bounded();
    private final Map<String, List<String>> rulesByCycle = bounded();

    void intended(OrderIntended intent) {
        intents.put(intent.clientOrderId(), intent);
    }

    void decided(DecisionMade decision) {
        decisions.put(decision.decision().decisionId(), decision);
    }

    void advised(AdviceReceived advice) {
        rulesByCycle.put(advice.cycleId(), advice.rulesInPrompt());
    }

    Owner ownerOf(FillRecorded fill) {
        OrderIntended intent = intentOf(fill);
        String decisionId = decisionOf(fill, intent);
        DecisionMade made = decisionId == null ? null : decisions.get(decisionId);
        List<String> rules = made == null ? List.of() : rulesByCycle.getOrDefault(made.cycleId(), List.of());
        return Owner.of(decisionId, intent, made == null ? null : made.decision(), rules);
    }

    /** Why a fill closed a position, in the words of {@link io.autotrade.bus.OutcomeRecorded#reason()}. */
    String exitReason(FillRecorded fill) {
        return switch (fill.origin()) {
            case STOP -> "stop";
            case TARGET -> "target";
            case EXTERNAL -> "external";
            case SERVICE -> serviceReason(fill);
        };
    }

    private String serviceReason(FillRecorded fill) {
        OrderIntended intent = intentOf(fill);
        if (intent == null) {
            return fill.decisionId() == null ? "safety" : "decision";
        }
        return intent.leg() == Leg.SAFETY ? "safety" : "decision";
    }

    @Nullable
    String decisionOf(FillRecorded fill) {
        return decisionOf(fill, intentOf(fill));
    }

    private static @Nullable String decisionOf(FillRecorded fill, @Nullable OrderIntended intent) {
        return fill.decisionId() != null || intent == null ? fill.decisionId() : intent.decisionId();
    }

    private @Nullable OrderIntended intentOf(FillRecorded fill) {
        return fill.clientOrderId() == null ? null : intents.get(fill.clientOrderId());
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KEPT;
            }
        };
    }
}
