package io.autotrade.plugin;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.EventConsumerProvider;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.plugin.PluginReport.Provided;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A plugin whose providers could be made and checked.
 *
 * @param loader to be closed when the plugin is given up
 */
record LoadedPlugin(
        PluginClassLoader loader,
        List<GuardedBrokerProvider> brokers,
        List<GuardedMarketSourceProvider> sources,
        List<GuardedEventConsumerProvider> consumers) {

    /**
     * Makes the providers of a plugin and asks them about themselves.
     *
     * @throws PluginRefusal with the reason; the class loader is closed then
     */
    static LoadedPlugin load(PluginFiles files, ClassLoader service) throws PluginRefusal, IOException {
        files.checkReadable();
        PluginClassLoader loader = new PluginClassLoader(files.name(), files.urls(), service);
        Guard guard = new Guard(files.name(), loader);
        try {
            return guard.call(() -> providers(loader, guard));
        } catch (PluginRefusal | OutOfMemoryError e) {
            loader.close();
            throw e;
        } catch (Throwable e) { // linkage errors too, and checked exceptions thrown sideways: the service lives
            loader.close();
            throw new PluginRefusal(reason(e));
        }
    }

    private static LoadedPlugin providers(PluginClassLoader loader, Guard guard) throws PluginRefusal {
        List<GuardedBrokerProvider> brokers = new ArrayList<>();
        for (BrokerProvider broker : ServiceLoader.load(BrokerProvider.class, loader)) {
            brokers.add(GuardedBrokerProvider.of(broker, guard));
        }
        List<GuardedMarketSourceProvider> sources = new ArrayList<>();
        for (MarketSourceProvider source : ServiceLoader.load(MarketSourceProvider.class, loader)) {
            sources.add(GuardedMarketSourceProvider.of(source, guard));
        }
        List<GuardedEventConsumerProvider> consumers = new ArrayList<>();
        for (EventConsumerProvider consumer : ServiceLoader.load(EventConsumerProvider.class, loader)) {
            consumers.add(GuardedEventConsumerProvider.of(consumer, guard));
        }
        if (brokers.isEmpty() && sources.isEmpty() && consumers.isEmpty()) {
            throw new PluginRefusal("names no provider in META-INF/services/" + BrokerProvider.class.getName() + ", "
                    + MarketSourceProvider.class.getName() + " or " + EventConsumerProvider.class.getName());
        }
        return new LoadedPlugin(loader, List.copyOf(brokers), List.copyOf(sources), List.copyOf(consumers));
    }

    /** What this plugin brings, for people. */
    List<Provided> provided() {
        List<Provided> all = new ArrayList<>();
        brokers.forEach(broker ->
                all.add(new Provided(Provided.BROKER, broker.id(), broker.displayName(), broker.environment())));
        sources.forEach(
                source -> all.add(new Provided(Provided.MARKET_SOURCE, source.id(), source.displayName(), null)));
        consumers.forEach(
                consumer -> all.add(new Provided(Provided.CONSUMER, consumer.id(), consumer.displayName(), null)));
        return all;
    }

    private static String reason(Throwable failure) {
        String origin = "";
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            origin = " (" + cause + ")";
        }
        String outer = failure instanceof ServiceConfigurationError ? failure.getMessage() : failure.toString();
        return "its providers cannot be made: " + outer + origin;
    }
}
