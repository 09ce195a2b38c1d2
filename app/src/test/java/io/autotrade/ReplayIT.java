package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorded market through the unchanged service: the sums are exact, and the same every time. */
@Timeout(240)
class ReplayIT {

    private static final int BARS = 2_000;
    private static final long FIRST = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long FIVE_MINUTES = 300_000;

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
        try (RunningService service = RunningService.start(home, yaml(home))) {
            service.awaitAlert("feed_finished");
            return service.journal();
        }
    }

    private static String yaml(Path home) throws IOException {
        StringBuilder files = new StringBuilder();
        StringBuilder funding = new StringBuilder();
        for (String symbol : List.of("BTC-USDT-SWAP", "ETH-USDT-SWAP")) {
            boolean btc = symbol.startsWith("BTC");
            Files.writeString(home.resolve(symbol + ".csv"), candles(btc ? 60_000 : 3_000, btc ? 0 : 40));
            Files.writeString(home.resolve(symbol + "-funding.csv"), funding());
            files.append(symbol).append(": ").append(symbol).append(".csv, ");
            funding.append(symbol).append(": ").append(symbol).append("-funding.csv, ");
        }
        return """
                trading:
                  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP]
                  risk: {loss_streak_pause: 0, cooldown_minutes: 0, drawdown_pause_pct: 50}
                market:
                  source: replay
                  replay: {speed: max, files: {%s}, funding: {%s}}
                """.formatted(files, funding);
    }

    /** Waves on a trend: enough for a trend follower to enter, be stopped, and reach a target. */
    private static String candles(double price, int shift) {
        StringBuilder csv = new StringBuilder("ts,open,high,low,close,volume\n");
        double before = price;
        for (int i = 0; i < BARS; i++) {
            double wave = Math.sin((i + shift) / 90.0) * 0.03 + Math.sin((i + shift) / 23.0) * 0.006 + i * 0.00002;
            double close = price * (1 + wave);
            double high = Math.max(before, close) * 1.0008;
            double low = Math.min(before, close) * 0.9992;
            csv.append(FIRST + i * FIVE_MINUTES);
            for (double value : new double[] {before, high, low, close}) {
                csv.append(',').append(text(value));
            }
            csv.append(',').append(10 + (i * 7) % 13).append(".25\n");
            before = new BigDecimal(text(close)).doubleValue();
        }
        return csv.toString();
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String funding() {
        StringBuilder csv = new StringBuilder("ts,fundingRate\n");
        for (long at = FIRST; at < FIRST + BARS * FIVE_MINUTES; at += 8 * 3_600_000L) {
            csv.append(at).append(",0.0001\n");
        }
        return csv.toString();
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
