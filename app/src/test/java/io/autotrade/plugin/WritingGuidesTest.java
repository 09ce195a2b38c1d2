package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides show code that compiles and passes its tests, because they show the projects of docs/templates. */
class WritingGuidesTest {

    private static final Path PROJECT = project();
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from (?:(\\w+):)?(\\S+) -->\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("§\\d+\\.\\d\\d");
    private static final Map<Template, String> GUIDES = Map.of(
            Template.LANTERN, "writing-a-broker",
            Template.BEACON, "writing-a-market-source",
            Template.DIARY, "writing-a-consumer",
            Template.LOOKOUT, "writing-a-consumer");

    private record Snippet(String file, String text) {}

    @ParameterizedTest
    @EnumSource
    void everySnippetIsInTheFileItNames(Template template) throws IOException {
        assertThat(snippets(template))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(template.read(snippet.file()))
                        .as(snippet.file())
                        .contains(snippet.text()));
    }

    @ParameterizedTest
    @EnumSource
    void everyFileOfTheProjectIsShown(Template template) throws IOException {
        List<String> shown = snippets(template).stream()
                .map(Snippet::file)
                .distinct()
                .sorted()
                .toList();
        List<String> files = template.files().stream()
                .filter(file -> !file.endsWith("FollowingConsumer.java")) // in docs/events.md
                .toList();

        assertThat(shown).isEqualTo(files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writing-a-broker", "writing-a-market-source", "writing-a-consumer"})
    void everyJavaBlockComesFromAProject(String guide) throws IOException {
        String text = guide(guide);
        Matcher java = Pattern.compile("(?m)^```java$").matcher(text);
        Matcher marked =
                Pattern.compile("<!-- from \\S+\\.java -->\\n```java\\n").matcher(text);

        assertThat(marked.results().count()).isEqualTo(java.results().count()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void theProjectCompilesWithItsTests(Template template, @TempDir Path folder) throws IOException {
        assertThat(template.jar(true).write(folder.resolve("it.jar"))).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource
    void theVersionsAreThoseOfTheBuild(Template template) throws IOException {
        String build = Files.readString(PROJECT.resolve("pom.xml"));
        String pom = template.read("pom.xml");
        Matcher property = Pattern.compile("<((?:vertx|junit|assertj|surefire)\\.version)>([^<]+)<")
                .matcher(pom);
        int found = 0;
        while (property.find()) {
            assertThat(build).contains("<" + property.group(1) + ">" + property.group(2) + "<");
            found++;
        }
        assertThat(found).isEqualTo(template == Template.LOOKOUT ? 1 : 4);
        if (template != Template.LOOKOUT) {
            assertThat(build).contains("<version>" + value(pom, "autotrade.version") + "</version>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writing-a-broker", "writing-a-market-source"})
    void everyRuleAGuideMentionsExists(String guide) throws IOException {
        StringBuilder kit = new StringBuilder();
        Path sources = PROJECT.resolve("broker-spi/src/test/java/io/autotrade/broker/tck");
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kit.append(Files.readString(file));
            }
        }
        List<String> rules = RULE.matcher(guide(guide))
                .results()
                .map(result -> result.group())
                .toList();
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(kit).contains("@DisplayName(\"" + rule + " "));
    }

    @Test
    void theClientFollowsAsTheEventsGuideShows() throws IOException {
        Path shown = PROJECT.resolve("app/src/test/java/io/autotrade/bus/FollowingConsumer.java");

        assertThat(Template.LOOKOUT.read("src/main/java/com/example/lookout/FollowingConsumer.java"))
                .isEqualTo(
                        Files.readString(shown).replace("package io.autotrade.bus;", "package com.example.lookout;"));
    }

    private static String value(String pom, String property) {
        Matcher matcher = Pattern.compile("<" + property + ">([^<]+)<").matcher(pom);
        assertThat(matcher.find()).as(property).isTrue();
        return matcher.group(1);
    }

    /** A guide of two projects names the one a snippet is of, {@code <!-- from lookout:pom.xml -->}. */
    private static List<Snippet> snippets(Template template) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(guide(GUIDES.get(template)));
        while (matcher.find()) {
            String named = matcher.group(1);
            if (named == null || named.equals(template.name().toLowerCase(Locale.ROOT))) {
                snippets.add(new Snippet(matcher.group(2), matcher.group(3)));
            }
        }
        return snippets;
    }

    private static String guide(String name) throws IOException {
        return Files.readString(PROJECT.resolve("docs").resolve(name + ".md"));
    }

    private static Path project() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
