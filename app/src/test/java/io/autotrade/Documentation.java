package io.autotrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README and docs as a reader sees them: text with blocks of code between fences. */
final class Documentation {

    /** @param line of the opening fence, from 1 */
    record Block(Path file, int line, String language, String text) {

        String where() {
            return file.getFileName() + ":" + line;
        }

        /** Lines with those that end in a backslash joined to the next; without empty ones. */
        List<String> commands() {
            return Stream.of(text.replaceAll("\\\\\\n\\s*", " ").split("\n"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static final Pattern FENCE =
            Pattern.compile("^( *)```([^\\n`]*)\\n(.*?)^\\1```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Documentation() {}

    /** The repository, wherever the test is started. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs/adr"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static List<Path> files() throws IOException {
        Path root = root();
        List<Path> files = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("plugins/README.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        return files;
    }

    static List<Block> blocks(String... languages) throws IOException {
        List<String> wanted = List.of(languages);
        return blocks().stream()
                .filter(block -> wanted.contains(block.language()))
                .toList();
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            Matcher fence = FENCE.matcher(text);
            while (fence.find()) {
                int line = (int) text.substring(0, fence.start()).lines().count() + 1;
                String body = fence.group(3).replaceAll("(?m)^" + fence.group(1), "");
                blocks.add(new Block(file, line, fence.group(2).strip(), body));
            }
        }
        return blocks;
    }

    /** Words of a command as a shell sees them, up to a comment, a pipe or a redirection. */
    static List<String> words(String command) {
        Matcher word = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)").matcher(command);
        List<String> words = new ArrayList<>();
        while (word.find()) {
            String bare = word.group(3);
            if (bare != null
                    && (bare.startsWith("#") || bare.equals("|") || bare.equals("&&") || bare.startsWith(">"))) {
                break;
            }
            words.add(bare != null ? bare : word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }
}
