package io.autotrade.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.RuleChanged;
import java.util.List;

/** Rules and calibration in the words of the HTTP API. */
final class FeedbackJson {

    private FeedbackJson() {}

    static ObjectNode rules(List<RuleBook.Measured> rules) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        ArrayNode items = json.putArray("items");
        rules.forEach(measured -> items.add(rule(measured)));
        return json;
    }

    private static ObjectNode rule(RuleBook.Measured measured) {
        RuleChanged rule = measured.rule();
        ObjectNode json = rule(rule);
        json.put("applied", measured.applied());
        json.put("tradesWith", measured.with().trades());
        json.put("winsWith", measured.with().wins());
        json.put("tradesWithout", measured.without().trades());
        json.put("winsWithout", measured.without().wins());
        return json;
    }

    private static ObjectNode rule(RuleChanged rule) {
        ObjectNode json = EventJson.mapper().valueToTree(rule);
        json.put("active", rule.status().equals(RuleBook.ACTIVE));
        return json;
    }

    static ObjectNode calibration(List<Calibration.Score> scores) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        ArrayNode items = json.putArray("items");
        scores.forEach(score -> items.add(score(score)));
        return json;
    }

    private static ObjectNode score(Calibration.Score score) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("model", score.source().model());
        json.put("promptVersion", score.source().promptVersion());
        json.put("trades", score.trades());
        json.put("wins", score.wins());
        json.put("meanConfidence", score.meanConfidence());
        json.put("brier", score.brier());
        ArrayNode bins = json.putArray("bins");
        score.bins()
                .forEach(bin -> bins.addObject()
                        .put("winRate", bin.winRate())
                        .put("from", bin.from())
                        .put("to", bin.to())
                        .put("trades", bin.trades())
                        .put("wins", bin.wins())
                        .put("meanConfidence", bin.meanConfidence()));
        return json;
    }
}
