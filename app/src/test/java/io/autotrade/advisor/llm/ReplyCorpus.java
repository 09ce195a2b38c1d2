package io.autotrade.advisor.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes the generated part of the hostile replies, {@code src/test/resources/replies/generated.jsonl}: every way of
 * writing a list (a style) with every fault of one item. What is expected follows from how a reply was made and not
 * from what the parser says. Run {@link #main} from the directory of the module to write the file anew.
 */
final class ReplyCorpus {

    static final Path FILE = Path.of("src/test/resources/replies/generated.jsonl");

    /** Fields of an item in JSON, unless a fault wants something else. */
    private record Item(Map<String, String> fields) {
        Item with(String field, String json) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.put(field, json);
            return new Item(changed);
        }

        String strict() {
            return fields.entrySet().stream()
                    .map(e -> '"' + e.getKey() + "\":" + e.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    /**
     * @param items what stands in the list besides the sound items
     * @param decisions what they become, in order
     * @param refused code and symbol of each refusal, {@code -} without a symbol
     * @param voids a symbol whose sound item is taken down with it; empty for none
     */
    private record Fault(String name, List<Item> items, List<String> decisions, List<String> refused, String voids) {}

    private record Style(String name, boolean anyFault, java.util.function.Function<List<Item>, String> write) {}

    private ReplyCorpus() {}

    private static final Item BTC = item("BTC-USDT-SWAP", "BUY")
            .with("size_pct", "5")
            .with("leverage", "2")
            .with("confidence", "0.7")
            .with("stop_loss", "2900")
            .with("take_profit", "3300")
            .with("rationale", "\"both timeframes rise\"");
    private static final Item ETH = item("ETH-USDT-SWAP", "HOLD").with("confidence", "0.6");
    private static final Item SOL = item("SOL-USDT-SWAP", "NO_ENTRY").with("confidence", "0.3");
    private static final Map<String, String> SOUND = new LinkedHashMap<>(Map.of(
            "BTC-USDT-SWAP", "BTC-USDT-SWAP BUY 5 2 0.7 2900 3300",
            "ETH-USDT-SWAP", "ETH-USDT-SWAP HOLD - - 0.6 - -",
            "SOL-USDT-SWAP", "SOL-USDT-SWAP NO_ENTRY - - 0.3 - -"));

    private static Item item(String symbol, String action) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("symbol", '"' + symbol + '"');
        fields.put("action", '"' + action + '"');
        return new Item(fields);
    }

    private static Item doge() {
        return item("DOGE-USDT-SWAP", "BUY")
                .with("size_pct", "3")
                .with("leverage", "1")
                .with("confidence", "0.65")
                .with("stop_loss", "0.11")
                .with("take_profit", "0.16");
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault("sound", List.of(), List.of(), List.of(), ""));
        refuse(faults, "not_finite", "size_pct", "NaN");
        refuse(faults, "not_finite", "leverage", "Infinity");
        refuse(faults, "not_finite", "stop_loss", "-Infinity");
        refuse(faults, "not_finite", "confidence", "\"NaN\"");
        refuse(faults, "not_finite", "size_pct", "1e999999999");
        refuse(faults, "negative", "size_pct", "-5");
        refuse(faults, "negative", "stop_loss", "\"-0.1\"");
        refuse(faults, "negative", "confidence", "-0.7");
        refuse(faults, "out_of_range", "leverage", "125");
        refuse(faults, "out_of_range", "size_pct", "250");
        refuse(faults, "out_of_range", "confidence", "700");
        refuse(faults, "not_a_number", "take_profit", "\"to the moon\"");
        refuse(faults, "not_a_number", "leverage", "{\"value\":3}");
        refuse(faults, "not_a_number", "stop_loss", "[0.1,0.2]");
        refuse(faults, "unknown_action", "action", "\"YOLO\"");
        refuse(faults, "missing_action", "action", "\"\"");
        refuse(faults, "not_held", "action", "\"CLOSE\"");
        refuse(faults, "not_held", "action", "\"SELL\"");
        faults.add(new Fault(
                "unknown_symbol",
                List.of(item("PEPE-USDT-SWAP", "BUY").with("size_pct", "3")),
                List.of(),
                List.of("unknown_symbol -"),
                ""));
        faults.add(new Fault(
                "contradictory",
                List.of(item("BTC-USDT-SWAP", "NO_ENTRY")),
                List.of(),
                List.of("contradictory BTC-USDT-SWAP", "contradictory BTC-USDT-SWAP"),
                "BTC-USDT-SWAP"));
        faults.add(new Fault(
                "duplicate",
                List.of(BTC.with("rationale", "\"said again\"")),
                List.of(),
                List.of("duplicate BTC-USDT-SWAP"),
                ""));
        repaired(faults, "numeric_text", doge().with("size_pct", "\"3\"").with("leverage", "\"1x\""));
        repaired(faults, "confidence_percent", doge().with("confidence", "65"));
        repaired(faults, "confidence_percent_text", doge().with("confidence", "\"65%\""));
        repaired(faults, "lower_case", doge().with("action", "\"buy\"").with("symbol", "\"doge-usdt-swap\""));
        repaired(faults, "short_symbol", doge().with("symbol", "\"DOGE/USDT\""));
        repaired(faults, "foreign_keys", doge().with("risk_usd", "12").with("reason", "\"x\""));
        repaired(faults, "nulls", doge().with("quantity", "null").with("max_slippage_bps", "null"));
        repaired(faults, "brackets_in_text", doge().with("rationale", "\"levels [1] {2} }], [{ seen\""));
        return faults;
    }

    private static void refuse(List<Fault> faults, String code, String field, String json) {
        String name = code + '_' + field + '_' + faults.size();
        faults.add(
                new Fault(name, List.of(doge().with(field, json)), List.of(), List.of(code + " DOGE-USDT-SWAP"), ""));
    }

    private static void repaired(List<Fault> faults, String name, Item item) {
        faults.add(new Fault(name, List.of(item), List.of("DOGE-USDT-SWAP BUY 3 1 0.65 0.11 0.16"), List.of(), ""));
    }

    private static List<Style> styles() {
        UnaryOperator<String> object = list -> "{\"decisions\":" + list + ",\"model_name\":\"m\"}";
        return List.of(
                style("array", list -> list),
                style("object", object),
                style("fence", list -> "```json\n" + object.apply(list) + "\n```"),
                style("prose_and_numbers", list -> "Levels: [61000, 62500]. EMA {20}. So [see 1]:\n" + list),
                style("prose_after", list -> list + "\n\nI hope this helps! [1] Not {financial} advice."),
                style("thoughts", list -> "<think>[{\"symbol\":\"SOL\",\"action\":\"BUY\"}] or not?</think>\n" + list),
                style(
                        "draft_then_final",
                        list -> "Draft:\n[{\"symbol\":\"XRP-USDT-SWAP\",\"action\":\"BUY\"}]\nFinal answer:\n" + list),
                style("deep_wrapper", list -> "{\"result\":{\"data\":" + object.apply(list) + "}}"),
                style("trailing_commas", list -> list.replace("}]", "},]")),
                style("comments", list -> "[ // decisions\n" + list.substring(1)),
                style("byte_order_mark", list -> "\ufeff\n\n" + list),
                new Style("lines", false, items -> joined(items, "\n")),
                new Style("no_commas", false, items -> "[" + joined(items, " ") + "]"),
                new Style("objects_with_prose", false, items -> "First: " + joined(items, "\nand then: ")));
    }

    private static Style style(String name, UnaryOperator<String> around) {
        return new Style(name, true, items -> around.apply("[" + joined(items, ",") + "]"));
    }

    private static String joined(List<Item> items, String separator) {
        return items.stream().map(Item::strict).collect(Collectors.joining(separator));
    }

    /** All cases, one JSON text each. */
    static List<String> generate() {
        List<String> cases = new ArrayList<>();
        List<Fault> faults = faults();
        for (Style style : styles()) {
            for (int i = 0; i < faults.size(); i++) {
                Fault fault = faults.get(i);
                List<Item> items = new ArrayList<>(List.of(BTC, ETH, SOL));
                items.addAll(fault.name().equals("duplicate") ? 3 : i % 4, fault.items());
                boolean superseded = style.name().equals("draft_then_final");
                cases.add(line(style.name() + '/' + fault.name(), style.write().apply(items), fault, superseded));
            }
        }
        return cases;
    }

    private static String line(String name, String reply, Fault fault, boolean superseded) {
        ObjectNode node = EventJson.mapper().createObjectNode();
        node.put("name", name).put("reply", reply).put("readable", true);
        TreeSet<String> decisions = new TreeSet<>(fault.decisions());
        SOUND.forEach((symbol, decision) -> {
            if (!symbol.equals(fault.voids())) {
                decisions.add(decision);
            }
        });
        List<String> refused = new ArrayList<>(fault.refused());
        if (superseded) {
            refused.add("superseded XRP-USDT-SWAP");
        }
        fill(node.putArray("decisions"), List.copyOf(decisions));
        fill(node.putArray("refused"), refused.stream().sorted().toList());
        return node.toString();
    }

    private static void fill(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    public static void main(String[] args) throws IOException {
        Files.write(FILE, generate());
    }
}
