package io.autotrade;

import java.nio.file.Path;
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

    @Override
    public Integer call() throws ReflectiveOperationException, InterruptedException {
        Path file = jar;
        Class<?> sandbox = SandboxJar.load(file == null ? SandboxJar.besideTheService() : file);
        sandbox.getMethod("main", String[].class).invoke(null, (Object) new String[] {Integer.toString(port)});
        new CountDownLatch(1).await();
        return Autotrade.OK;
    }
}
