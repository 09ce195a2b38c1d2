package io.autotrade.bench.load;

import io.autotrade.bench.crash.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service as it is shipped, on a home of its own in a temporary folder that stays for whoever wants to look. */
final class Measured {

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private Measured() {}

    static Path home(String name) throws IOException {
        Path home = Files.createTempDirectory("autotrade-" + name + "-");
        Files.createDirectories(home.resolve("conf"));
        return home;
    }

    /** @param yaml the configuration, without the section plugins */
    static ServiceProcess start(Path home, String yaml) throws IOException, InterruptedException {
        Path conf = home.resolve("conf/autotrade.yaml");
        Files.writeString(conf, yaml + "plugins: {dir: " + ROOT.resolve("plugins") + "}\n");
        return ServiceProcess.startMeasured(ROOT, conf).awaitReady();
    }
}
