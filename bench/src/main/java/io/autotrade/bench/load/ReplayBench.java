package io.autotrade.bench.load;

import io.autotrade.bench.BenchCandles;
import io.autotrade.bench.PureCore;
import io.autotrade.bench.crash.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Candles a second at full speed: the whole service ({@code autotrade backtest}, two symbols, embedded database, every
 * cycle journalled) beside the same computation without broker, database and bus ({@link PureCore}), in turns.
 * {@code ReplayBench [BARS [JVM OPTIONS...]]}; the options go to the service, for a profile.
 */
public final class ReplayBench {

    private static final List<String> SYMBOLS = List.of("BTC-USDT-SWAP", "ETH-USDT-SWAP");
    private static final int BARS = 4_000;
    private static final int ROUNDS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Passes before the pure core is measured: the service too is warm for most of its time. */
    private static final int WARM_UP = 3;

    private ReplayBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int bars = args.length > 0 ? Integer.parseInt(args[0]) : BARS;
        List<String> options = args.length > 1 ? List.of(args).subList(1, args.length) : List.of();
        Path home = Measured.home("replay");
        Files.writeString(
                home.resolve("conf/autotrade.yaml"),
                "trading: {risk: {loss_streak_pause: 0, cooldown_minutes: 0, drawdown_pause_pct: 90}}\nplugins: {dir: "
                        + Path.of("plugins").toAbsolutePath() + "}\n");
        for (String symbol : SYMBOLS) {
            Files.writeString(
                    home.resolve(symbol + ".csv"), BenchCandles.csv(bars, symbol.startsWith("BTC") ? 60_000 : 3_000));
        }
        System.out.println(Machine.describe());
        double[] share = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            double pure = pure(bars);
            double seconds = whole(home, i, options);
            double whole = (double) bars * SYMBOLS.size() / seconds;
            share[i] = whole / pure;
            System.out.printf(
                    Locale.ROOT,
                    "pure core %.0f candles/s; whole service %.0f candles/s, %.0f cycles/s (%.1f s, start and report"
                            + " included); share %.3f%n",
                    pure,
                    whole,
                    bars / seconds,
                    seconds,
                    share[i]);
        }
        Arrays.sort(share);
        System.out.printf(Locale.ROOT, "median share of the pure core: %.3f%n", share[ROUNDS / 2]);
    }

    private static double pure(int bars) {
        PureCore core = new PureCore(SYMBOLS.size());
        long sink = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sink += core.play(bars);
        }
        long begun = System.nanoTime();
        sink += core.play(bars);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (sink == 0) {
            throw new IllegalStateException("nothing was computed");
        }
        return bars * SYMBOLS.size() / seconds;
    }

    /** @return seconds from the start of the process to its end */
    private static double whole(Path home, int round, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ServiceProcess.java()));
        command.addAll(ServiceProcess.MEASURED);
        command.addAll(options);
        command.addAll(List.of(
                "-jar", Path.of("app/target/autotrade.jar").toAbsolutePath().toString(), "backtest"));
        for (String symbol : SYMBOLS) {
            command.addAll(List.of("--candles", symbol + "=" + home.resolve(symbol + ".csv")));
        }
        command.addAll(List.of("--conf", home.resolve("conf/autotrade.yaml").toString()));
        command.addAll(List.of("--out", home.resolve("out" + round).toString()));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("backtest" + round + ".log").toFile())
                .start();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the backtest did not end within " + LONGEST);
        }
        if (process.exitValue() != 0) {
            throw new IOException("the backtest failed, see " + home);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
