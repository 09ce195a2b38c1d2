package io.autotrade.market;

import io.autotrade.broker.Symbol;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** Metrics of the feed: age of each price, and what was late, duplicate, conflated, dropped or failed. */
final class FeedMetrics implements MeterBinder {

    private final MarketHub hub;
    private final InstantSource clock;

    FeedMetrics(MarketHub hub, InstantSource clock) {
        this.hub = hub;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Symbol symbol : hub.symbols()) {
            Gauge.builder("autotrade.market.age", hub, from -> ageSeconds(symbol))
                    .description("Age of the newest price by the market's clock; NaN while there is none")
                    .baseUnit("seconds")
                    .tag("symbol", symbol.value())
                    .register(registry);
        }
        counter(registry, "late.trades", FeedStatus::lateTrades);
        counter(registry, "duplicate.trades", FeedStatus::duplicateTrades);
        counter(registry, "conflated.events", FeedStatus::conflatedEvents);
        counter(registry, "dropped.events", FeedStatus::droppedEvents);
        counter(registry, "listener.failures", FeedStatus::listenerFailures);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<FeedStatus> value) {
        FunctionCounter.builder(
                        "autotrade.market." + name, hub, from -> value.applyAsDouble(from.status(clock.instant())))
                .register(registry);
    }

    private double ageSeconds(Symbol symbol) {
        Duration age = hub.ages(clock.instant()).get(symbol);
        return age == null ? Double.NaN : age.toMillis() / 1000.0;
    }
}
