package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide shows code that compiles and passes the kit, because it shows the sample project itself. */
class WritingABrokerGuideTest {

    private static final Path PROJECT = project();
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from (\\S+) -->\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("§\\d+\\.\\d\\d");

    private record Snippet(String file, String text) {}

    @Test
    void everySnippetIsInTheFileItNames() throws IOException {
        for (Snippet snippet : snippets()) {
            assertThat(Lantern.read(snippet.file())).as(snippet.file()).contains(snippet.text());
        }
    }

    @Test
    void everyFileOfTheProjectIsShown() throws IOException {
        assertThat(snippets().stream().map(Snippet::file).distinct().sorted().toList())
                .isEqualTo(Lantern.files());
    }

    @Test
    void everyJavaBlockComesFromTheProject() throws IOException {
        long blocks = guide().lines().filter("```java"::equals).count();

        assertThat(blocks)
                .isEqualTo(snippets().stream()
                        .filter(snippet -> snippet.file().endsWith(".java"))
                        .count());
    }

    @Test
    void theProjectCompilesWithItsTest(@TempDir Path folder) throws IOException {
        assertThat(Lantern.jar(true).write(folder.resolve("lantern.jar"))).isNotEmptyFile();
    }

    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        String build = Files.readString(PROJECT.resolve("pom.xml"));
        Matcher property = Pattern.compile("<((?:vertx|junit|assertj|surefire)\\.version)>([^<]+)<")
                .matcher(Lantern.read("pom.xml"));
        int found = 0;
        while (property.find()) {
            assertThat(build).contains("<" + property.group(1) + ">" + property.group(2) + "<");
            found++;
        }
        assertThat(found).isEqualTo(4);
        assertThat(build).contains("<version>" + value(Lantern.read("pom.xml"), "autotrade.version") + "</version>");
    }

    @Test
    void everyRuleTheGuideMentionsExists() throws IOException {
        StringBuilder kit = new StringBuilder();
        Path sources = PROJECT.resolve("broker-spi/src/test/java/io/autotrade/broker/tck");
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kit.append(Files.readString(file));
            }
        }
        List<String> rules =
                RULE.matcher(guide()).results().map(result -> result.group()).toList();
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(kit).contains("@DisplayName(\"" + rule + " "));
    }

    private static String value(String pom, String property) {
        Matcher matcher = Pattern.compile("<" + property + ">([^<]+)<").matcher(pom);
        assertThat(matcher.find()).as(property).isTrue();
        return matcher.group(1);
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(guide());
        while (matcher.find()) {
            snippets.add(new Snippet(matcher.group(1), matcher.group(2)));
        }
        assertThat(snippets).isNotEmpty();
        return snippets;
    }

    private static String guide() throws IOException {
        return Files.readString(PROJECT.resolve("docs/writing-a-broker.md"));
    }

    private static Path project() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
