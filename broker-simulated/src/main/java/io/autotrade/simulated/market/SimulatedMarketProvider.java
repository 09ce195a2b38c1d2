package io.autotrade.simulated.market;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Market source {@code simulated}: a made-up market with history, whose time runs faster than the wall clock until it
 * has caught up. It reads section {@code market.simulated}.
 */
public final class SimulatedMarketProvider implements MarketSourceProvider {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "simulated";
    }

    @Override
    public String displayName() {
        return "Simulated market";
    }

    @Override
    public JsonObject configurationSchema() {
        return MarketSettings.schema();
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        MarketSettings settings;
        try {
            settings = MarketSettings.from(context.configuration());
            for (Duration timeframe : context.timeframes()) {
                if (timeframe.toMillis() % MINUTE.toMillis() != 0) {
                    throw new IllegalArgumentException(
                            "the simulated market has candles of whole minutes, not of " + timeframe);
                }
            }
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        return context.store()
                .get(SimulatedMarket.KEY)
                .compose(text -> context.vertx()
                        .executeBlocking(
                                () -> SimulatedMarket.create(
                                        context, settings, text == null ? null : MarketMemory.decode(text)),
                                false));
    }
}
