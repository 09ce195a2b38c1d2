package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Funding of a perpetual swap.
 *
 * @param rate fraction of the notional for one interval; positive: longs pay shorts
 * @param fundingTime when it is (or was) charged
 * @param interval time between two fundings
 * @param at when this was known
 */
public record FundingRate(Symbol symbol, BigDecimal rate, Instant fundingTime, Duration interval, Instant at) {}
