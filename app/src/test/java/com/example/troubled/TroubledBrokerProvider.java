package com.example.troubled;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Broker {@code troubled}. */
public class TroubledBrokerProvider implements BrokerProvider {

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "troubled";
    }

    @Override
    public String displayName() {
        return "A venue in trouble";
    }

    @Override
    public Environment environment() {
        return Environment.PAPER;
    }

    @Override
    public JsonObject configurationSchema() {
        return new JsonObject().put("type", "object");
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        return Future.succeededFuture(new TroubledBroker(context));
    }
}
