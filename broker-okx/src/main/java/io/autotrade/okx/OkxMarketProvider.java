package io.autotrade.okx;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.autotrade.okx.market.OkxMarketSource;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** OKX public market data. Needs no key. */
public final class OkxMarketProvider implements MarketSourceProvider {

    private final SocketTimings timings;

    public OkxMarketProvider() {
        this(SocketTimings.standard());
    }

    /** With other patience on the push connections. */
    public OkxMarketProvider(SocketTimings timings) {
        this.timings = timings;
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
                settings.rest(),
                settings.publicSocket(),
                settings.businessSocket(),
                timings,
                !context.configuration().getString("books", "full").equals("top"));
    }
}
