package io.autotrade.bench.load;

import io.autotrade.bench.crash.ServiceProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the start of the process to readiness and the first decision, and what the service costs once it runs, with 6,
 * 60 and 600 symbols of the simulated market: {@code StartBench [SYMBOLS...]}. Six symbols are the baseline of the
 * ratios; the first start of a home also makes its database.
 */
public final class StartBench {

    private static final int[] SYMBOLS = {6, 60, 600};
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration OBSERVED = Duration.ofSeconds(30);
    private static final String CONFIGURATION = """
            trading: {evaluation_interval_minutes: 5, confidence_threshold: 0.3, symbols: %s}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            http: {port: 0}
            """;

    private StartBench() {}

    /** What one size gave; times in seconds, CPU as a share of one core, cycle in milliseconds. */
    private record Size(double ready, double decision, double readyAgain, long residentMb, double cpu, double cycle) {}

    public static void main(String[] args) throws Exception {
        int[] sizes = args.length == 0
                ? SYMBOLS
                : java.util.Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        System.out.println(Machine.describe());
        Size base = null;
        for (int symbols : sizes) {
            Size size = measure(symbols);
            base = base == null ? size : base;
            System.out.printf(
                    Locale.ROOT,
                    "%d symbols: first start ready after %.1f s, first decision after %.1f s; later start %.1f s; "
                            + "resident %d MB; %.2f cores; a cycle takes %.0f ms; "
                            + "beside %d symbols: memory x%.2f, CPU x%.1f, cycle x%.1f%n",
                    symbols,
                    size.ready(),
                    size.decision(),
                    size.readyAgain(),
                    size.residentMb(),
                    size.cpu(),
                    size.cycle(),
                    sizes[0],
                    (double) size.residentMb() / base.residentMb(),
                    size.cpu() / base.cpu(),
                    size.cycle() / base.cycle());
        }
    }

    private static Size measure(int symbols) throws Exception {
        Path home = Measured.home("start");
        String yaml = CONFIGURATION.formatted(names(symbols));
        try (ServiceProcess service = start(home, yaml)) {
            double ready = service.readyAfterMillis() / 1e3;
            double decision = firstDecision(service);
            ProcessHandle process = service.handle();
            long cpu = Machine.cpu(process).toNanos();
            Thread.sleep(OBSERVED.toMillis());
            double cores = (double) (Machine.cpu(process).toNanos() - cpu) / OBSERVED.toNanos();
            long resident = Machine.residentMb(process);
            double cycle = cycleMillis(service);
            service.stop("TERM");
            try (ServiceProcess again = start(home, yaml)) {
                double readyAgain = again.readyAfterMillis() / 1e3;
                again.stop("TERM");
                return new Size(ready, decision, readyAgain, resident, cores, cycle);
            }
        }
    }

    private static ServiceProcess start(Path home, String yaml) throws IOException, InterruptedException {
        return Measured.start(home, yaml);
    }

    private static String names(int symbols) {
        List<String> names = new ArrayList<>(List.of(
                "BTC-USDT-SWAP", "ETH-USDT-SWAP", "SOL-USDT-SWAP", "BNB-USDT-SWAP", "DOGE-USDT-SWAP", "XRP-USDT-SWAP"));
        for (int i = names.size(); i < symbols; i++) {
            names.add("C" + i + "-USDT-SWAP");
        }
        return names.subList(0, symbols).toString();
    }

    /** Seconds from the start of the process until a decision can be read over HTTP. */
    private static double firstDecision(ServiceProcess service) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonObject answer = new JsonObject(
                    service.get("/api/autotrade/v1/decisions?limit=1").body());
            if (!answer.getJsonArray("items", new JsonArray()).isEmpty()) {
                return service.ageMillis() / 1e3;
            }
            Thread.sleep(20);
        }
        throw new IOException("no decision within " + PATIENCE);
    }

    /** Wall time of the stages of the last cycle, together. */
    private static double cycleMillis(ServiceProcess service) throws Exception {
        JsonObject page = new JsonObject(service.get("/api/autotrade/v1/events?after=0&limit=1000&type=cycle_end")
                .body());
        double sum = 0;
        int cycles = 0;
        for (Object item : page.getJsonArray("items")) {
            JsonObject event = (JsonObject) item;
            if (event.getString("type").equals("cycle_end")) {
                cycles++;
                for (Map.Entry<String, Object> stage :
                        event.getJsonObject("payload").getJsonObject("wallMillis")) {
                    sum += ((Number) stage.getValue()).doubleValue();
                }
            }
        }
        return sum / Math.max(1, cycles);
    }
}
