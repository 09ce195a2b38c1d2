package io.autotrade.simulated.replay;

import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.MarketSourceProvider;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Market source {@code replay}: recorded candles at any speed. It reads section {@code market.replay}. */
public final class ReplayMarketProvider implements MarketSourceProvider {

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "replay";
    }

    @Override
    public String displayName() {
        return "Recorded market";
    }

    @Override
    public JsonObject configurationSchema() {
        return ReplaySettings.schema();
    }

    @Override
    public Future<MarketSource> open(MarketSourceContext context) {
        return context.store()
                .get(ReplayScript.KEY)
                .compose(position -> context.vertx().executeBlocking(() -> open(context, position), false));
    }

    private static MarketSource open(MarketSourceContext context, @Nullable String stored) {
        ReplaySettings settings = ReplaySettings.from(context.configuration(), context.home());
        Recordings recorded = Recordings.read(settings, context);
        return new ReplayMarket(context, settings.speed(), recorded, told(stored, recorded, context));
    }

    private static @Nullable Instant told(@Nullable String stored, Recordings recorded, MarketSourceContext context) {
        if (stored == null) {
            return null;
        }
        Instant told = parse(stored);
        if (told.isBefore(recorded.start()) || told.isAfter(recorded.end())) {
            context.logger()
                    .warn(
                            "an earlier run stopped at {}, outside of what is played now; playing from {}",
                            told,
                            recorded.start());
            return null;
        }
        return told;
    }

    private static Instant parse(String stored) {
        try {
            return Instant.parse(stored);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("the stored position '" + stored + "' cannot be read", e);
        }
    }
}
