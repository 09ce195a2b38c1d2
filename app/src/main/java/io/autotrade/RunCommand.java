package io.autotrade;

import io.autotrade.telemetry.LogOutput;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the service until Ctrl-C or SIGTERM. Reports go to standard output, the log to standard"
                + " error: text on a terminal, else JSON (log.format).",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was stopped",
            "1:it could not run, or another instance took over",
            "2:the command line was not understood",
            "130, 143:it was stopped by a signal"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LiveConfig config = options.live();
        LogOutput.use(config.get().telemetry(), Terminal.present(), System.err);
        Service service = new Service(config, InstantSource.system());
        AtomicBoolean started = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, started.get()), "autotrade-stop"));
        try {
            service.run(vertx -> {});
        } catch (Service.Stopped e) {
            return Autotrade.FAILED; // told by whoever stops it
        }
        started.set(true);
        out.println(service.banner());
        out.println("dashboard  " + service.dashboardUrl());
        out.println("API        http://localhost:" + service.port() + "/api/autotrade/v1");
        out.println("Ctrl-C stops it; the next start continues the same portfolio.");
        out.flush();
        String reason = service.ended().join();
        if (!reason.isEmpty()) {
            spec.commandLine().getErr().println("autotrade: " + reason + "; start it again and it stands by");
            return Autotrade.FAILED;
        }
        return Autotrade.OK;
    }

    /** By a signal, or at the end of this process. */
    private void stop(Service service, boolean started) {
        boolean already = service.ended().isDone();
        service.close();
        if (!started && !already) {
            spec.commandLine().getErr().println("autotrade: " + new Service.Stopped().getMessage());
        }
    }
}
