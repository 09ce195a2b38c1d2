package io.autotrade;

import io.autotrade.bus.Addresses;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.EventType;
import io.autotrade.config.AppConfig;
import io.autotrade.journal.PgJournal;
import io.autotrade.report.PerformanceReport;
import io.autotrade.report.Summary;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays recorded candles through the unchanged service and tells how the account did. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = "Plays recorded candles through the unchanged service as fast as it can, on an account and a"
                + " journal of their own, and reports how the account did. Symbols, limits and costs are those of the"
                + " configuration; a service that runs is not disturbed.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the recording was played to its end",
            "1:it could not be done",
            "2:the command line was not understood"
        })
final class BacktestCommand implements Callable<Integer> {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int CYCLES_PER_LINE = 1_000;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--candles",
            paramLabel = "SYMBOL=FILE",
            description = "Candles of a symbol, CSV ts,open,high,low,close,volume; may be repeated. Then only these"
                    + " symbols are traded. Else market.replay.files of the configuration.")
    private Map<String, Path> candles = new LinkedHashMap<>();

    @Option(
            names = "--funding",
            paramLabel = "SYMBOL=FILE",
            description = "Charged funding rates of a symbol, CSV ts,fundingRate; may be repeated.")
    private Map<String, Path> funding = new LinkedHashMap<>();

    @Option(names = "--from", paramLabel = "TIME", description = "Market time to begin at, as 2026-05-10T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Market time to end at.")
    private @Nullable String to;

    @Option(names = "--cash", paramLabel = "AMOUNT", description = "Starting cash; else that of the configuration.")
    private @Nullable BigDecimal cash;

    @Option(
            names = "--advisor",
            paramLabel = "ADVISOR",
            description = "baseline (the default), or llm: a model is asked every cycle, which costs, and it may"
                    + " know how the recorded market went on.")
    private String advisor = "baseline";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for journal and report; must not exist or be empty. Else backtests/TIME in the home.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints the figures as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path folder = folder();
        AppConfig config = options.load(instead(folder));
        if (config.section("market.replay.files").isEmpty()) {
            throw new StartFailure(
                    "there are no candles to play: give --candles SYMBOL=FILE, or market.replay.files in "
                            + options.file());
        }
        make(folder);
        long begun = System.nanoTime();
        CompletableFuture<Void> played = new CompletableFuture<>();
        Service service =
                new Service(new LiveConfig(config, options.home(), options.environment()), InstantSource.system());
        Thread stop = new Thread(service::close, "autotrade-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            service.run(vertx -> follow(vertx, played));
            CompletableFuture.anyOf(played, service.ended().thenAccept(BacktestCommand::tooEarly))
                    .join();
            return ReadJournal.read(
                    config, journal -> report(journal, folder, Duration.ofNanos(System.nanoTime() - begun)));
        } finally {
            service.close();
            unhook(stop);
        }
    }

    private static void tooEarly(String why) {
        throw new StartFailure(why.isEmpty() ? "it was stopped before the recording had come to its end" : why);
    }

    private Path folder() {
        Path chosen = out;
        return chosen != null
                ? chosen.toAbsolutePath().normalize()
                : options.root()
                        .resolve("backtests")
                        .resolve(NAME.format(InstantSource.system().instant()));
    }

    /** What makes a backtest of the configured service; everything else stays as it is configured. */
    private Map<String, String> instead(Path folder) {
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("trading.broker_type", "simulated");
        instead.put("trading.advisor", advisor);
        instead.put("market.source", "replay");
        instead.put("market.replay.speed", "max");
        instead.put("store.url", "embedded");
        instead.put("store.data_dir", folder.resolve("data").toString());
        instead.put("http.host", "127.0.0.1");
        instead.put("http.port", "0");
        instead.put("http.tls", "");
        // Nobody is to be woken by what happened in a recording.
        instead.put("alerts.sinks", "");
        instead.put("cluster.enabled", "false");
        if (!candles.isEmpty()) {
            instead.put("trading.symbols", String.join(",", candles.keySet()));
            instead.put("market.replay.files", "");
            instead.put("market.replay.funding", "");
        }
        candles.forEach((symbol, file) -> instead.put("market.replay.files." + symbol, absolute(file)));
        funding.forEach((symbol, file) -> instead.put("market.replay.funding." + symbol, absolute(file)));
        put(instead, "market.replay.from", from);
        put(instead, "market.replay.to", to);
        put(instead, "simulated.starting_cash", cash == null ? null : cash.toPlainString());
        return instead;
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    private static void put(Map<String, String> instead, String key, @Nullable String value) {
        if (value != null) {
            instead.put(key, value);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new StartFailure(
                            "--out " + folder + " is not empty; a backtest begins with an account of its own");
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure("--out " + folder + " is a file; a folder is wanted");
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }

    private void follow(Vertx vertx, CompletableFuture<Void> played) {
        int[] cycles = {0};
        vertx.eventBus().<JsonObject>consumer(Addresses.SCHEDULER, message -> {
            JsonObject event = message.body();
            if (event.getString("type").equals(EventType.CYCLE_END.wireName()) && ++cycles[0] % CYCLES_PER_LINE == 0) {
                tell(event.getString("ts") + ": " + cycles[0] + " cycles");
            }
        });
        vertx.eventBus().<JsonObject>consumer(Addresses.ALERTS, message -> {
            JsonObject alert = message.body().getJsonObject("payload", new JsonObject());
            if ("feed_finished".equals(alert.getString("code"))) {
                played.complete(null);
            }
        });
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private int report(PgJournal journal, Path folder, Duration took) {
        PerformanceReport report = new PerformanceReport();
        journal.replay(report).await();
        Summary summary = report.summary();
        if (summary == null) {
            throw new StartFailure("the recording ended before an account was opened");
        }
        Path page = folder.resolve("report.html");
        try {
            Files.writeString(page, report.html());
        } catch (IOException e) {
            throw new UncheckedIOException(page + " cannot be written", e);
        }
        PrintWriter printer = spec.commandLine().getOut();
        if (json) {
            printer.println(EventJson.write(summary));
        } else {
            printer.println("Backtest of " + summary.from() + " to " + summary.to() + ", advisor " + advisor + ", in "
                    + took.toSeconds() + " s");
            summary.lines().forEach((what, value) -> printer.printf("%-44s %s%n", what, value));
            printer.println("report   " + page);
            printer.println("journal  " + folder.resolve("data") + ", for replay, explain and export with this as"
                    + " store.data_dir");
        }
        printer.flush();
        return Autotrade.OK;
    }

    private static void unhook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The machine stops already, and the hook with it.
        }
    }
}
