package io.autotrade.config;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of single values; also read from one text with commas, as an environment variable holds it. */
record ListType<T>(KeyType<T> item, boolean mayBeEmpty) implements KeyType<List<T>> {

    @Override
    public String allowed() {
        return (mayBeEmpty ? "a list; each item must be " : "a list that is not empty; each item must be ")
                + item.allowed();
    }

    @Override
    public @Nullable List<T> read(ConfigNode node, String key, Problems problems) {
        List<ConfigNode> items = items(node);
        if (items == null || (items.isEmpty() && !mayBeEmpty)) {
            problems.add(key, node.line(), "", "must be " + allowed());
            return null;
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            T value = item.read(items.get(i), key + "[" + i + "]", problems);
            if (value != null && values.contains(value)) {
                problems.add(key + "[" + i + "]", items.get(i).line(), value.toString(), "is in the list already");
            } else if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public Object json(ConfigNode node) {
        JsonArray array = new JsonArray();
        List<ConfigNode> items = items(node);
        if (items != null) {
            items.forEach(one -> array.add(item.json(one)));
        }
        return array;
    }

    private static @Nullable List<ConfigNode> items(ConfigNode node) {
        return switch (node) {
            case ConfigNode.Items list -> list.items();
            case ConfigNode.Table table -> null;
            case ConfigNode.Text text -> {
                String inner = text.value().strip();
                if (inner.startsWith("[") && inner.endsWith("]")) {
                    inner = inner.substring(1, inner.length() - 1);
                }
                List<ConfigNode> parts = new ArrayList<>();
                for (String part : inner.split(",", -1)) {
                    if (!part.isBlank()) {
                        parts.add(new ConfigNode.Text(part.strip(), text.plain(), text.line()));
                    }
                }
                yield parts;
            }
        };
    }
}
