import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks or applies the layout of all Java sources: {@code Format check|apply ROOT}. It runs on the JDK the build
 * selects, because the formatter parses with the compiler it runs on, and an older one does not know Java 21 syntax.
 * Files known to be well formed are remembered in target/format.index by size and time, so that a second run is quick.
 */
final class Format {

    private static final JavaFormatterOptions OPTIONS = JavaFormatterOptions.builder()
            .style(Style.PALANTIR)
            .formatJavadoc(true)
            .build();

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]).toRealPath();
        Path index = root.resolve("target/format.index");
        Set<String> known = Files.exists(index) ? new TreeSet<>(Files.readAllLines(index)) : Set.of();
        Set<String> clean = new ConcurrentSkipListSet<>();
        Map<Path, String> bad = new ConcurrentSkipListMap<>();
        sources(root).forEach((file, relative) -> {
            try {
                String stamp = stamp(file, relative);
                if (!known.contains(stamp)) {
                    String source = Files.readString(file);
                    String formatted = format(source);
                    if (!formatted.equals(source)) {
                        if (!apply) {
                            bad.put(file, relative);
                            return;
                        }
                        Files.writeString(file, formatted);
                        System.out.println("formatted " + relative);
                        stamp = stamp(file, relative);
                    }
                }
                clean.add(stamp);
            } catch (FormatterException | IOException e) {
                bad.put(file, relative + ": " + e.getMessage());
            }
        });
        Files.createDirectories(index.getParent());
        Files.write(index, clean);
        if (!bad.isEmpty()) {
            System.err.println("Not laid out as the formatter would:");
            bad.values().forEach(line -> System.err.println("  " + line));
            System.err.println("Repair with: ./mvnw -q -N validate exec:exec@format");
            System.exit(1);
        }
    }

    private static String format(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.PALANTIR);
        return Formatter.createFormatter(OPTIONS).formatSource(ordered);
    }

    private static String stamp(Path file, String relative) throws IOException {
        return relative + " " + Files.size(file) + " "
                + Files.getLastModifiedTime(file).toMillis();
    }

    private static Map<Path, String> sources(Path root) throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.collect(Collectors.toList())) {
                if (!Files.exists(module.resolve("pom.xml")) || !Files.isDirectory(module.resolve("src"))) {
                    continue;
                }
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> found.put(file, root.relativize(file).toString()));
                }
            }
        }
        return found;
    }
}
