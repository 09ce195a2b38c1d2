package io.autotrade.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Candle;
import io.autotrade.broker.Symbol;
import io.autotrade.config.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonRecordTest {

    @Test
    void allComponentsAreWrittenAndReadBackAndNothingElse() {
        BigDecimal price = new BigDecimal("1251.10");
        Candle candle = new Candle(
                new Symbol("BTC-USDT-SWAP"),
                Duration.ofMinutes(15),
                Instant.EPOCH,
                price,
                price,
                price,
                price,
                new BigDecimal("0.00000001"));
        String json = EventJson.write(candle);

        assertThat(json)
                .isEqualTo("{\"symbol\":\"BTC-USDT-SWAP\",\"timeframe\":\"PT15M\",\"opensAt\":\"1970-01-01T00:00:00Z\","
                        + "\"open\":1251.10,\"high\":1251.10,\"low\":1251.10,\"close\":1251.10,\"volume\":0.00000001}");
        assertThat(EventJson.read(json, Candle.class)).isEqualTo(candle);
    }

    @Test
    void anEventWithSeveralConstructorsIsReadBack() {
        AdviceReceived event = new AdviceReceived(
                "c1",
                "baseline",
                null,
                null,
                "hash",
                "v1",
                "",
                "payload",
                "",
                "",
                null,
                List.of(new AdviceReceived.Item("accepted", "", "", "BTC-USDT-SWAP", "{}")),
                "ok",
                "",
                0,
                0,
                0,
                new BigDecimal("0.10"),
                Map.of("model", 5L),
                Instant.EPOCH);

        assertThat(EventJson.read("advice", EventJson.write(event))).isEqualTo(event);
    }

    private record Careless(String name, Secret key, List<Secret> others, Map<String, Secret> named) {}

    @Test
    void aSecretThatGetsIntoAnEventDoesNotShow() {
        Secret secret = Secret.of("sk-hidden");

        assertThat(EventJson.write(new Careless("n", secret, List.of(secret), Map.of("k", secret))))
                .isEqualTo("{\"name\":\"n\",\"key\":\"***\",\"others\":[\"***\"],\"named\":{\"k\":\"***\"}}");
    }
}
