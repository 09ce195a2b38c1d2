package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.Documentation.Block;
import io.autotrade.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documentation shows can be read by what it is for; {@link DocumentationIT} also runs it. */
class DocumentationTest {

    private static final Set<String> LANGUAGES =
            Set.of("sh", "shell", "console", "yaml", "json", "java", "xml", "text");
    private static final Set<String> PHASES =
            Set.of("clean", "validate", "test", "test-compile", "package", "verify", "install");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("`autotrade ([a-z][^`]*)`");

    @TempDir
    private Path home;

    @Test
    void everyBlockSaysWhatItIs() throws IOException {
        assertThat(Documentation.blocks())
                .hasSizeGreaterThan(30)
                .allSatisfy(block -> assertThat(LANGUAGES).as(block.where()).contains(block.language()));
    }

    @Test
    void everyConfigurationIsAcceptedAsItStands() throws IOException {
        List<Block> blocks = Documentation.blocks("yaml");
        assertThat(blocks).isNotEmpty();
        for (Block block : blocks) {
            Map<String, String> variables = new HashMap<>();
            VARIABLE.matcher(block.text())
                    .results()
                    .forEach(found -> variables.put(found.group(1), "made-up-" + found.group(1)));
            Path file = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
            Files.writeString(file, block.text());

            assertThatCode(() -> ConfigLoader.load(file, null, variables))
                    .as(block.where())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void everyJsonParses() throws IOException {
        for (Block block : Documentation.blocks("json")) {
            try (MappingIterator<JsonNode> values =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(block.text())) {
                assertThat(values.readAll()).as(block.where()).isNotEmpty();
            }
        }
    }

    @Test
    void everyProgramBelongsToAGuideThatIsCompiled() throws IOException {
        Set<String> compiled = Set.of( // EventsGuideTest, WritingGuidesTest
                "events.md", "writing-a-broker.md", "writing-a-market-source.md", "writing-a-consumer.md");

        assertThat(Documentation.blocks("java", "xml"))
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(compiled).contains(block.file().getFileName().toString()));
    }

    @Test
    void everyScriptIsUnderstoodByAShell() throws Exception {
        for (Block block : Documentation.blocks("sh", "shell")) {
            Process shell =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            try (var input = shell.outputWriter()) {
                input.write(block.text());
            }
            String said = new String(shell.getInputStream().readAllBytes());
            assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).as(block.where() + " " + said).isZero();
        }
    }

    @Test
    void everyCommandOfTheServiceExistsWithItsOptions() throws IOException {
        List<String> commands = commands();

        assertThat(commands).hasSizeGreaterThan(10).allSatisfy(command -> {
            String[] words = Documentation.words(command).toArray(String[]::new);
            CommandLine line = Autotrade.commandLine();
            assertThat(line.getSubcommands()).containsKey(words[0]);
            if (words.length == 1) {
                return; // named in a sentence, without what it wants to know
            }
            assertThatCode(() -> line.parseArgs(words)).as(command).doesNotThrowAnyException();
        });
    }

    /** In blocks and within sentences. What stands in brackets is optional, and taken as given. */
    private static List<String> commands() throws IOException {
        Stream<String> inBlocks = Documentation.blocks("sh", "shell").stream()
                .flatMap(block -> block.commands().stream())
                .filter(DocumentationTest::isOurs)
                .map(command -> command.replaceFirst("^.*?(autotrade\\.jar|autotrade|Autotrade) ", ""));
        StringBuilder text = new StringBuilder();
        for (Path file : Documentation.files()) {
            text.append(Files.readString(file));
        }
        Stream<String> inSentences = COMMAND.matcher(text).results().map(found -> found.group(1));
        return Stream.concat(inBlocks, inSentences)
                .map(command -> command.replaceAll("[\\[\\]]", ""))
                .collect(Collectors.toList());
    }

    private static boolean isOurs(String command) {
        return command.matches("(bin/)?autotrade .*|java .*(autotrade\\.jar|io\\.autotrade\\.Autotrade) .*");
    }

    @Test
    void everyBuildNamesWhatTheBuildHas() throws IOException {
        Path root = Documentation.root();
        StringBuilder poms = new StringBuilder();
        for (String pom : List.of("pom.xml", "app/pom.xml", "bench/pom.xml", "dist/pom.xml")) {
            poms.append(Files.readString(root.resolve(pom)));
        }
        List<String> builds = Documentation.blocks("sh", "shell").stream()
                .flatMap(block -> block.commands().stream())
                .filter(command -> command.startsWith("./mvnw"))
                .toList();

        assertThat(builds).hasSizeGreaterThan(2);
        for (String build : builds) {
            List<String> words = Documentation.words(build);
            for (String word : words.subList(1, words.size())) {
                if (word.startsWith("-P")) {
                    Stream.of(word.substring(2).split(","))
                            .forEach(profile -> assertThat(poms).contains("<id>" + profile + "</id>"));
                } else if (word.startsWith("exec:exec@")) {
                    assertThat(poms).contains("<id>" + word.substring("exec:exec@".length()) + "</id>");
                } else if (!word.startsWith("-")) {
                    assertThat(PHASES.contains(word) || poms.indexOf("<module>" + word + "</module>") > 0)
                            .as(build)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path file : Documentation.files()) {
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                boolean elsewhere = link.group(1).contains("://");
                if (!elsewhere && !Files.exists(file.resolveSibling(link.group(1)))) {
                    broken.add(file.getFileName() + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        Path docs = Documentation.root().resolve("docs");
        String index = Files.readString(docs.resolve("README.md"));
        try (Stream<Path> pages = Files.list(docs)) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("(" + name));
        }
    }
}
