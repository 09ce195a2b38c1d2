package io.autotrade.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML 1.2 into nodes without guessing types: {@code 0123}, {@code yes} and dates stay the text they are. Says
 * where the text is broken without repeating it.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NODES = 20_000;

    private final Problems problems;
    private final Substitution substitution;
    private int nodes;

    private YamlReader(Problems problems, Substitution substitution) {
        this.problems = problems;
        this.substitution = substitution;
    }

    static ConfigNode.Table read(String text, Substitution substitution, Problems problems) {
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            problems.add("", line, "", "is not YAML: " + e.getProblem());
            return ConfigNode.Table.EMPTY;
        } catch (YamlEngineException e) {
            problems.add("", 0, "", "is not a single YAML document of a reasonable size");
            return ConfigNode.Table.EMPTY;
        } catch (StackOverflowError e) {
            problems.add("", 0, "", "is nested too deeply"); // the parser knows no bound of its own
            return ConfigNode.Table.EMPTY;
        }
        if (root.isEmpty()) {
            return ConfigNode.Table.EMPTY;
        }
        ConfigNode node = new YamlReader(problems, substitution).convert(root.get(), "", 0);
        if (node instanceof ConfigNode.Table table) {
            return table;
        }
        if (node != null && !(node instanceof ConfigNode.Text value && value.isUnset())) {
            problems.add("", node.line(), "", "must hold keys and values, such as 'trading:'");
        }
        return ConfigNode.Table.EMPTY;
    }

    private @Nullable ConfigNode convert(Node node, String path, int depth) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            if (depth > MAX_DEPTH || nodes == MAX_NODES + 1) {
                problems.add(path, line, "", "is nested too deeply or holds too much");
            }
            return null;
        }
        if (node instanceof MappingNode mapping) {
            return table(mapping, path, depth, line);
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                ConfigNode converted = convert(item, path + "[" + items.size() + "]", depth + 1);
                if (converted != null) {
                    items.add(converted);
                }
            }
            return new ConfigNode.Items(items, line);
        }
        ScalarNode scalar = (ScalarNode) node;
        String raw = scalar.getValue();
        String value = substitution.apply(raw, path, line, problems);
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN && value.equals(raw);
        return new ConfigNode.Text(value, plain, line);
    }

    private ConfigNode table(MappingNode mapping, String path, int depth, int line) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = tuple.getKeyNode().getStartMark().map(Mark::getLine).orElse(-1) + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(path, keyLine, "", "a key must be a single word");
                continue;
            }
            String key = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
            ConfigNode earlier = entries.get(name.getValue());
            ConfigNode value = convert(tuple.getValueNode(), key, depth + 1);
            if (earlier != null) {
                problems.add(key, keyLine, "", "is given a second time; first in line " + earlier.line());
            } else if (value != null) {
                entries.put(name.getValue(), value);
            }
        }
        return new ConfigNode.Table(entries, line);
    }
}
