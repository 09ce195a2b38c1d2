package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
final class ConfigOptions {

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration file; else AUTOTRADE_CONF, else conf/autotrade.yaml.")
    private @Nullable Path conf;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where relative paths start; else the parent of the folder that holds the configuration file.")
    private @Nullable Path home;

    Path file() {
        if (conf != null) {
            return conf.toAbsolutePath();
        }
        String named = System.getenv("AUTOTRADE_CONF");
        return Path.of(Objects.requireNonNullElse(named, "conf/autotrade.yaml")).toAbsolutePath();
    }

    @Nullable
    Path home() {
        return home == null ? null : home.toAbsolutePath();
    }

    /** Where relative paths start. */
    Path root() {
        Path given = home();
        return given == null ? ConfigLoader.homeOf(file()) : given;
    }

    Map<String, String> environment() {
        return System.getenv();
    }

    /** @throws io.autotrade.config.ConfigException with every problem of the file */
    AppConfig load() {
        return ConfigLoader.load(file(), home(), environment());
    }

    /**
     * The same with values that stand in for those of the file; see {@link ConfigLoader}.
     *
     * @throws io.autotrade.config.ConfigException with every problem
     */
    AppConfig load(Map<String, String> instead) {
        return ConfigLoader.load(file(), home(), environment(), instead);
    }

    LiveConfig live() {
        return new LiveConfig(load(), home(), environment());
    }
}
