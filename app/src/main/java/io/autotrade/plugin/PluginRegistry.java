package io.autotrade.plugin;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.MarketSourceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this run. A jar that cannot be used is refused by name with the reason, and the service goes on with
 * the rest; only asking for a provider that is not there is an error. Loading blocks; call it off the event loop.
 */
public final class PluginRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Path folder;
    private final List<PluginReport> reports = new ArrayList<>();
    private final List<LoadedPlugin> plugins = new ArrayList<>();
    private final Map<String, BrokerProvider> brokers = new HashMap<>();
    private final Map<String, MarketSourceProvider> sources = new HashMap<>();
    /** Name of the plugin that brought an id. */
    private final Map<String, String> owners = new HashMap<>();

    private PluginRegistry(Path folder) {
        this.folder = folder;
    }

    /**
     * Loads every jar and directory of jars in a folder, in the order of their names.
     *
     * @param allowSha256 lower-case hex hashes of the jars that may be loaded; empty for all
     */
    public static PluginRegistry load(Path folder, Set<String> allowSha256) {
        PluginRegistry registry = new PluginRegistry(folder);
        try {
            for (Path path : PluginFiles.candidates(folder)) {
                registry.add(path, allowSha256);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plugins folder " + folder + " cannot be read", e);
        }
        if (registry.reports.isEmpty()) {
            LOG.warn("no plugins in {}", folder);
        }
        return registry;
    }

    private void add(Path path, Set<String> allowSha256) {
        String name = String.valueOf(path.getFileName());
        String hash = "";
        try {
            PluginFiles files = PluginFiles.read(path);
            hash = files.hash();
            files.checkAllowed(allowSha256);
            LoadedPlugin plugin = LoadedPlugin.load(files, PluginRegistry.class.getClassLoader());
            try {
                claim(name, plugin);
            } catch (PluginRefusal e) {
                plugin.loader().close();
                throw e;
            }
            plugins.add(plugin);
            reports.add(new PluginReport(name, path.toString(), hash, PluginReport.LOADED, "", plugin.provided()));
            LOG.info("plugin {} brings {}", name, plugin.provided());
        } catch (PluginRefusal | IOException e) {
            String reason = e instanceof PluginRefusal ? String.valueOf(e.getMessage()) : "cannot be read: " + e;
            reports.add(new PluginReport(name, path.toString(), hash, PluginReport.REFUSED, reason, List.of()));
            LOG.warn("plugin {} refused: {}", name, reason);
        }
    }

    /** All ids of a plugin or none: half a plugin would be a surprise. */
    private void claim(String name, LoadedPlugin plugin) throws PluginRefusal {
        Map<String, String> claims = new HashMap<>();
        for (PluginReport.Provided provided : plugin.provided()) {
            String key = provided.kind() + ' ' + provided.id();
            String owner = owners.getOrDefault(key, claims.get(key));
            if (owner != null) {
                throw new PluginRefusal("brings " + key + ", which " + owner + " already brings");
            }
            claims.put(key, name);
        }
        owners.putAll(claims);
        plugin.brokers().forEach(broker -> brokers.put(broker.id(), broker));
        plugin.sources().forEach(source -> sources.put(source.id(), source));
    }

    /** What was found, sorted by name; refused plugins included. */
    public List<PluginReport> reports() {
        return List.copyOf(reports);
    }

    /**
     * @throws IllegalArgumentException when no loaded plugin brings this broker; names what there is and what was
     *     refused
     */
    public BrokerProvider broker(String id) {
        BrokerProvider broker = brokers.get(id);
        if (broker == null) {
            throw new IllegalArgumentException(missing("trading.broker_type", id, brokers.keySet()));
        }
        return broker;
    }

    /** @throws IllegalArgumentException when no loaded plugin brings this market source */
    public MarketSourceProvider marketSource(String id) {
        MarketSourceProvider source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException(missing("market.source", id, sources.keySet()));
        }
        return source;
    }

    private String missing(String key, String id, Set<String> known) {
        String refused = reports.stream()
                .filter(report -> !report.loaded())
                .map(report -> report.name() + " (" + report.reason() + ")")
                .collect(Collectors.joining("; "));
        return key + ": no plugin in " + folder + " brings '" + id + "'; there are "
                + known.stream().sorted().toList() + (refused.isEmpty() ? "" : "; refused: " + refused);
    }

    /** Closes all class loaders; nothing that came from a plugin may be used after that. */
    @Override
    public void close() {
        for (LoadedPlugin plugin : plugins) {
            try {
                plugin.loader().close();
            } catch (IOException e) {
                LOG.warn("the class loader of a plugin could not be closed", e);
            }
        }
        plugins.clear();
    }
}
