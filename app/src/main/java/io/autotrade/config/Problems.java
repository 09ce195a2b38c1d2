package io.autotrade.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all can be reported at once. */
final class Problems {

    private final List<ConfigProblem> found = new ArrayList<>();

    void add(String key, int line, String value, String message) {
        found.add(new ConfigProblem(key, line, value, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ConfigException if there is any problem */
    void throwIfAny(@Nullable Path file) {
        if (!found.isEmpty()) {
            List<ConfigProblem> sorted = new ArrayList<>(found);
            sorted.sort(Comparator.comparingInt(problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line()));
            throw new ConfigException(file, sorted);
        }
    }
}
