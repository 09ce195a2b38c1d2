package io.autotrade.plugin;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.autotrade.plugin.PluginReport.Provided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * A plugin whose providers could be made and checked.
 *
 * @param loader to be closed when the plugin is given up
 * @param provided what the providers say of themselves, asked once: they are foreign code
 */
record LoadedPlugin(
        PluginClassLoader loader,
        List<BrokerProvider> brokers,
        List<MarketSourceProvider> sources,
        List<Provided> provided) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /**
     * Makes the providers of a plugin.
     *
     * @throws PluginRefusal with the reason; the class loader is closed then
     */
    static LoadedPlugin load(PluginFiles files, ClassLoader service) throws PluginRefusal, IOException {
        for (Path jar : files.jars()) {
            checkReadable(jar);
        }
        PluginClassLoader loader = new PluginClassLoader(files.name(), files.urls(), service);
        ContextLoader during = new ContextLoader(loader);
        try {
            List<BrokerProvider> brokers = providers(BrokerProvider.class, loader);
            List<MarketSourceProvider> sources = providers(MarketSourceProvider.class, loader);
            check(brokers, sources);
            return new LoadedPlugin(loader, brokers, sources, provided(brokers, sources));
        } catch (PluginRefusal | RuntimeException | Error e) { // whatever a foreign jar does, the service lives
            loader.close();
            if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
                throw fatal;
            }
            throw e instanceof PluginRefusal refusal ? refusal : new PluginRefusal(reason(e));
        } finally {
            during.close();
        }
    }

    private static void checkReadable(Path jar) throws PluginRefusal, IOException {
        if (Files.size(jar) == 0) {
            throw new PluginRefusal("the jar is empty");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            file.getManifest();
        } catch (IOException e) {
            throw new PluginRefusal("not a readable jar: " + e.getMessage());
        }
    }

    private static <T> List<T> providers(Class<T> type, ClassLoader loader) {
        List<T> found = new ArrayList<>();
        ServiceLoader.load(type, loader).forEach(found::add);
        return List.copyOf(found);
    }

    private static void check(List<BrokerProvider> brokers, List<MarketSourceProvider> sources) throws PluginRefusal {
        if (brokers.isEmpty() && sources.isEmpty()) {
            throw new PluginRefusal("names no provider in META-INF/services/" + BrokerProvider.class.getName() + " or "
                    + MarketSourceProvider.class.getName());
        }
        for (BrokerProvider broker : brokers) {
            checkOne(broker.id(), broker.spiMajor());
        }
        for (MarketSourceProvider source : sources) {
            checkOne(source.id(), source.spiMajor());
        }
    }

    private static void checkOne(String id, int spiMajor) throws PluginRefusal {
        if (spiMajor != SpiVersion.MAJOR) {
            throw new PluginRefusal("built for version " + spiMajor
                    + " of the broker specification; this service has version " + SpiVersion.MAJOR);
        }
        if (!ID.matcher(id).matches()) {
            throw new PluginRefusal("id '" + id + "' must be 1 to 40 lower-case letters, digits or underscores");
        }
    }

    private static List<Provided> provided(List<BrokerProvider> brokers, List<MarketSourceProvider> sources) {
        List<Provided> all = new ArrayList<>();
        brokers.forEach(
                broker -> all.add(new Provided("broker", broker.id(), broker.displayName(), broker.environment())));
        sources.forEach(source -> all.add(new Provided("market_source", source.id(), source.displayName(), null)));
        return List.copyOf(all);
    }

    private static String reason(Throwable failure) {
        String inner = "";
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            inner = " (" + cause + ")";
        }
        String outer = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "its providers cannot be made: " + outer + inner;
    }
}
