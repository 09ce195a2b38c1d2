package io.autotrade;

import io.autotrade.bus.ConfigChanged;
import io.autotrade.config.AppConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The effective configuration for people, and what changed in it: secrets are never shown. */
final class ConfigView {

    private static final String HIDDEN = "***";
    /** Keys of plugins from outside are not known here, so whatever sounds like a secret is one. */
    private static final Pattern SECRET =
            Pattern.compile("(^|_)(key|secret|passphrase|password|token|credential)s?$", Pattern.CASE_INSENSITIVE);

    private ConfigView() {}

    static JsonObject redacted(AppConfig config) {
        return redacted(config.sections(), "");
    }

    private static JsonObject redacted(JsonObject section, String path) {
        JsonObject shown = new JsonObject();
        for (Map.Entry<String, Object> entry : section) {
            shown.put(entry.getKey(), shown(entry.getValue(), path + entry.getKey()));
        }
        return shown;
    }

    private static Object shown(Object value, String key) {
        return switch (value) {
            case null -> "";
            case JsonObject object -> redacted(object, key + '.');
            case JsonArray array -> {
                JsonArray items = new JsonArray();
                array.forEach(item -> items.add(shown(item, key + "[]")));
                yield items;
            }
            default -> isSecret(key, value) ? HIDDEN : value;
        };
    }

    private static boolean isSecret(String key, Object value) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        boolean url = last.equals("url")
                && !String.valueOf(value).equals("embedded"); // may hold a password or a web-hook key
        return !String.valueOf(value).isEmpty() && (url || SECRET.matcher(last).find());
    }

    /** SHA-256 of what {@link #redacted} shows, hex. */
    static String hash(AppConfig config) {
        try {
            byte[] text = flat(config).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What differs; a changed secret is named, its value is not. */
    static List<ConfigChanged.Change> changes(AppConfig before, AppConfig after) {
        SortedMap<String, Object> old = clear(before);
        SortedMap<String, Object> now = clear(after);
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        List<ConfigChanged.Change> changes = new ArrayList<>();
        for (String key : keys) {
            Object a = old.getOrDefault(key, "");
            Object b = now.getOrDefault(key, "");
            if (!Objects.equals(String.valueOf(a), String.valueOf(b))) {
                changes.add(
                        new ConfigChanged.Change(key, String.valueOf(shown(a, key)), String.valueOf(shown(b, key))));
            }
        }
        return changes;
    }

    private static SortedMap<String, Object> clear(AppConfig config) {
        return flatten(config.sections(), "", new TreeMap<>());
    }

    private static SortedMap<String, Object> flat(AppConfig config) {
        return flatten(redacted(config), "", new TreeMap<>());
    }

    private static SortedMap<String, Object> flatten(JsonObject section, String path, SortedMap<String, Object> into) {
        for (Map.Entry<String, Object> entry : section) {
            String key = path + entry.getKey();
            if (entry.getValue() instanceof JsonObject child) {
                flatten(child, key + '.', into);
            } else {
                into.put(key, String.valueOf(entry.getValue()));
            }
        }
        return into;
    }
}
