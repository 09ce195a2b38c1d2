package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorded market through the unchanged service: the sums are exact, and the same every time. */
@Timeout(600)
class ReplayIT {

    private static final int BARS = 1_000;

    @TempDir
    private Path folder;

    @Test
    void playsARecordingTwiceIntoTheSameJournalWithExactBooks() throws Exception {
        List<JsonObject> first = play("first");
        List<JsonObject> second = play("second");

        assertThat(first.stream().map(ReplayIT::withoutWallClock).toList())
                .isEqualTo(second.stream().map(ReplayIT::withoutWallClock).toList());
        assertThat(first.stream().filter(event -> event.getString("type").equals("fill")))
                .hasSizeGreaterThan(3);
        assertThat(first.stream().filter(event -> event.getString("type").equals("funding")))
                .isNotEmpty();
        assertExact(first);
    }

    private List<JsonObject> play(String name) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        try (RunningService service = RunningService.start(home, Recording.of(home, BARS))) {
            service.awaitAlert("feed_finished");
            return service.journal();
        }
    }

    private static JsonObject withoutWallClock(JsonObject event) {
        JsonObject copy = event.copy();
        copy.getJsonObject("payload").remove("wallMillis");
        return copy;
    }

    /** Sums done anew from the journal alone, by other code than the service's. */
    private static void assertExact(List<JsonObject> journal) {
        BigDecimal cash = BigDecimal.ZERO;
        Map<String, BigDecimal> held = new HashMap<>();
        JsonObject lastMark = new JsonObject();
        for (JsonObject event : journal) {
            JsonObject payload = event.getJsonObject("payload");
            switch (event.getString("type")) {
                case "account" -> cash = cash.add(exact(payload, "startingCash"));
                case "fill" -> {
                    BigDecimal signed = exact(payload, "quantity")
                            .multiply(
                                    payload.getString("side").equals("buy") ? BigDecimal.ONE : BigDecimal.ONE.negate());
                    held.merge(payload.getString("symbol"), signed, BigDecimal::add);
                    cash = cash.subtract(signed.multiply(exact(payload, "price")))
                            .subtract(exact(payload, "fee"));
                }
                case "funding" -> cash = cash.add(exact(payload, "amount"));
                case "portfolio" -> {
                    lastMark = payload;
                    BigDecimal value = cash;
                    JsonObject marks = payload.getJsonObject("marks");
                    for (Map.Entry<String, BigDecimal> position : new TreeMap<>(held).entrySet()) {
                        if (position.getValue().signum() != 0) {
                            value = value.add(position.getValue().multiply(exact(marks, position.getKey())));
                        }
                    }
                    assertThat(exact(payload, "equity"))
                            .as("equity at %s", event.getString("ts"))
                            .isEqualByComparingTo(value);
                }
                default -> {
                    // says nothing about money
                }
            }
        }
        assertThat(exact(lastMark, "equity"))
                .isEqualByComparingTo(exact(lastMark, "cash").add(exact(lastMark, "unrealizedPnl")));
    }

    private static BigDecimal exact(JsonObject object, String key) {
        return new BigDecimal(object.getString(key + "Exact"));
    }
}
