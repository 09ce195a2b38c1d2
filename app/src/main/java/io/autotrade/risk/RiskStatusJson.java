package io.autotrade.risk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.TradingStateChanged;
import org.jspecify.annotations.Nullable;

/**
 * The risk page as JSON: state, reasons, since, by, and for each rule its code, limit, description, value, headroom,
 * whether it is kept now, and last_fired. Value, headroom and kept are null for rules that concern single proposals
 * only.
 */
public final class RiskStatusJson {

    private RiskStatusJson() {}

    /** @param account the account now; its state is the one shown */
    public static ObjectNode of(AccountView account, RiskLedger ledger) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        TradingStateChanged change = ledger.state();
        json.put("state", account.state().name());
        ArrayNode reasons = json.putArray("reasons");
        change.reasons().forEach(reasons::add);
        json.put("since", change.at().toString());
        json.put("by", change.by());
        ArrayNode rules = json.putArray("rules");
        for (RiskRule rule : RiskGate.rules()) {
            rules.add(rule(rule, account, ledger.lastFired().get(rule.code())));
        }
        return json;
    }

    private static ObjectNode rule(RiskRule rule, AccountView account, RiskLedger.@Nullable Fired fired) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        RiskRule.Standing standing = rule.standing(account);
        json.put("code", rule.code());
        json.put("limit", rule.limit(account.config()));
        json.put("description", rule.describe(account.config()));
        json.put("value", standing == null ? null : standing.value());
        json.put("headroom", standing == null || standing.headroom().isEmpty() ? null : standing.headroom());
        json.put("kept", standing == null ? null : standing.passed());
        json.set("last_fired", fired == null ? null : fired(fired));
        return json;
    }

    private static ObjectNode fired(RiskLedger.Fired fired) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("at", fired.at().toString());
        json.put("decision_id", fired.decisionId());
        json.put("symbol", fired.symbol().value());
        json.put("value", fired.value());
        return json;
    }
}
