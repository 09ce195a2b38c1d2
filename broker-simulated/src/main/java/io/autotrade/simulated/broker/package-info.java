/**
 * The paper broker. {@link io.autotrade.simulated.broker.Engine} is the venue: plain Java, one operation at a time,
 * what happened out as {@link io.autotrade.simulated.broker.Changes}.
 * {@link io.autotrade.simulated.broker.SimulatedBroker} adapts it to futures, the market feed and the store.
 */
@NullMarked
package io.autotrade.simulated.broker;

import org.jspecify.annotations.NullMarked;
