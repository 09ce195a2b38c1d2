package io.autotrade.config;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of sections with keys of their own.
 *
 * @param build makes the Java value from the keys of one item
 */
record TableListType<T>(List<Key<?>> itemKeys, Function<Values, T> build) implements KeyType<List<T>> {

    @Override
    public String allowed() {
        return "a list of sections with the keys "
                + String.join(", ", itemKeys.stream().map(Key::path).toList());
    }

    @Override
    public @Nullable List<T> read(ConfigNode node, String key, Problems problems) {
        if (node instanceof ConfigNode.Text text && text.value().strip().equals("[]")) {
            return List.of();
        }
        if (!(node instanceof ConfigNode.Items list)) {
            problems.add(key, node.line(), "", "must be " + allowed());
            return null;
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String path = key + "[" + i + "]";
            if (list.items().get(i) instanceof ConfigNode.Table table) {
                UnknownKeys.check(table, path + ".", itemKeys, Set.of(), problems);
                addItem(values, new Values(table, path + ".", problems));
            } else {
                problems.add(path, list.items().get(i).line(), "", "must be a section with keys and values");
            }
        }
        return values;
    }

    private void addItem(List<T> values, Values item) {
        try {
            values.add(build.apply(item));
        } catch (Values.Missing reported) {
            // The problem is in the list already; the item cannot be built.
        }
    }

    @Override
    public Object json(ConfigNode node) {
        JsonArray array = new JsonArray();
        if (node instanceof ConfigNode.Items list) {
            for (ConfigNode item : list.items()) {
                if (item instanceof ConfigNode.Table table) {
                    array.add(Effective.of(table, itemKeys));
                }
            }
        }
        return array;
    }
}
