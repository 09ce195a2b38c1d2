/**
 * An OKX to test against: REST and WebSocket on the loopback address, strict about signatures, headers, sizes, ids and
 * rate limits, with one account, synthetic books around a price that a test sets, and faults on demand. Written from
 * the venue's documentation and not from the adapter, so that the two can disagree.
 */
@NullMarked
package io.autotrade.okx.sandbox;

import org.jspecify.annotations.NullMarked;
