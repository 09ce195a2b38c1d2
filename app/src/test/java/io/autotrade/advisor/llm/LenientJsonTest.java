package io.autotrade.advisor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientJsonTest {

    private static Json read(String text) throws LenientJson.Unreadable {
        return new LenientJson(text, 100_000).read(0);
    }

    /** What is JSON reads as a JSON library reads it, and nothing is called a repair. */
    @Property(tries = 500)
    void agreesWithAJsonLibraryOnValidJson(@ForAll("json") JsonNode node, @ForAll boolean pretty) throws Exception {
        String text = pretty ? node.toPrettyString() : node.toString();
        LenientJson json = new LenientJson(text, 10_000_000);

        Json value = json.read(0);

        assertThat(plain(value)).isEqualTo(plain(EventJson.mapper().readTree(text)));
        assertThat(json.repairs()).isEmpty();
        assertThat(json.end()).isEqualTo(text.length());
    }

    /** No text makes it throw anything but its own two exceptions. */
    @Property(tries = 1000)
    void survivesAnyText(@ForAll("jsonLike") String text) {
        LenientJson json = new LenientJson(text, 10_000);
        for (int at = 0; at < text.length(); at++) {
            try {
                json.read(at);
            } catch (LenientJson.Unreadable | LenientJson.TooComplex e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,}|trailing_comma",
                "{'a':1}|quotes",
                "{a:1}|unquoted_name",
                "{\"a\":BUY}|unquoted_value",
                "{\"a\":None}|literal",
                "{\"a\":NaN}|not_finite",
                "{\"a\":-Infinity}|not_finite",
                "{\"a\":+1.5}|number_form",
                "{\"a\":.5}|number_form",
                "{\"a\":\"the \"best\" one\"}|inner_quote",
                "{\"a\":1 /* b */}|comment",
                "{\"a\":1|truncated",
                "{\"a\":\"x|truncated",
                "[{\"a\":1} {\"a\":2}]|missing_comma"
            })
    void namesWhatItRepairs(String text, String code) throws Exception {
        LenientJson json = new LenientJson(text, 100_000);
        json.read(0);
        assertThat(json.repairs()).containsExactly(code);
    }

    @Test
    void neverBuildsANumberThatCouldFillTheMemory() throws Exception {
        Json.Obj value = (Json.Obj) read("{\"a\":1e999999999,\"b\":" + "9".repeat(5000) + "}");
        assertThat(value.members().values()).allMatch(Json.NotFinite.class::isInstance);
    }

    @Test
    void boundsDepthAndWork() {
        assertThatThrownBy(() -> read("[".repeat(1000))).isInstanceOf(LenientJson.Unreadable.class);
        assertThatThrownBy(() -> new LenientJson(" ".repeat(2000) + "1", 1000).read(0))
                .isInstanceOf(LenientJson.TooComplex.class);
    }

    @Test
    void stepsOverABrokenItem() throws Exception {
        Json.Arr list = (Json.Arr) read("[{\"a\":1},{\"b\" 2},{\"c\":3}]");
        assertThat(list.items()).hasSize(3);
        assertThat(list.items().get(1)).isInstanceOf(Json.Broken.class);
    }

    private static Object plain(Json value) {
        return switch (value) {
            case Json.Obj o ->
                o.members().entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> plain(e.getValue())));
            case Json.Arr a -> a.items().stream().map(LenientJsonTest::plain).toList();
            case Json.Text t -> t.value();
            case Json.Num n -> n.value().stripTrailingZeros();
            case Json.Bool b -> b.value();
            case Json.Null n -> "null";
            case Json.NotFinite n -> throw new AssertionError(n);
            case Json.Broken b -> throw new AssertionError(b);
        };
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new java.util.HashMap<>();
            node.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
            return map;
        }
        if (node.isArray()) {
            return java.util.stream.StreamSupport.stream(node.spliterator(), false)
                    .map(LenientJsonTest::plain)
                    .toList();
        }
        return node.isTextual()
                ? node.asText()
                : node.isNull()
                        ? "null"
                        : node.isBoolean()
                                ? node.asBoolean()
                                : node.decimalValue().stripTrailingZeros();
    }

    @Provide
    Arbitrary<JsonNode> json() {
        JsonNodeFactory f = new JsonNodeFactory(true);
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).excludeChars('\u0000');
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                text.map(f::textNode),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e9"), new BigDecimal("1e9"))
                        .map(f::numberNode),
                Arbitraries.of(true, false).map(f::booleanNode),
                Arbitraries.just(f.nullNode()));
        Arbitrary<JsonNode> value = leaf;
        for (int depth = 0; depth < 3; depth++) {
            value = nested(leaf, value, text);
        }
        return value;
    }

    private static Arbitrary<JsonNode> nested(
            Arbitrary<JsonNode> leaf, Arbitrary<JsonNode> inner, Arbitrary<String> text) {
        JsonNodeFactory f = new JsonNodeFactory(true);
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(4).map(items -> {
                    ArrayNode array = f.arrayNode();
                    array.addAll(items);
                    return array;
                }),
                Arbitraries.maps(text, inner).ofMaxSize(4).map(map -> {
                    ObjectNode object = f.objectNode();
                    object.setAll(map);
                    return object;
                }));
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{", "}", "[", "]", "\"", "'", ",", ":", "\\", "/*", "*/", "//", "\n", " ", "symbol", "NaN",
                        "1", "-", ".", "e9", "\u201c", "\u201d", "\\u12", "null", "\ud83d")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
