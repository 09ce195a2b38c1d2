package io.autotrade.okx;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.SpiVersion;
import io.autotrade.okx.account.OkxBroker;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** OKX demo trading: OKX's own matching rules with play money. */
public final class OkxDemoProvider implements BrokerProvider {

    private final SocketTimings timings;
    private final Function<Vertx, Links> links;

    public OkxDemoProvider() {
        this(SocketTimings.standard());
    }

    /** With other patience on the push connections. */
    public OkxDemoProvider(SocketTimings timings) {
        this(timings, Links::real);
    }

    /** With other patience, and by another time or over other wires. */
    public OkxDemoProvider(SocketTimings timings, Function<Vertx, Links> links) {
        this.timings = timings;
        this.links = links;
    }

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "okx_demo";
    }

    @Override
    public String displayName() {
        return "OKX demo trading";
    }

    @Override
    public Environment environment() {
        return Environment.DEMO;
    }

    @Override
    public String configurationSection() {
        return "okx";
    }

    @Override
    public JsonObject configurationSchema() {
        return Schemas.broker();
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        OkxSettings settings;
        try {
            settings = OkxSettings.broker(context.configuration(), true);
        } catch (BrokerException e) {
            return Future.failedFuture(e);
        }
        return OkxBroker.open(
                context,
                links.apply(context.vertx()),
                settings.rest(),
                settings.privateSocket(),
                settings.businessSocket(),
                timings);
    }
}
