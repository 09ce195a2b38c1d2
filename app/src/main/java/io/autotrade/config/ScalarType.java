package io.autotrade.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type read from a single text.
 *
 * @param parse throws {@link IllegalArgumentException} for what is not allowed
 * @param json the text as JSON value
 */
record ScalarType<T>(String allowed, boolean secret, Function<String, T> parse, Function<String, Object> json)
        implements KeyType<T> {

    @Override
    public @Nullable T read(ConfigNode node, String key, Problems problems) {
        if (!(node instanceof ConfigNode.Text text)) {
            problems.add(key, node.line(), "", "must be " + allowed + ", not a list or a section");
            return null;
        }
        try {
            return parse.apply(text.value());
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(
                    key,
                    node.line(),
                    secret || ConfigView.holdsPassword(text.value()) ? "***" : text.value(),
                    "must be " + allowed);
            return null;
        }
    }

    @Override
    public Object json(ConfigNode node) {
        if (!(node instanceof ConfigNode.Text text)) {
            return "";
        }
        try {
            return json.apply(text.value());
        } catch (IllegalArgumentException | ArithmeticException reported) {
            return text.value();
        }
    }
}
