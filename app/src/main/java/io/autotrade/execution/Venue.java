package io.autotrade.execution;

import io.autotrade.broker.Broker;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Environment;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Symbol;
import java.util.Map;
import java.util.Optional;

/**
 * The open broker with what the desk needs to know about it.
 *
 * @param instruments by symbol, as read at start
 */
public record Venue(String brokerId, Environment environment, Broker broker, Map<Symbol, Instrument> instruments) {

    public Venue {
        instruments = Map.copyOf(instruments);
    }

    public Optional<Instrument> instrument(Symbol symbol) {
        return Optional.ofNullable(instruments.get(symbol));
    }

    public boolean can(Capability capability) {
        return broker.capabilities().contains(capability);
    }

    /** Whether a position can be given a stop at the venue; without it no position is opened. */
    public boolean canProtect() {
        return can(Capability.ATTACHED_PROTECTION) || can(Capability.POSITION_PROTECTION);
    }
}
