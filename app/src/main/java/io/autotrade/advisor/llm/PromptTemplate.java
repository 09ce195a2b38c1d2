package io.autotrade.advisor.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A versioned text with places to fill. Versions are directories below {@code prompts/}; a text is not changed once a
 * release has used it, a new version is added instead.
 *
 * @param version name of the directory with the first eight hex digits of the hash of the text, such as
 *     {@code decision-v1-1f2e3d4c}, so that an edited text never passes for the one before
 */
public record PromptTemplate(String version, String text) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * Reads {@code prompts/DIRECTORY/NAME.md} from the class path.
     *
     * @throws IllegalArgumentException if there is no such text
     */
    public static PromptTemplate load(String directory, String name) {
        String path = "/prompts/" + directory + '/' + name + ".md";
        try (InputStream in = PromptTemplate.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no prompt template " + path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new PromptTemplate(directory + '-' + Sha256.hex(text).substring(0, 8), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with every place filled.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    String fill(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(match -> {
                    String value = values.get(match.group(1));
                    if (value == null) {
                        throw new IllegalArgumentException("no value for {{" + match.group(1) + "}}");
                    }
                    return Matcher.quoteReplacement(value);
                })
                .strip();
    }
}
