package io.autotrade.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.AlertRaised.Severity;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTextTest {

    private static final AlertRaised ALERT = new AlertRaised(
            Severity.CRITICAL,
            "order_unresolved",
            "nobody knows",
            new Symbol("BTC-USDT-SWAP"),
            Instant.parse("2026-03-02T12:00:00Z"));
    private static final String LINE = "[CRITICAL] autotrade order_unresolved BTC-USDT-SWAP: nobody knows";

    @Test
    void aWebhookGetsFields() {
        JsonObject body = AlertText.body("webhook", ALERT, 3, null);

        assertThat(body)
                .isEqualTo(new JsonObject()
                        .put("service", "autotrade")
                        .put("severity", "critical")
                        .put("code", "order_unresolved")
                        .put("message", "nobody knows")
                        .put("symbol", "BTC-USDT-SWAP")
                        .put("ts", "2026-03-02T12:00:00Z")
                        .put("repeated", 3));
    }

    @Test
    void aChatGetsALineInItsOwnFormat() {
        assertThat(AlertText.body("slack", ALERT, 0, null)).isEqualTo(new JsonObject().put("text", LINE));
        assertThat(AlertText.body("telegram", ALERT, 2, "42"))
                .isEqualTo(new JsonObject().put("chat_id", "42").put("text", LINE + " (and 2 more like it)"));
        JsonObject discord = AlertText.body("discord", ALERT, 0, null);
        assertThat(discord.getString("content")).isEqualTo(LINE);
        assertThat(discord.getJsonObject("allowed_mentions").getJsonArray("parse"))
                .as("what a venue or a model wrote cannot call everybody")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"slack, text", "discord, content", "telegram, text"})
    void noChatIsSentMoreThanItTakes(String type, String field) {
        AlertRaised endless = new AlertRaised(Severity.INFO, "c", "x".repeat(100_000), null, ALERT.at());

        assertThat(AlertText.body(type, endless, 0, "42").getString(field)).hasSizeLessThan(2_000);
    }
}
