package io.autotrade.plugin;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.plugin.PluginReport.Provided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this run. A jar that cannot be used is refused by name with the reason, and the service goes on with
 * the rest; only asking for a provider that is not there is an error. Loading blocks; call it off the event loop.
 *
 * <p>{@link #look} notices what has changed in the folder since. What is in use is never touched by that: a replaced
 * jar is offered beside it, and taken when its broker is opened the next time. Safe from any thread.
 */
public final class PluginRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final Path folder;
    private final Set<String> allowSha256;
    private final PluginCopies copies = new PluginCopies();
    /** By file name. */
    private final Map<String, Slot> slots = new TreeMap<>();
    /** Plugins that were replaced while something of theirs was in use. */
    private final List<LoadedPlugin> retired = new ArrayList<>();
    /** How the folder looked a moment ago; a file that is still being copied changes between two looks. */
    private Map<String, String> seen = Map.of();
    /** Read from event loops, which must not wait while a jar is being taken in. */
    private volatile List<PluginReport> reports = List.of();

    /** What one file or directory brings: what is used, and what was put in its place since. */
    private static final class Slot {
        private String signature = "";
        private @Nullable Attempt used;
        private @Nullable Attempt offered;

        Stream<Attempt> attempts() {
            return Stream.of(Optional.ofNullable(used), Optional.ofNullable(offered))
                    .flatMap(Optional::stream);
        }

        /** The newest that can be used. */
        Stream<LoadedPlugin> newest() {
            LoadedPlugin next = offered == null ? null : offered.plugin();
            return Optional.ofNullable(next != null || used == null ? next : used.plugin()).stream();
        }
    }

    private record Attempt(PluginReport report, @Nullable LoadedPlugin plugin) {}

    private PluginRegistry(Path folder, Set<String> allowSha256) {
        this.folder = folder;
        this.allowSha256 = Set.copyOf(allowSha256);
    }

    /**
     * Loads every jar and directory of jars in a folder, in the order of their names.
     *
     * @param allowSha256 lower-case hex hashes of the jars that may be loaded; empty for all
     */
    public static PluginRegistry load(Path folder, Set<String> allowSha256) {
        PluginRegistry registry = new PluginRegistry(folder, allowSha256);
        try {
            registry.seen = PluginFiles.signatures(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the plugins folder " + folder + " cannot be read", e);
        }
        registry.seen.forEach((name, signature) -> {
            Slot slot = new Slot();
            slot.signature = signature;
            slot.used = registry.attempt(folder.resolve(name), PluginReport.LOADED);
            registry.slots.put(name, slot);
        });
        registry.report();
        if (registry.slots.isEmpty()) {
            LOG.warn("no plugins in {}", folder);
        }
        return registry;
    }

    /**
     * Takes in what has changed in the folder and has lain still since the look before.
     *
     * @param inUse whether something a plugin brings is in use now
     * @return what is different now, by name; empty when nothing is
     */
    public synchronized List<PluginReport> look(Predicate<Provided> inUse) {
        Map<String, String> now;
        try {
            now = PluginFiles.signatures(folder);
        } catch (IOException e) {
            LOG.warn("the plugins folder {} cannot be read: {}", folder, e.toString());
            return List.of();
        }
        Map<String, String> before = seen;
        seen = now;
        List<PluginReport> changes = new ArrayList<>();
        Set<String> names = new HashSet<>(now.keySet());
        names.addAll(slots.keySet());
        for (String name : names.stream().sorted().toList()) {
            String signature = now.getOrDefault(name, "");
            if (signature.equals(before.getOrDefault(name, ""))) {
                changes.addAll(look(name, signature, inUse));
            }
        }
        report();
        changes.forEach(change -> LOG.info("plugins: {} {} {}", change.name(), change.status(), change.reason()));
        return changes;
    }

    private List<PluginReport> look(String name, String signature, Predicate<Provided> inUse) {
        Slot slot = slots.computeIfAbsent(name, added -> new Slot());
        if (slot.signature.equals(signature)) {
            return List.of();
        }
        slot.signature = signature;
        drop(slot.offered);
        slot.offered = null;
        boolean keep =
                slot.used != null && slot.used.report().provides().stream().anyMatch(inUse);
        if (!keep) {
            drop(slot.used);
            slot.used = null;
        }
        if (signature.isEmpty()) {
            if (!keep) {
                slots.remove(name);
            }
            String reason = keep ? "the file is gone; what is in use goes on until the next start" : "";
            return List.of(new PluginReport(
                    name, folder.resolve(name).toString(), "", PluginReport.REMOVED, reason, List.of()));
        }
        Attempt attempt = attempt(folder.resolve(name), keep ? PluginReport.OFFERED : PluginReport.LOADED);
        if (keep) {
            slot.offered = attempt;
        } else {
            slot.used = attempt;
        }
        return List.of(attempt.report());
    }

    /** A provider that was offered, or replaces another, is in use from now on; what it replaces is closed. */
    public synchronized void taken(BrokerProvider provider) {
        for (Slot slot : slots.values()) {
            Attempt offered = slot.offered;
            if (offered != null
                    && offered.plugin() != null
                    && offered.plugin().brokers().contains(provider)) {
                if (slot.used != null && slot.used.plugin() != null) {
                    retired.add(slot.used.plugin());
                }
                slot.used = new Attempt(offered.report().as(PluginReport.LOADED), offered.plugin());
                slot.offered = null;
            }
        }
        report();
    }

    private static void drop(@Nullable Attempt attempt) {
        if (attempt != null && attempt.plugin() != null) {
            close(attempt.plugin());
        }
    }

    /** @param status when it can be used */
    private Attempt attempt(Path path, String status) {
        String name = String.valueOf(path.getFileName());
        String hash = "";
        try {
            PluginFiles files = copies.of(PluginFiles.read(path));
            hash = files.hash();
            files.checkAllowed(allowSha256);
            LoadedPlugin plugin = LoadedPlugin.load(files, PluginRegistry.class.getClassLoader());
            try {
                checkClaims(name, plugin);
            } catch (PluginRefusal e) {
                close(plugin);
                throw e;
            }
            LOG.info("plugin {} brings {}", name, plugin.provided());
            return new Attempt(new PluginReport(name, path.toString(), hash, status, "", plugin.provided()), plugin);
        } catch (PluginRefusal | IOException e) {
            String reason = e instanceof PluginRefusal ? String.valueOf(e.getMessage()) : "cannot be read: " + e;
            LOG.warn("plugin {} refused: {}", name, reason);
            return new Attempt(
                    new PluginReport(name, path.toString(), hash, PluginReport.REFUSED, reason, List.of()), null);
        }
    }

    /** All ids of a plugin or none: half a plugin would be a surprise. */
    private void checkClaims(String name, LoadedPlugin plugin) throws PluginRefusal {
        Map<String, String> owners = new HashMap<>();
        slots.forEach((other, slot) -> {
            if (!other.equals(name)) {
                slot.newest()
                        .flatMap(each -> each.provided().stream())
                        .forEach(provided -> owners.put(provided.kind() + ' ' + provided.id(), other));
            }
        });
        for (Provided provided : plugin.provided()) {
            String key = provided.kind() + ' ' + provided.id();
            String owner = owners.putIfAbsent(key, name);
            if (owner != null) {
                throw new PluginRefusal("brings " + key + ", which " + owner + " already brings");
            }
        }
    }

    /** What was found, sorted by name; refused plugins included. A replaced one is there twice, the new one second. */
    public List<PluginReport> reports() {
        return reports;
    }

    private void report() {
        reports = slots.values().stream()
                .flatMap(Slot::attempts)
                .map(Attempt::report)
                .toList();
    }

    /**
     * The newest version of a broker, for opening it; an offered one goes before the one in use.
     *
     * @throws IllegalArgumentException when no loaded plugin brings this broker; names what there is and what was
     *     refused
     */
    public synchronized BrokerProvider broker(String id) {
        return find(LoadedPlugin::brokers, BrokerProvider::id, id, "trading.broker_type");
    }

    /** @throws IllegalArgumentException when no loaded plugin brings this market source */
    public synchronized MarketSourceProvider marketSource(String id) {
        return find(LoadedPlugin::sources, MarketSourceProvider::id, id, "market.source");
    }

    /** The newest version of a consumer; empty when no loaded plugin brings it. */
    public synchronized Optional<GuardedEventConsumerProvider> consumer(String id) {
        return slots.values().stream()
                .flatMap(Slot::newest)
                .flatMap(plugin -> plugin.consumers().stream())
                .filter(consumer -> consumer.id().equals(id))
                .findFirst();
    }

    private <P> P find(
            Function<LoadedPlugin, ? extends Collection<? extends P>> part,
            Function<P, String> idOf,
            String id,
            String key) {
        List<P> all = new ArrayList<>();
        slots.values().forEach(slot -> slot.newest().forEach(plugin -> all.addAll(part.apply(plugin))));
        return all.stream()
                .filter(provider -> idOf.apply(provider).equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        missing(key, id, all.stream().map(idOf).sorted().toList())));
    }

    private String missing(String key, String id, List<String> known) {
        String refused = reports().stream()
                .filter(report -> report.status().equals(PluginReport.REFUSED))
                .map(report -> report.name() + " (" + report.reason() + ")")
                .collect(Collectors.joining("; "));
        return key + ": no plugin in " + folder + " brings '" + id + "'; there are " + known
                + (refused.isEmpty() ? "" : "; refused: " + refused);
    }

    /** Closes all class loaders; nothing that came from a plugin may be used after that. */
    @Override
    public synchronized void close() {
        slots.values().forEach(slot -> slot.attempts().forEach(PluginRegistry::drop));
        retired.forEach(PluginRegistry::close);
        slots.clear();
        retired.clear();
        report();
        copies.close();
    }

    private static void close(LoadedPlugin plugin) {
        try {
            plugin.loader().close();
        } catch (IOException e) {
            LOG.warn("the class loader of a plugin could not be closed", e);
        }
    }
}
