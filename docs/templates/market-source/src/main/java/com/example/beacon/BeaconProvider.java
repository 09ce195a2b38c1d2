package com.example.beacon;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** Market source {@code beacon}: prices of a server that answers over HTTP and tells trades over a WebSocket. */
public final class BeaconProvider implements MarketSourceProvider {

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "beacon";
    }

    @Override
    public String displayName() {
        return "Beacon price server";
    }

    @Override
    public JsonObject configurationSchema() {
        return new JsonObject("""
                {
                  "type": "object",
                  "properties": {
                    "url": {"type": "string", "pattern": "^https?://[^/]+$"},
                    "reconnect_seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": 60, "default": 2}
                  },
                  "required": ["url"],
                  "additionalProperties": false
                }
                """);
    }

    /** Fails when the server cannot be reached: a service without prices should not start. */
    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        Server server = new Server(
                context.vertx(), URI.create(context.configuration().getString("url")));
        return server.get("/instruments")
                .<MarketSource>map(answer -> new BeaconSource(context, server, Reading.instruments(answer)))
                .onFailure(cause -> server.close());
    }
}
