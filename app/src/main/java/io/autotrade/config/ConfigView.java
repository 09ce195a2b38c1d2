package io.autotrade.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The effective configuration for people, and what changed in it: secrets are never shown. */
public final class ConfigView {

    private static final String HIDDEN = "***";
    private static final Set<String> OWN_SECRETS = ownSecrets();
    /** Keys of plugins are not known here, so whatever sounds like a secret is one. */
    private static final Pattern SOUNDS_SECRET = Pattern.compile(
            "(^|_)(key|secret|passphrase|password|passwd|token|credential|webhook)s?(_|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern USER_INFO = Pattern.compile("^[a-z][a-z0-9+.-]*://[^/@\\s]+@.*", Pattern.DOTALL);

    private ConfigView() {}

    /**
     * One key that differs.
     *
     * @param before empty when it was not there; {@code ***} for a secret
     * @param after empty when it is no longer there; {@code ***} for a secret, also for one that is new
     */
    public record Change(String key, String before, String after) {}

    /** Every key with its value, defaults included; {@code ***} for secrets. */
    public static JsonObject redacted(AppConfig config) {
        return table(config.sections(), "");
    }

    /** SHA-256 over what {@link #redacted} shows, sorted by key; lower-case hex. */
    public static String hash(AppConfig config) {
        SortedMap<String, String> shown = new TreeMap<>();
        flatten("", redacted(config), shown);
        try {
            byte[] text = shown.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What differs, sorted by key; a changed secret is named, its value is not. */
    public static List<Change> changes(AppConfig before, AppConfig after) {
        SortedMap<String, String> old = new TreeMap<>();
        SortedMap<String, String> now = new TreeMap<>();
        flatten("", before.sections(), old);
        flatten("", after.sections(), now);
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            String a = old.getOrDefault(key, "");
            String b = now.getOrDefault(key, "");
            if (!a.equals(b)) {
                changes.add(new Change(key, String.valueOf(shown(key, a)), String.valueOf(shown(key, b))));
            }
        }
        return changes;
    }

    private static Object shown(String key, Object value) {
        if (value instanceof JsonObject section) {
            return table(section, key + ".");
        }
        if (value instanceof JsonArray array) {
            JsonArray items = new JsonArray();
            for (int i = 0; i < array.size(); i++) {
                items.add(shown(key + "[" + i + "]", array.getValue(i)));
            }
            return items;
        }
        return isSecret(key, String.valueOf(value)) ? HIDDEN : value;
    }

    private static JsonObject table(JsonObject section, String prefix) {
        JsonObject shown = new JsonObject();
        section.forEach(entry -> shown.put(entry.getKey(), shown(prefix + entry.getKey(), entry.getValue())));
        return shown;
    }

    private static void flatten(String key, Object value, SortedMap<String, String> into) {
        if (value instanceof JsonObject section) {
            for (Map.Entry<String, Object> entry : section) {
                flatten(key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), entry.getValue(), into);
            }
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                flatten(key + "[" + i + "]", array.getValue(i), into);
            }
        } else {
            into.put(key, String.valueOf(value));
        }
    }

    private static boolean isSecret(String key, String value) {
        String path = key.replaceAll("\\[[0-9]+]", "[]");
        if (value.isEmpty() || (path.equals(ConfigKeys.STORE_URL.path()) && value.equals("embedded"))) {
            return false;
        }
        if (OWN_SECRETS.contains(path) || holdsPassword(value)) {
            return true;
        }
        boolean own = ConfigKeys.all().stream().anyMatch(known -> path.startsWith(known.path()));
        return !own
                && SOUNDS_SECRET
                        .matcher(path.substring(path.lastIndexOf('.') + 1))
                        .find();
    }

    /** Whether a text is a URL with user information. */
    static boolean holdsPassword(String text) {
        return USER_INFO.matcher(text).matches();
    }

    private static Set<String> ownSecrets() {
        Set<String> secrets = new HashSet<>();
        for (Key<?> key : ConfigKeys.all()) {
            if (key.type().secret()) {
                secrets.add(key.path());
            }
            for (Key<?> item : key.type().itemKeys()) {
                if (item.type().secret()) {
                    secrets.add(key.path() + "[]." + item.path());
                }
            }
        }
        return Set.copyOf(secrets);
    }
}
