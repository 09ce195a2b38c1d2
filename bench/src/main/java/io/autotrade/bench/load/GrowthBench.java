package io.autotrade.bench.load;

import io.autotrade.bench.VerifyBench;
import io.autotrade.bench.crash.ServiceProcess;
import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import io.autotrade.journal.PgJournal;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What grows with the journal: a start on it, memory, the disk, and the answers of the pages that read it, with 0.01,
 * 0.1 and 1 million rows: {@code GrowthBench [ROWS...]}. The line through the two largest is drawn on to 10 and 100
 * million and says so.
 */
public final class GrowthBench {

    private static final int[] ROWS = {10_000, 100_000, 1_000_000};
    private static final int ASKED = 40;
    private static final List<String> PAGES = List.of(
            "/api/autotrade/v1/portfolio",
            "/api/autotrade/v1/decisions?limit=50",
            "/api/autotrade/v1/events?after=5000&limit=500",
            "/api/autotrade/v1/portfolio/history?days=30");
    private static final String CONFIGURATION = """
            trading: {evaluation_interval_minutes: 60}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            http: {port: 0}
            """;

    private GrowthBench() {}

    private record Size(int rows, double start, long residentMb, double diskMb, double[] pages) {}

    public static void main(String[] args) throws Exception {
        int[] rows = args.length == 0
                ? ROWS
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        System.out.println(Machine.describe());
        Size[] sizes = new Size[rows.length];
        for (int i = 0; i < rows.length; i++) {
            sizes[i] = measure(rows[i]);
            System.out.println(text("measured", sizes[i]));
        }
        if (sizes.length > 1) {
            for (int factor : new int[] {10, 100}) {
                System.out.println(text("drawn on", drawn(sizes[sizes.length - 2], sizes[sizes.length - 1], factor)));
            }
        }
    }

    private static Size measure(int rows) throws Exception {
        Path home = Measured.home("growth");
        fill(home, rows);
        double disk = megabytes(home.resolve("data"));
        try (ServiceProcess service = Measured.start(home, CONFIGURATION)) {
            double start = service.readyAfterMillis() / 1e3;
            double[] pages = new double[PAGES.size()];
            for (int i = 0; i < pages.length; i++) {
                pages[i] = median(service, PAGES.get(i));
            }
            long resident = Machine.residentMb(service.handle());
            service.stop("TERM");
            return new Size(rows, start, resident, disk, pages);
        }
    }

    private static void fill(Path home, int rows) throws IOException {
        Path conf = home.resolve("conf/autotrade.yaml");
        Files.writeString(conf, "store: {url: embedded}\n");
        AppConfig.StoreConfig store = ConfigLoader.load(conf, null, Map.of()).store();
        Vertx vertx = Vertx.vertx();
        PgJournal journal = PgJournal.open(vertx, store, InstantSource.system()).await();
        try {
            VerifyBench.write(journal, rows);
        } finally {
            journal.close().await();
            vertx.close().await();
        }
    }

    private static double median(ServiceProcess service, String page) throws Exception {
        Latencies latencies = new Latencies();
        for (int i = 0; i < ASKED; i++) {
            long begun = System.nanoTime();
            int status = service.get(page).statusCode();
            if (status != 200) {
                throw new IOException(page + " answered " + status);
            }
            latencies.add(System.nanoTime() - begun);
            Thread.sleep(30);
        }
        return latencies.millis(0.5);
    }

    private static Size drawn(Size smaller, Size larger, int factor) {
        double at = (double) larger.rows() * factor;
        double[] pages = new double[larger.pages().length];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = line(smaller, smaller.pages()[i], larger, larger.pages()[i], at);
        }
        return new Size(
                larger.rows() * factor,
                line(smaller, smaller.start(), larger, larger.start(), at),
                Math.round(line(smaller, smaller.residentMb(), larger, larger.residentMb(), at)),
                line(smaller, smaller.diskMb(), larger, larger.diskMb(), at),
                pages);
    }

    private static double line(Size smaller, double low, Size larger, double high, double at) {
        double slope = (high - low) / (larger.rows() - smaller.rows());
        return high + Math.max(0, slope) * (at - larger.rows());
    }

    private static String text(String how, Size size) {
        StringBuilder pages = new StringBuilder();
        for (int i = 0; i < PAGES.size(); i++) {
            pages.append(String.format(
                    Locale.ROOT,
                    "; %s %.1f ms",
                    PAGES.get(i).replaceFirst("^/api/autotrade/v1/", ""),
                    size.pages()[i]));
        }
        return String.format(
                Locale.ROOT,
                "%s, %,d rows: start %.1f s, resident %d MB, disk %.0f MB%s",
                how,
                size.rows(),
                size.start(),
                size.residentMb(),
                size.diskMb(),
                pages);
    }

    private static double megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += file.toString().contains("/program-") ? 0 : Files.size(file);
            }
            return bytes / 1e6;
        }
    }
}
