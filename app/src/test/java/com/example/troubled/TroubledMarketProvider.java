package com.example.troubled;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Market source {@code troubled}. */
public final class TroubledMarketProvider implements MarketSourceProvider {

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
        return "A market in trouble";
    }

    @Override
    public JsonObject configurationSchema() {
        return new JsonObject().put("type", "object");
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        return Future.succeededFuture(new TroubledMarket(context));
    }
}
