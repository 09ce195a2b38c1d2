package io.autotrade.plugin;

import io.autotrade.broker.EventConsumerContext;
import io.autotrade.broker.EventConsumerProvider;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** A plugin's consumer provider as the service sees it, see {@link GuardedBrokerProvider}. */
public record GuardedEventConsumerProvider(
        EventConsumerProvider provider,
        Guard guard,
        int spiMajor,
        String id,
        String displayName,
        JsonObject configurationSchema,
        ThreadingModel threadingModel)
        implements EventConsumerProvider {

    private static final String SECTION = "consumers.";

    /** Asks the provider about itself, under its guard, and checks the answers. */
    static GuardedEventConsumerProvider of(EventConsumerProvider provider, Guard guard) throws PluginRefusal {
        ProviderRules.checkVersion(provider.spiMajor());
        return new GuardedEventConsumerProvider(
                provider,
                guard,
                provider.spiMajor(),
                ProviderRules.id(provider.id()),
                ProviderRules.given("displayName", provider.displayName()),
                ProviderRules.schema(provider.configurationSchema()),
                ProviderRules.given("threadingModel", provider.threadingModel()));
    }

    @Override
    public JsonObject configurationSchema() {
        return configurationSchema.copy();
    }

    /** Dotted path of the section that the consumer reads and that makes it run. */
    public String configurationSection() {
        return SECTION + id;
    }

    @Override
    public Deployable verticle(EventConsumerContext context) {
        return guard.call(() -> provider.verticle(context));
    }

    /** Deploys the verticle; whatever the plugin throws becomes a failed future that names it. */
    public Future<String> deploy(Vertx vertx, EventConsumerContext context) {
        DeploymentOptions options =
                new DeploymentOptions().setThreadingModel(threadingModel).setClassLoader(guard.loader());
        return guard.open("consumer " + id, () -> vertx.deployVerticle(verticle(context), options));
    }
}
