package io.autotrade.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/events.md says what the records and their Javadoc say. {@code -Ddocs.write=true} writes it anew. */
class EventsGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "events.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "autotrade", "bus");
    private static final Path CONSUMER =
            Path.of("src", "test", "java", "io", "autotrade", "bus", "FollowingConsumer.java");

    /** Components whose name says it all in the source, but not to somebody who sees only the guide. */
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("at", "when it happened, by the service's clock"),
            Map.entry("symbol", "the instrument, such as BTC-USDT-SWAP"),
            Map.entry("cycleId", "the evaluation cycle it belongs to"),
            Map.entry("decisionId", "the decision it belongs to"),
            Map.entry("clientOrderId", "the service's own id of the order"),
            Map.entry("venueOrderId", "the venue's id of the order"),
            Map.entry("side", "direction of the order"),
            Map.entry("quantity", "base asset"),
            Map.entry("filledQuantity", "base asset, filled so far"),
            Map.entry("price", "quote per base"),
            Map.entry("limitPrice", "quote per base; null for a market order"),
            Map.entry("stopLoss", "price of the stop attached to the order"),
            Map.entry("takeProfit", "price of the target attached to the order"),
            Map.entry("stopPrice", "price of the stop; null when there is none"),
            Map.entry("targetPrice", "price of the target; null when there is none"),
            Map.entry("leverage", "leverage of the position"),
            Map.entry("feeCurrency", "currency of the fee"),
            Map.entry("currency", "settlement currency"),
            Map.entry("liquidity", "whether the order made or took liquidity"),
            Map.entry("origin", "who sent the order"),
            Map.entry("brokerId", "id of the broker plugin"),
            Map.entry("environment", "what kind of money the broker trades"),
            Map.entry("advisor", "id of the advisor"),
            Map.entry("model", "model name; null for the rule-based advisor"),
            Map.entry("detail", "one sentence for a person; empty when there is nothing to say"),
            Map.entry("reason", "why, for a person"),
            Map.entry("by", "who or what caused it"),
            Map.entry("wallMillis", "wall-clock milliseconds per stage"),
            Map.entry("operator", "name of the person"),
            Map.entry("expiresAt", "when it ends"),
            Map.entry("promptTokens", "tokens of all prompts of this cycle"),
            Map.entry("cachedPromptTokens", "those of them served from the provider's cache"),
            Map.entry("completionTokens", "tokens of all answers of this cycle"),
            Map.entry("severity", "how soon a person should look"),
            Map.entry("changes", "keys that differ"),
            Map.entry("action", "what was proposed"),
            Map.entry("why", "why it was not done"),
            Map.entry("priceThen", "price at the decision"),
            Map.entry("priceNow", "price after the horizon"),
            Map.entry("number", "number of the cycle"),
            Map.entry("decisions", "number of decisions"),
            Map.entry("orders", "number of orders"),
            Map.entry("fillId", "unique within the broker account"),
            Map.entry("bookingId", "unique within the broker account"),
            Map.entry("kind", "what the venue did"),
            Map.entry("rate", "fraction of the notional"),
            Map.entry("state", "the new state"),
            Map.entry("leg", "purpose of the order"),
            Map.entry("orderType", "kind of order"),
            Map.entry("reduceOnly", "whether it may only reduce a position"),
            Map.entry("notAfter", "when the order must not be sent any more"),
            Map.entry("fees", "settlement currency, positive when paid"),
            Map.entry("funding", "settlement currency, positive when received"),
            Map.entry("confidence", "0 to 1"),
            Map.entry("openedByDecision", "id of the decision that opened the position"),
            Map.entry("closedByDecision", "id of the decision that closed it"),
            Map.entry("openedAt", "when the position was opened"),
            Map.entry("equity", "settlement currency"),
            Map.entry("cash", "settlement currency"),
            Map.entry("unrealizedPnl", "settlement currency, of open positions"),
            Map.entry("openPositions", "number of open positions"),
            Map.entry("protectionId", "client order id of stop and target"),
            Map.entry("ruleId", "id of the learned rule"),
            Map.entry("text", "the rule itself"),
            Map.entry("pinned", "whether it stays whatever its effect"),
            Map.entry("paused", "whether the schedule rests"),
            Map.entry("note", "what the venue says about it"));

    @Test
    void theGuideDescribesEveryEventAndShowsTheConsumerAsItIs() throws IOException {
        String guide = Files.readString(GUIDE);
        String source = Files.readString(CONSUMER);
        String expected = between(guide, "events", events());
        expected = between(expected, "consumer", "\n```java\n" + source.substring(source.indexOf("import ")) + "```\n");

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    private static String between(String guide, String name, String text) {
        String begin = "<!-- " + name + ": written from the source, do not edit -->\n";
        String end = "<!-- end of " + name + " -->\n";
        return guide.substring(0, guide.indexOf(begin) + begin.length()) + text + guide.substring(guide.indexOf(end));
    }

    private static String events() throws IOException {
        StringBuilder text = new StringBuilder();
        Set<Class<?>> parts = new LinkedHashSet<>();
        for (EventType type : EventType.values()) {
            Class<?> record = type.eventClass();
            text.append("\n### ")
                    .append(type.wireName())
                    .append("\n")
                    .append(summary(record))
                    .append("\n\n");
            text.append("On `").append(address(record)).append("`.\n\n");
            table(text, record, parts);
        }
        List<Class<?>> described = new ArrayList<>();
        while (!described.containsAll(parts)) {
            for (Class<?> part : List.copyOf(parts)) {
                if (!described.contains(part)) {
                    described.add(part);
                    text.append("\n### ")
                            .append(part.getSimpleName())
                            .append("\n")
                            .append(summary(part))
                            .append("\n\n");
                    table(text, part, parts);
                }
            }
        }
        return text.append('\n').toString();
    }

    private static void table(StringBuilder text, Class<?> record, Set<Class<?>> parts) throws IOException {
        text.append("| field | is | meaning |\n| --- | --- | --- |\n");
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() == Decision.class) {
                text.append("| | | the fields of Decision, below, stand here |\n");
                parts.add(Decision.class);
                continue;
            }
            text.append("| `%s` | %s%s | %s |\n"
                    .formatted(
                            component.getName(),
                            kind(component.getAnnotatedType(), parts),
                            component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? " or null" : "",
                            meaning(record, component.getName())));
        }
    }

    private static String kind(AnnotatedType annotated, Set<Class<?>> parts) {
        return kind(annotated.getType(), parts);
    }

    private static String kind(Type type, Set<Class<?>> parts) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return Collection.class.isAssignableFrom(raw)
                    ? "list: " + kind(last, parts)
                    : Map.class.isAssignableFrom(raw) ? "object, each value " + kind(last, parts) : raw.getSimpleName();
        }
        Class<?> raw = (Class<?>) type;
        if (raw == BigDecimal.class) {
            return "decimal";
        } else if (raw == Instant.class) {
            return "time";
        } else if (raw == Duration.class) {
            return "duration (ISO-8601)";
        } else if (raw == boolean.class) {
            return "true or false";
        } else if (raw == int.class || raw == long.class || raw == Long.class || raw == Integer.class) {
            return "whole number";
        } else if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(EventsGuideTest::json)
                    .collect(Collectors.joining(", ", "one of ", ""));
        } else if (raw.isRecord() && raw.getPackage() == Decision.class.getPackage()) {
            parts.add(raw);
            return raw.getSimpleName();
        }
        return "text";
    }

    private static String json(Object constant) {
        return EventJson.write(constant).replace('"', '`');
    }

    private static String address(Class<?> record) throws IOException {
        String switches = Files.readString(SOURCES.resolve("Addresses.java"));
        Matcher line = Pattern.compile("case " + record.getSimpleName() + " e -> ([A-Z]+);")
                .matcher(switches);
        assertThat(line.find()).as("address of %s", record).isTrue();
        return "autotrade." + line.group(1).toLowerCase(Locale.ROOT);
    }

    private static String summary(Class<?> record) throws IOException {
        String doc = javadoc(record);
        return plain(doc.contains("@param") ? doc.substring(0, doc.indexOf("@param")) : doc);
    }

    private static String meaning(Class<?> record, String component) throws IOException {
        Matcher param = Pattern.compile("@param " + component + " (.*?)(?=@param|$)", Pattern.DOTALL)
                .matcher(javadoc(record));
        return param.find() ? plain(param.group(1)) : COMMON.getOrDefault(component, "");
    }

    /** The Javadoc that stands before the record, without stars. */
    private static String javadoc(Class<?> record) throws IOException {
        Class<?> outer = record.getEnclosingClass() == null ? record : record.getEnclosingClass();
        String source = Files.readString(SOURCES.resolve(outer.getSimpleName() + ".java"));
        int declared = source.indexOf("record " + record.getSimpleName() + "(");
        int end = source.lastIndexOf("*/", declared);
        String doc = source.substring(source.lastIndexOf("/**", declared) + 3, end);
        return Stream.of(doc.split("\n"))
                .map(line -> line.strip().replaceFirst("^\\* ?", ""))
                .collect(Collectors.joining(" "));
    }

    private static String plain(String doc) {
        return doc.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:[\\w.]*#)?([\\w.]*)(?:\\([^)]*\\))?( [^}]*)?}", "`$1`")
                .replaceAll("</?p>", "")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
