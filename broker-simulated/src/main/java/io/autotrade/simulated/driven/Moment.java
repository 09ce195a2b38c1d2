package io.autotrade.simulated.driven;

import io.autotrade.broker.MarketEvent;
import java.time.Instant;
import java.util.List;

/**
 * What happens at one instant of market time.
 *
 * @param at not before the moment before it
 * @param events in the order of delivery; the clock shows {@code at} while they are delivered
 */
public record Moment(Instant at, List<MarketEvent> events) {

    public Moment {
        events = List.copyOf(events);
    }
}
