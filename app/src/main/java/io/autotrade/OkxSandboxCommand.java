package io.autotrade;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an exchange that speaks OKX v5 on this machine, with play money and faults on demand. */
@Command(
        name = "okx-sandbox",
        mixinStandardHelpOptions = true,
        description =
                "Runs an exchange that speaks OKX v5 on the loopback address: play money, no key, faults on demand.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "1:it could not run",
            "2:the command line was not understood",
            "130, 143:it was stopped by a signal"
        })
final class OkxSandboxCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8790", description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--jar", paramLabel = "FILE", description = "The sandbox; else the one beside this jar.")
    private @Nullable Path jar;

    @Option(
            names = "--candles",
            paramLabel = "SYMBOL=FILE",
            description =
                    "Recorded candles a market follows; may be given again. Columns: ts,open,high,low,close,volume.")
    private Map<String, Path> candles = new TreeMap<>();

    @Option(
            names = "--funding",
            paramLabel = "SYMBOL=FILE",
            description = "Recorded funding that is charged; may be given again. Columns: ts,fundingRate.")
    private Map<String, Path> funding = new TreeMap<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Moment of the recordings to begin with, such as 2026-06-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "Recorded seconds per second (default: ${DEFAULT-VALUE}).")
    private int speed;

    @Override
    public Integer call() throws ReflectiveOperationException, InterruptedException {
        Path file = jar;
        Class<?> sandbox = SandboxJar.load(file == null ? SandboxJar.besideTheService() : file);
        try {
            sandbox.getMethod("main", String[].class).invoke(null, (Object) arguments());
        } catch (InvocationTargetException e) {
            throw new StartFailure(StartFailure.reason(e.getCause() == null ? e : e.getCause()), e);
        }
        new CountDownLatch(1).await();
        return Autotrade.OK;
    }

    private String[] arguments() {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port), "--speed", Integer.toString(speed)));
        candles.forEach((symbol, path) -> arguments.addAll(List.of("--candles", symbol + "=" + path)));
        funding.forEach((symbol, path) -> arguments.addAll(List.of("--funding", symbol + "=" + path)));
        if (from != null) {
            arguments.addAll(List.of("--from", from.toString()));
        }
        return arguments.toArray(String[]::new);
    }
}
