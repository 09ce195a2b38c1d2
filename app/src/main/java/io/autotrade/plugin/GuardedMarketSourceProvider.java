package io.autotrade.plugin;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** A plugin's market-source provider as the service sees it, see {@link GuardedBrokerProvider}. */
record GuardedMarketSourceProvider(
        MarketSourceProvider provider,
        Guard guard,
        int spiMajor,
        String id,
        String displayName,
        String configurationSection,
        JsonObject configurationSchema)
        implements MarketSourceProvider {

    /** Asks the provider about itself, under its guard, and checks the answers. */
    static GuardedMarketSourceProvider of(MarketSourceProvider provider, Guard guard) throws PluginRefusal {
        ProviderRules.checkVersion(provider.spiMajor());
        GuardedMarketSourceProvider known = new GuardedMarketSourceProvider(
                provider,
                guard,
                provider.spiMajor(),
                ProviderRules.id(provider.id()),
                ProviderRules.given("displayName", provider.displayName()),
                ProviderRules.given("configurationSection", provider.configurationSection()),
                ProviderRules.schema(provider.configurationSchema()));
        ProviderRules.checkSection(known.configurationSection(), "market." + known.id());
        return known;
    }

    @Override
    public JsonObject configurationSchema() {
        return configurationSchema.copy();
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        return guard.open("market source " + id, () -> provider.open(context));
    }
}
