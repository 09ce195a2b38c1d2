package io.autotrade.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used, with everything that is wrong with it. Shows no secret. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigException(@Nullable Path file, List<ConfigProblem> problems) {
        super(message(file, problems));
        this.problems = List.copyOf(problems);
    }

    /** Never empty; in the order of the file as far as they come from it. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String message(@Nullable Path file, List<ConfigProblem> problems) {
        String head = (file == null ? "the configuration" : file.toString())
                + (problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:");
        return problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining("", head, ""));
    }
}
