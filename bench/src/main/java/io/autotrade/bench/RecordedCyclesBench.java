package io.autotrade.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Records many cycles of a scripted model and replays them: {@code RecordedCyclesBench [CYCLES]} in the root of the
 * project, after {@code package}. The model answers well, badly and not at all, in turns; the service is the jar that
 * is shipped. Ends with exit code 1 when the replay finds any difference.
 */
public final class RecordedCyclesBench {

    private static final List<String> SYMBOLS = List.of("BTC-USDT-SWAP", "ETH-USDT-SWAP");
    /** Bars that are history when the first cycle runs. */
    private static final int WARM_UP = 820;

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String CONFIGURATION = """
            trading:
              allow_short: true
              confidence_threshold: 0.3
              llm: {base_url: "http://127.0.0.1:%d/v1", model: scripted, max_retries: 0}
              risk: {cooldown_minutes: 0, loss_streak_pause: 0, drawdown_pause_pct: 90, daily_loss_cap: 1000000}
            plugins: {dir: %s}
            """;

    private final Path root = Path.of("").toAbsolutePath();
    private final Path home;
    private final Path conf;
    private final Random random = new Random(1);

    private RecordedCyclesBench(Path home, int port) throws IOException {
        this.home = home;
        conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, CONFIGURATION.formatted(port, root.resolve("plugins")));
    }

    /** Runs the whole bench; see the class comment. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int cycles = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        HttpServer model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordedCyclesBench bench = new RecordedCyclesBench(
                Files.createTempDirectory("autotrade-recorded-"),
                model.getAddress().getPort());
        model.createContext("/v1/chat/completions", bench::answer);
        model.start();
        int code;
        try {
            code = bench.run(cycles);
        } finally {
            model.stop(0);
        }
        System.exit(code);
    }

    private int run(int cycles) throws IOException, InterruptedException {
        List<String> backtest = new ArrayList<>(List.of("backtest", "--advisor", "llm", "--json"));
        backtest.addAll(List.of("--out", home.resolve("out").toString()));
        for (String symbol : SYMBOLS) {
            Path candles = home.resolve(symbol + ".csv");
            Files.writeString(candles, BenchCandles.csv(cycles + WARM_UP, symbol.startsWith("BTC") ? 60_000 : 3_000));
            backtest.addAll(List.of("--candles", symbol + "=" + candles));
        }
        long began = System.nanoTime();
        if (call(backtest) != 0) {
            return 1;
        }
        long recorded = System.nanoTime();
        // The recording lies where the backtest put it.
        Files.writeString(conf, Files.readString(conf) + "store: {data_dir: " + home.resolve("out/data") + "}\n");
        int code = call(List.of("replay", "--all"));
        System.out.printf(
                "recorded in %.0f s, replayed in %.1f s, kept in %s%n",
                (recorded - began) / 1e9, (System.nanoTime() - recorded) / 1e9, home);
        return code;
    }

    private int call(List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                root.resolve("app/target/autotrade.jar").toString()));
        line.addAll(command);
        line.addAll(List.of("--conf", conf.toString()));
        Process process = new ProcessBuilder(line)
                .redirectError(home.resolve("stderr.log").toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " did not end within " + LONGEST);
        }
        return process.exitValue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int kind = random.nextInt(40);
        byte[] body = (kind == 0 ? "{\"error\": {\"message\": \"overloaded\"}}" : completion(content(kind)))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(kind == 0 ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String completion(String content) {
        JsonObject message = new JsonObject().put("role", "assistant").put("content", content);
        return new JsonObject()
                .put(
                        "choices",
                        new JsonArray().add(new JsonObject().put("index", 0).put("message", message)))
                .put("usage", new JsonObject().put("prompt_tokens", 3_000).put("completion_tokens", 200))
                .encode();
    }

    private String content(int kind) {
        JsonArray items = new JsonArray();
        for (String symbol : SYMBOLS) {
            items.add(item(symbol));
        }
        String json = new JsonObject().put("decisions", items).encode();
        return switch (kind) {
            case 1 -> "I would rather not say.";
            case 2 -> json.substring(0, json.length() * 2 / 3);
            case 3, 4, 5 -> "1. It rises.\n2. So:\n```json\n" + json + "\n```";
            case 6 -> items.encode();
            default -> json;
        };
    }

    private JsonObject item(String symbol) {
        double price = symbol.startsWith("BTC") ? 60_000 : 3_000;
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                new JsonObject()
                        .put("symbol", symbol)
                        .put("action", "buy")
                        .put("size_pct", 1 + random.nextInt(60))
                        .put("leverage", 1 + random.nextInt(12))
                        .put("confidence", random.nextDouble())
                        .put("stop_loss", Math.round(price * (0.9 + random.nextDouble() * 0.1)))
                        .put("take_profit", Math.round(price * (1.0 + random.nextDouble() * 0.2)))
                        .put("rationale", "up");
            case 2 ->
                new JsonObject()
                        .put("symbol", symbol.substring(0, 3))
                        .put("action", "SELL")
                        .put("size_pct", "15%")
                        .put("confidence", 70)
                        .put("stop_loss", String.valueOf(Math.round(price * 1.06)))
                        .put("take_profit", Math.round(price * 0.85))
                        .put("rationale", "down");
            case 3 ->
                new JsonObject().put("symbol", symbol).put("action", "close").put("confidence", 0.9);
            case 4 ->
                new JsonObject()
                        .put("symbol", "SHIB-USDT-SWAP")
                        .put("action", "buy")
                        .put("confidence", 2);
            default ->
                new JsonObject()
                        .put("symbol", symbol)
                        .put("action", "hold")
                        .put("confidence", 0.5)
                        .put("rationale", "wait");
        };
    }
}
