package io.autotrade.plugin;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** A plugin's broker provider as the service sees it: what it said of itself is remembered, and opening is guarded. */
record GuardedBrokerProvider(
        BrokerProvider provider,
        Guard guard,
        int spiMajor,
        String id,
        String displayName,
        Environment environment,
        String configurationSection,
        JsonObject configurationSchema)
        implements BrokerProvider {

    /** Asks the provider about itself, under its guard, and checks the answers. */
    static GuardedBrokerProvider of(BrokerProvider provider, Guard guard) throws PluginRefusal {
        ProviderRules.checkVersion(provider.spiMajor());
        GuardedBrokerProvider known = new GuardedBrokerProvider(
                provider,
                guard,
                provider.spiMajor(),
                ProviderRules.id(provider.id()),
                ProviderRules.given("displayName", provider.displayName()),
                ProviderRules.given("environment", provider.environment()),
                ProviderRules.given("configurationSection", provider.configurationSection()),
                ProviderRules.schema(provider.configurationSchema()));
        ProviderRules.checkSection(known.configurationSection(), "brokers." + known.id());
        return known;
    }

    @Override
    public JsonObject configurationSchema() {
        return configurationSchema.copy();
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        return guard.open("broker " + id, () -> provider.open(context))
                .map(broker -> new GuardedBroker(broker, guard, context.clock()));
    }
}
