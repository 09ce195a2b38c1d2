package io.autotrade.plugin;

import io.autotrade.broker.SpiVersion;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service asks of a provider before it uses it. */
final class ProviderRules {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    /** Top-level sections of the brokers that come with the service; the configuration knows no others of plugins. */
    private static final Set<String> KNOWN_SECTIONS = Set.of("simulated", "okx");

    private ProviderRules() {}

    static void checkVersion(int spiMajor) throws PluginRefusal {
        if (spiMajor != SpiVersion.MAJOR) {
            throw new PluginRefusal("built for version " + spiMajor
                    + " of the broker specification; this service has version " + SpiVersion.MAJOR);
        }
    }

    static String id(@Nullable String id) throws PluginRefusal {
        if (!ID.matcher(given("id", id)).matches()) {
            throw new PluginRefusal("id '" + id
                    + "' must be 1 to 40 lower-case letters, digits or underscores, beginning with a letter");
        }
        return given("id", id);
    }

    static <T> T given(String method, @Nullable T answer) throws PluginRefusal {
        if (answer == null) {
            throw new PluginRefusal(method + "() of a provider returns null");
        }
        return answer;
    }

    static JsonObject schema(@Nullable JsonObject schema) throws PluginRefusal {
        JsonObject given = given("configurationSchema", schema);
        if (!"object".equals(given.getValue("type"))) {
            throw new PluginRefusal("configurationSchema() must be a JSON schema with \"type\": \"object\"");
        }
        try {
            PluginSections.problems(given, new JsonObject(), "");
        } catch (RuntimeException e) {
            throw new PluginRefusal("configurationSchema() is not a usable JSON schema: " + e.getMessage());
        }
        return given.copy();
    }

    /** The service has sections with secrets; a plugin is handed its own section and no other. */
    static void checkSection(String section, String own) throws PluginRefusal {
        if (!section.equals(own) && !KNOWN_SECTIONS.contains(section)) {
            throw new PluginRefusal("configurationSection '" + section + "' is not one it may read; use '" + own + "'");
        }
    }
}
