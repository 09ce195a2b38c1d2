package io.autotrade;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A recorded market of two symbols with funding, written into a home directory, and the configuration that plays it.
 */
final class Recording {

    private static final long FIRST = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long FIVE_MINUTES = 300_000;

    private Recording() {}

    /** @return the configuration, as fast as the machine can */
    static String of(Path home, int bars) throws IOException {
        StringBuilder files = new StringBuilder();
        StringBuilder funding = new StringBuilder();
        for (String symbol : List.of("BTC-USDT-SWAP", "ETH-USDT-SWAP")) {
            boolean btc = symbol.startsWith("BTC");
            Files.writeString(home.resolve(symbol + ".csv"), candles(bars, btc ? 60_000 : 3_000, btc ? 0 : 40));
            Files.writeString(home.resolve(symbol + "-funding.csv"), funding(bars));
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
    private static String candles(int bars, double price, int shift) {
        StringBuilder csv = new StringBuilder("ts,open,high,low,close,volume\n");
        double before = price;
        for (int i = 0; i < bars; i++) {
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

    private static String funding(int bars) {
        StringBuilder csv = new StringBuilder("ts,fundingRate\n");
        for (long at = FIRST; at < FIRST + bars * FIVE_MINUTES; at += 8 * 3_600_000L) {
            csv.append(at).append(",0.0001\n");
        }
        return csv.toString();
    }
}
