package io.autotrade.simulated.market;

import io.autotrade.broker.Symbol;
import io.autotrade.simulated.Schemas;
import io.autotrade.simulated.Settings;
import io.autotrade.simulated.driven.Speed;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Section {@code market.simulated}.
 *
 * @param prices start prices that differ from the usual ones, quote per base
 * @param tick time between two ticks of a symbol; divides a minute
 * @param start market time of the first start; empty for sixty days before the wall clock
 */
record MarketSettings(long seed, Speed speed, Map<Symbol, BigDecimal> prices, Duration tick, Optional<Instant> start) {

    static final String SECTION = "market.simulated";

    private static final String MIN_PRICE = "0.00000001";
    private static final String MAX_PRICE = "100000000";

    static MarketSettings from(JsonObject section) {
        Settings settings = new Settings(SECTION, section);
        long tick = settings.whole("tick_seconds", 5, 1, 60);
        if (60 % tick != 0) {
            throw settings.invalid("tick_seconds", tick, "a number of seconds that divides 60");
        }
        return new MarketSettings(
                settings.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                Speed.from(settings, "60"),
                prices(settings),
                Duration.ofSeconds(tick),
                settings.instant("start"));
    }

    private static Map<Symbol, BigDecimal> prices(Settings settings) {
        JsonObject section = settings.object("prices");
        Settings values = new Settings(SECTION + ".prices", section);
        Map<Symbol, BigDecimal> prices = new TreeMap<>();
        for (String name : section.fieldNames()) {
            prices.put(Symbol.of(name), values.decimal(name, MIN_PRICE, MIN_PRICE, MAX_PRICE));
        }
        return prices;
    }

    static JsonObject schema() {
        return Schemas.object()
                .whole(
                        "seed",
                        1,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        "The same seed gives the same market. A market that has begun keeps its seed.")
                .speed(
                        60,
                        "Seconds of market time in one second, or max. Market time never runs ahead of the wall clock: once it has "
                                + "caught up it runs at 1.")
                .numbers("prices", 0.00000001, 100_000_000, "Start prices by symbol, quote per base.")
                .whole("tick_seconds", 5, 1, 60, "Market time between two ticks of a symbol; divides 60.")
                .text(
                        "start",
                        "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\\s*$",
                        "Market time of the first start, such as 2026-01-01T00:00:00Z; by default 06:00 UTC of the day 60 days before the wall clock.")
                .build();
    }
}
