package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the table of keys says. {@code -Ddocs.write=true} writes it anew. */
class ConfigurationGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- keys: written from ConfigKeys, do not edit -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void theGuideListsEveryKeyAsItIs() throws IOException {
        String guide = Files.readString(GUIDE);
        String before = guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length());
        String after = guide.substring(guide.indexOf(END));
        String expected = before + keys() + after;

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    private static String keys() {
        Set<String> sections = new LinkedHashSet<>();
        ConfigKeys.all().forEach(key -> sections.add(section(key)));
        StringBuilder text = new StringBuilder();
        for (String section : sections) {
            text.append("\n### ")
                    .append(section)
                    .append("\n\n| key | must be | default | meaning |\n| --- | --- | --- | --- |\n");
            ConfigKeys.all().stream()
                    .filter(key -> section(key).equals(section))
                    .forEach(key -> row(text, "", key));
        }
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String prefix, Key<?> key) {
        String name = prefix + key.path().substring(key.path().lastIndexOf('.') + 1);
        String standard = key.standard() == null ? "none" : "`" + key.standard() + "`";
        text.append(
                "| `%s` | %s | %s | %s |\n".formatted(name, escaped(key.type().allowed()), standard, key.meaning()));
        key.type().itemKeys().forEach(item -> row(text, name + "[].", item));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private static String section(Key<?> key) {
        return key.path().substring(0, key.path().lastIndexOf('.'));
    }
}
