package io.autotrade;

import io.autotrade.advisor.llm.ModelServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that trades what {@link Recording} plays: buys BTC, holds it for a while, closes it, and stays out of ETH;
 * about every closed trade it has the same to say.
 */
final class RecordedTrader implements ModelServer.Reply {

    static final String LESSON = "Wait for volume before buying a breakout";

    private static final Pattern BTC_PRICE = Pattern.compile("### BTC-USDT-SWAP\\s+price: last ([0-9.]+)");

    private final int holds;
    private final int weakEvery;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    /**
     * @param holds cycles a position is held for before it is closed
     * @param weakEvery each how many-th time ETH is bought without conviction, which the gate refuses; 0 for never
     */
    RecordedTrader(int holds, int weakEvery) {
        this.holds = holds;
        this.weakEvery = weakEvery;
    }

    @Override
    public void answer(HttpServerRequest request, JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        String system = messages.getJsonObject(0).getString("content");
        String question = messages.getJsonObject(messages.size() - 1).getString("content");
        ModelServer.Reply reply;
        if (system.startsWith("You review closed trades")) {
            reply = ModelServer.says("It was bought before volume had come in.");
        } else if (system.startsWith("You turn the review")) {
            reply = ModelServer.says(LESSON);
        } else {
            reply = ModelServer.thinks("The trend of BTC is up and its volume is not.", decisions(question));
        }
        reply.answer(request, body);
    }

    private String decisions(String question) {
        Matcher price = BTC_PRICE.matcher(question);
        if (!price.find()) {
            return "[]";
        }
        boolean flat = question.contains("Open positions: none");
        return new JsonArray()
                .add(btc(new BigDecimal(price.group(1)), flat))
                .add(eth())
                .encode();
    }

    private JsonObject btc(BigDecimal last, boolean flat) {
        JsonObject btc = new JsonObject().put("symbol", "BTC-USDT-SWAP").put("confidence", 0.8);
        if (flat) {
            held.set(0);
            return btc.put("action", "BUY")
                    .put("size_pct", 10)
                    .put("leverage", 1)
                    .put("stop_loss", times(last, "0.97"))
                    .put("take_profit", times(last, "1.09"))
                    .put("invalidation_condition", "close below the stop")
                    .put("rationale", "momentum");
        }
        return held.incrementAndGet() > holds
                ? btc.put("action", "CLOSE").put("rationale", "enough")
                : btc.put("action", "HOLD").put("rationale", "the plan stands");
    }

    private JsonObject eth() {
        JsonObject eth = new JsonObject().put("symbol", "ETH-USDT-SWAP");
        boolean weak = weakEvery > 0 && asked.incrementAndGet() % weakEvery == 0;
        return weak
                ? eth.put("action", "BUY")
                        .put("size_pct", 10)
                        .put("confidence", 0.3)
                        .put("rationale", "it could go up")
                : eth.put("action", "NO_ENTRY").put("confidence", 0.5).put("rationale", "nothing to do");
    }

    private static BigDecimal times(BigDecimal price, String factor) {
        return price.multiply(new BigDecimal(factor)).round(new MathContext(6));
    }
}
