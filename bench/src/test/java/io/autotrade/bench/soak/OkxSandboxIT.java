package io.autotrade.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole service on okx_demo with the sandbox and its faults, for a few seconds: the portfolio is the venue's to
 * 1e-8, every order leads to its decision. {@link SoakRun} does it for a week of recorded markets.
 */
@Timeout(300)
class OkxSandboxIT {

    private static final System.Logger LOG = System.getLogger("soak");
    private static final Path ROOT = Path.of(System.getProperty("project.root", System.getProperty("user.dir")));
    private static final long FIRST = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long FIVE_MINUTES = 300_000;
    private static final int BARS = 6_000;

    @TempDir
    private Path folder;

    @Test
    void hasTheVenuesBooksAndTracesEveryOrderInSpiteOfFaults() throws Exception {
        record(Files.createDirectory(folder.resolve("recordings")), "BTC-USDT-SWAP", 60_000, 1);
        record(folder.resolve("recordings"), "ETH-USDT-SWAP", 3_000, 2);
        List<String> figures = new ArrayList<>();

        List<String> problems = SoakRun.run(
                ROOT,
                Files.createDirectory(folder.resolve("home")),
                Course.parse(
                        folder.resolve("recordings").toString(), "2026-01-18T00:00:00Z", "PT50M", "300", "0.03", "5"),
                List.of(),
                figures::add);

        LOG.log(System.Logger.Level.INFO, "{0}", figures);
        assertThat(problems).as("%s", figures).isEmpty();
    }

    /** Waves on a slow swell, and funding every recorded hour. */
    private static void record(Path to, String symbol, double price, int decimals) throws IOException {
        StringBuilder funding = new StringBuilder("ts,fundingRate\n");
        try (Writer csv = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(to.resolve("OKX-" + symbol + "-5m.csv.gz"))),
                StandardCharsets.UTF_8)) {
            csv.write("ts,open,high,low,close,volume\n");
            BigDecimal before = rounded(price, decimals);
            for (int i = 0; i < BARS; i++) {
                double wave = Math.sin(i / 90.0) * 0.03 + Math.sin(i / 7.0) * 0.004;
                BigDecimal close = rounded(price * (1 + wave), decimals);
                BigDecimal step = BigDecimal.ONE.movePointLeft(decimals);
                csv.write((FIRST + i * FIVE_MINUTES) + "," + before + ","
                        + before.max(close).add(step) + "," + before.min(close).subtract(step) + "," + close
                        + ",12.5\n");
                before = close;
                if (i % 12 == 0) {
                    funding.append(FIRST + i * FIVE_MINUTES).append(",0.0001\n");
                }
            }
        }
        Files.writeString(to.resolve("OKX-" + symbol + "-funding.csv"), funding);
    }

    private static BigDecimal rounded(double price, int decimals) {
        return BigDecimal.valueOf(price).setScale(decimals, RoundingMode.HALF_UP);
    }
}
