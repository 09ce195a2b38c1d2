package io.autotrade.config;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, validated. Built only by the loader; replaced as a whole on reload.
 *
 * @param home directory against which relative paths resolve
 * @param file the file it was read from; null in tests that build it in memory
 * @param live what may be traded with real money once it is approved; null when the configuration has no such section
 * @param telemetry how the service tells what it does; read at start
 * @param sections the complete tree after substitution, defaults included, for the sections of plugins
 *     ({@link #section}); holds secrets in clear
 */
public record AppConfig(
        Path home,
        @Nullable Path file,
        TradingConfig trading,
        MarketConfig market,
        StoreConfig store,
        HttpConfig http,
        PluginsConfig plugins,
        ClusterConfig cluster,
        AlertsConfig alerts,
        @Nullable LiveProfile live,
        TelemetryConfig telemetry,
        JsonObject sections) {

    /**
     * The section at a dotted path, an empty object when the file has none. Contains secrets in clear; hand it to the
     * plugin it belongs to and to nobody else.
     */
    public JsonObject section(String dottedPath) {
        JsonObject node = sections;
        for (String part : dottedPath.split("\\.")) {
            Object child = node.getValue(part);
            if (!(child instanceof JsonObject next)) {
                return new JsonObject();
            }
            node = next;
        }
        return node.copy();
    }

    /** Names the file and no value: {@link ConfigView#redacted} shows the values. */
    @Override
    public String toString() {
        return "AppConfig[file=" + file + ", home=" + home + "]";
    }

    /** @param source value of {@code market.source}: which market source plugin is used */
    public record MarketConfig(String source, Duration shortTimeframe, Duration longTimeframe) {}

    /**
     * @param url {@code embedded} or a {@code postgresql://} URL; may hold a password
     * @param dataDir absolute
     */
    public record StoreConfig(Secret url, Path dataDir) {
        public boolean embedded() {
            return url.matches("embedded");
        }
    }

    /**
     * @param dir absolute
     * @param allowSha256 lower-case hex hashes of the jars that may be loaded; empty means all
     */
    public record PluginsConfig(Path dir, java.util.Set<String> allowSha256, Duration answerWithin) {
        public PluginsConfig {
            allowSha256 = java.util.Set.copyOf(allowSha256);
        }
    }

    /**
     * Whether and how the event bus spans several machines.
     *
     * @param host own address under which the others reach this one
     * @param port of Hazelcast on it
     * @param members addresses of all, {@code host:port}; may name this one too
     * @param name clusters of different names do not hear each other
     */
    public record ClusterConfig(boolean enabled, String host, int port, java.util.List<String> members, String name) {

        public static final ClusterConfig NONE =
                new ClusterConfig(false, "127.0.0.1", 5701, java.util.List.of(), "autotrade");

        public ClusterConfig {
            members = java.util.List.copyOf(members);
        }
    }

    /**
     * Section {@code live}: account and limits that two people approve before real money is traded.
     *
     * @param account name of the account, as its owners know it
     * @param maxPositionNotional largest notional of one position, settlement currency
     * @param maxGrossNotional largest sum of all notionals, settlement currency
     * @param dailyLossCap loss since 00:00 UTC, settlement currency
     */
    public record LiveProfile(
            String account,
            java.math.BigDecimal maxPositionNotional,
            java.math.BigDecimal maxGrossNotional,
            java.math.BigDecimal dailyLossCap) {

        /** Name of the account in {@link #terms}. */
        public static final String ACCOUNT = "account";

        /** Name of the limit of one position in {@link #terms}. */
        public static final String POSITION = "max_position_notional";

        /** Name of the limit of all positions in {@link #terms}. */
        public static final String GROSS = "max_gross_notional";

        /** Name of the daily loss limit in {@link #terms}. */
        public static final String LOSS = "daily_loss_cap";

        /** The terms as they are approved and journalled; amounts without trailing zeros. */
        public java.util.Map<String, String> terms() {
            return java.util.Map.of(
                    ACCOUNT, account,
                    POSITION, plain(maxPositionNotional),
                    GROSS, plain(maxGrossNotional),
                    LOSS, plain(dailyLossCap));
        }

        /** An amount as it stands in {@link #terms}. */
        public static String plain(java.math.BigDecimal amount) {
            return amount.stripTrailingZeros().toPlainString();
        }
    }

    /** One place alerts go to besides log and event bus. */
    public record AlertSink(String type, Secret url, String minimumSeverity) {}

    public record AlertsConfig(java.util.List<AlertSink> sinks) {
        public AlertsConfig {
            sinks = java.util.List.copyOf(sinks);
        }
    }
}
