package io.autotrade.plugin;

import io.autotrade.broker.SpiVersion;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service asks of a provider before it uses it. */
final class ProviderRules {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern SECTION = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");

    /** Sections of the service, some with secrets; a plugin is handed its own section and no other. */
    private static final Set<String> OF_THE_SERVICE =
            Set.of("trading", "store", "http", "plugins", "cluster", "alerts", "market", "brokers");

    private static final Set<String> MARKET_KEYS = Set.of("source", "short_timeframe", "long_timeframe");

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

    /** A broker's section is {@code brokers.ID} or has a top-level name of its own. */
    static void checkBrokerSection(String id, String section) throws PluginRefusal {
        if (!section.equals("brokers." + id)
                && (!SECTION.matcher(section).matches() || OF_THE_SERVICE.contains(root(section)))) {
            throw refusedSection(section, "brokers." + id);
        }
    }

    /** A market source's section is below {@code market} or has a top-level name of its own. */
    static void checkMarketSection(String id, String section) throws PluginRefusal {
        boolean below = section.startsWith("market.") && !MARKET_KEYS.contains(section.split("\\.")[1]);
        if (!SECTION.matcher(section).matches() || (!below && OF_THE_SERVICE.contains(root(section)))) {
            throw refusedSection(section, "market." + id);
        }
    }

    private static PluginRefusal refusedSection(String section, String usual) {
        return new PluginRefusal("configurationSection '" + section + "' is not one a plugin may read; use '" + usual
                + "' or a top-level name of your own");
    }

    private static String root(String section) {
        int dot = section.indexOf('.');
        return dot < 0 ? section : section.substring(0, dot);
    }
}
