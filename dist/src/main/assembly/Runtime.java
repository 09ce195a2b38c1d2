import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Makes a Java run time with the given modules out of the JDK this runs on: {@code Runtime FOLDER MODULES}. */
final class Runtime {

    private Runtime() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        delete(folder);
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("this Java has no jlink; a JDK is needed"))
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        args[1],
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-6",
                        "--output",
                        folder.toString());
        System.exit(code);
    }

    /** jlink wants to make the folder itself. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
