package io.autotrade.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link AppConfig} from a YAML file. Blocks; safe from any thread.
 *
 * <p>Values may hold {@code ${NAME}} or {@code ${NAME:default}}: environment variables or, for those not set, lines of
 * the file {@code .env} beside the configuration. All problems are reported at once.
 */
public final class ConfigLoader {

    private static final long MAX_BYTES = 1 << 20;
    private static final Set<String> PLUGIN_SECTIONS =
            Set.of("simulated", "okx", "brokers", "consumers", "market.simulated", "market.replay", "market.okx");

    private ConfigLoader() {}

    /**
     * Reads a configuration.
     *
     * @param home directory against which relative paths resolve; null for the parent of the folder that holds the file
     * @param env environment variables, normally {@link System#getenv()}
     * @throws ConfigException with all problems
     */
    public static AppConfig load(Path file, @Nullable Path home, Map<String, String> env) {
        return load(file, home, env, Map.of());
    }

    /**
     * As {@link #load(Path, Path, Map)}, with values that stand in for those of file and environment.
     *
     * @param instead value by dotted key; an empty value leaves the key at its default. With any, the result names no
     *     {@link AppConfig#file()}: what the file says is not what is in force, so it must not be read again
     */
    public static AppConfig load(Path file, @Nullable Path home, Map<String, String> env, Map<String, String> instead) {
        Path absolute = file.toAbsolutePath().normalize();
        Problems problems = new Problems();
        String text = text(absolute, problems);
        Map<String, String> variables = new HashMap<>(dotEnv(absolute.resolveSibling(".env"), problems));
        variables.putAll(env);
        problems.throwIfAny(absolute);
        return parse(
                text,
                absolute,
                home == null ? homeOf(absolute) : home.toAbsolutePath().normalize(),
                variables,
                instead);
    }

    /** Builds a configuration from text instead of a file. */
    static AppConfig parse(String text, @Nullable Path file, Path home, Map<String, String> variables) {
        return parse(text, file, home, variables, Map.of());
    }

    private static AppConfig parse(
            String text, @Nullable Path file, Path home, Map<String, String> variables, Map<String, String> instead) {
        Problems problems = new Problems();
        ConfigNode.Table written = YamlReader.read(text, new Substitution(variables), problems);
        ConfigNode.Table root = Environment.apply(written, variables);
        for (Map.Entry<String, String> entry : instead.entrySet()) {
            root = root.with(entry.getKey(), new ConfigNode.Text(entry.getValue(), true, 0));
        }
        String source = String.valueOf(new Values(root, "", new Problems()).find(ConfigKeys.MARKET_SOURCE));
        UnknownKeys.check(root, "", ConfigKeys.all(), foreign(source), problems);
        AppConfig config = new ConfigBuilder(
                        new Values(root, "", problems), problems, home, instead.isEmpty() ? file : null)
                .build(sections(root));
        problems.throwIfAny(file);
        return config;
    }

    /** The default rule for the home directory: the parent of the folder that holds the configuration file. */
    public static Path homeOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path home = folder == null ? null : folder.getParent();
        return home != null ? home : folder != null ? folder : Path.of("").toAbsolutePath();
    }

    /** Sections that plugins read; a market source's section counts when it is known or selected. */
    private static Set<String> foreign(String source) {
        Set<String> sections = new HashSet<>(PLUGIN_SECTIONS);
        sections.add("market." + source);
        return sections;
    }

    private static JsonObject sections(ConfigNode.Table root) {
        JsonObject sections = (JsonObject) Effective.untyped(root);
        for (String own : List.of("trading", "store", "http", "plugins", "cluster", "alerts", "log", "tracing")) {
            sections.remove(own);
        }
        return sections.mergeIn(Effective.of(root, ConfigKeys.all()), true);
    }

    private static String text(Path file, Problems problems) {
        try {
            if (!Files.isRegularFile(file)) {
                problems.add("", 0, "", "there is no such file; --conf FILE or AUTOTRADE_CONF selects another");
                return "";
            }
            if (Files.size(file) > MAX_BYTES) {
                problems.add("", 0, "", "is larger than 1 MiB");
                return "";
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.add("", 0, "", "is not text in UTF-8");
        } catch (IOException e) {
            problems.add("", 0, "", "cannot be read: " + e.getMessage());
        }
        return "";
    }

    private static Map<String, String> dotEnv(Path file, Problems problems) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return DotEnv.parse(Files.readAllLines(file), problems);
        } catch (IOException e) {
            problems.add(".env", 0, "", "cannot be read: " + e.getMessage());
            return Map.of();
        }
    }
}
