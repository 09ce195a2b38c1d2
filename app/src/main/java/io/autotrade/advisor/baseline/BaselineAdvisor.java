package io.autotrade.advisor.baseline;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.Advisor;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.EventJson;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Proposes by rules alone: follows a trend that both timeframes agree on, keeps a position until stop, target or a
 * broken trend, and says why each time. Deterministic; completes at once; safe from any thread.
 */
public final class BaselineAdvisor implements Advisor {

    /** Version of the rules, recorded with each advice. */
    public static final String VERSION = "baseline-1";

    @Override
    public String id() {
        return "baseline";
    }

    @Override
    public String displayName() {
        return "Baseline rules";
    }

    @Override
    public Future<Advice> advise(AdviceRequest request) {
        return Future.succeededFuture(adviceFor(request));
    }

    /** The same as {@link #advise}, as a value. */
    public static Advice adviceFor(AdviceRequest request) {
        List<Decision> decisions = new BaselineRules(request).decide();
        String payload = MarketText.of(request);
        AdviceReceived record = new AdviceReceived(
                request.cycleId(),
                "baseline",
                null,
                null,
                sha256(payload),
                VERSION,
                "",
                payload,
                "",
                "",
                null,
                decisions.stream().map(BaselineAdvisor::item).toList(),
                "ok",
                "",
                0,
                0,
                0,
                BigDecimal.ZERO,
                Map.of(),
                request.market().at());
        return new Advice(decisions, record, false);
    }

    private static AdviceReceived.Item item(Decision decision) {
        return new AdviceReceived.Item("accepted", "", "", decision.symbol().value(), EventJson.write(decision));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
