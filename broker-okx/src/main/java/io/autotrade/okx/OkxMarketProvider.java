package io.autotrade.okx;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.autotrade.okx.market.OkxMarketSource;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** OKX public market data. Needs no key. */
public final class OkxMarketProvider implements MarketSourceProvider {

    private final SocketTimings timings;
    private final Function<Vertx, Links> links;

    public OkxMarketProvider() {
        this(SocketTimings.standard());
    }

    /** With other patience on the push connections. */
    public OkxMarketProvider(SocketTimings timings) {
        this(timings, Links::real);
    }

    /** With other patience, and by another time or over other wires. */
    public OkxMarketProvider(SocketTimings timings, Function<Vertx, Links> links) {
        this.timings = timings;
        this.links = links;
    }

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "okx";
    }

    @Override
    public String displayName() {
        return "OKX market data";
    }

    @Override
    public JsonObject configurationSchema() {
        return Schemas.market();
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        OkxSettings settings = OkxSettings.market(context.configuration());
        return OkxMarketSource.open(
                context,
                links.apply(context.vertx()),
                settings.rest(),
                settings.publicSocket(),
                settings.businessSocket(),
                timings,
                !context.configuration().getString("books", "full").equals("top"));
    }
}
