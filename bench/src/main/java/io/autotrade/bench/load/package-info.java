/**
 * Load on the running service, beside something bare that does as little as can be done: every figure is a ratio from
 * one run on one machine. Everything is on loopback, bounded, and ends by itself.
 */
@NullMarked
package io.autotrade.bench.load;

import org.jspecify.annotations.NullMarked;
