package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a configuration file holds, it is taken or refused with reasons; nothing else happens, and no secret shows.
 */
class AnyConfigurationTest {

    private static final String SECRET = "Q7canary";

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "",
                "~",
                "null",
                ".nan",
                "-.inf",
                "1e999999999",
                "-1e-999999999",
                "0x7f",
                "010",
                "1_000",
                "99999999999999999999",
                "true",
                "yes",
                "[]",
                "{}",
                "[[[[",
                "{a: {b: {c: 1}}}",
                "'",
                "\"",
                "\"\\0\"",
                "${",
                "${}",
                "${A:${B}}",
                "${NOT_SET}",
                "&a [*a]",
                "*b",
                "!!java.net.URL x",
                "|\n  x",
                "<<",
                "? x",
                "- x",
                "#",
                "%YAML 1.1",
                "---",
                "...",
                "\t",
                "\u0000",
                "\ufeff",
                "\u202e",
                "☃",
                "http://",
                "postgresql://",
                "../../..",
                "2026-01-01",
                "12:30:45");
        return Arbitraries.oneOf(
                nasty,
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.bigDecimals().map(String::valueOf));
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of(ConfigKeys.all().stream().map(Key::path).toList()),
                Arbitraries.strings().alpha().withChars('.', '_').ofMaxLength(30));
    }

    private static List<ConfigProblem> problems(String yaml) {
        try {
            ConfigLoader.parse(yaml, null, Path.of("/home/of/nobody"), Map.of());
            return List.of();
        } catch (ConfigException refused) {
            return refused.problems();
        }
    }

    private static void assertSaid(List<ConfigProblem> problems) {
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.toString())
                        .hasSizeLessThan(4_000)
                        .doesNotContain(SECRET)
                        .matches(text -> text.chars().noneMatch(character -> character < ' ' && character != '\n')));
    }

    @Property(tries = 600)
    void asAValue(@ForAll("keys") String key, @ForAll("texts") String text) {
        StringBuilder yaml = new StringBuilder("okx: {demo: {api_key: " + SECRET + "}}\n");
        String[] parts = key.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            yaml.append("  ".repeat(i))
                    .append(parts[i])
                    .append(i == parts.length - 1 ? ": " + text : ":")
                    .append('\n');
        }
        assertSaid(problems(yaml.toString()));
    }

    @Property(tries = 400)
    void asAFile(@ForAll("texts") String first, @ForAll("texts") String second, @ForAll("texts") String third) {
        assertSaid(problems(first + "\n" + second + ": " + third + "\n"));
    }
}
