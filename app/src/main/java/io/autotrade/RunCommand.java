package io.autotrade;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the service until Ctrl-C or SIGTERM.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Service service = Service.start(options.live(), InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            stopped.countDown();
                        },
                        "autotrade-stop"));
        out.println(service.banner());
        out.println("dashboard  " + service.dashboardUrl());
        out.println("API        http://localhost:" + service.port() + "/api/autotrade/v1");
        out.println("Ctrl-C stops it; the next start continues the same portfolio.");
        out.flush();
        stopped.await();
        return Autotrade.OK;
    }
}
