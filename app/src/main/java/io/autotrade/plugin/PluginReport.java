package io.autotrade.plugin;

import io.autotrade.broker.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one jar or directory in the plugins folder.
 *
 * @param name file name
 * @param sha256 of the jar, lower-case hex; of a directory the hashes of its jars, sorted by name, hashed again
 * @param status {@code loaded}, {@code refused}, {@code offered} or {@code removed}
 * @param reason why it was refused, or why it goes on though its file is gone; else empty
 * @param provides what it brings
 */
public record PluginReport(
        String name, String path, String sha256, String status, String reason, List<Provided> provides) {

    /** {@link #status()} of a plugin that is in use. */
    public static final String LOADED = "loaded";
    /** {@link #status()} of a plugin that is not. */
    public static final String REFUSED = "refused";
    /** {@link #status()} of a plugin that replaces one in use and is taken when that one is opened the next time. */
    public static final String OFFERED = "offered";
    /** {@link #status()} of a plugin whose file is gone. */
    public static final String REMOVED = "removed";

    /**
     * @param kind {@link #BROKER}, {@link #MARKET_SOURCE} or {@link #CONSUMER}
     * @param environment of a broker; null for anything else
     */
    public record Provided(
            String kind,
            String id,
            String displayName,
            @Nullable Environment environment) {

        /** {@link #kind()} of what trades. */
        public static final String BROKER = "broker";
        /** {@link #kind()} of what gives prices. */
        public static final String MARKET_SOURCE = "market_source";
        /** {@link #kind()} of what hears of everything. */
        public static final String CONSUMER = "consumer";
    }

    public PluginReport {
        provides = List.copyOf(provides);
    }

    PluginReport as(String other) {
        return new PluginReport(name, path, sha256, other, reason, provides);
    }

    public boolean loaded() {
        return status.equals(LOADED);
    }
}
