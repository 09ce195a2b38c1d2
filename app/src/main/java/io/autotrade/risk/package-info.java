/** The gate: pure functions from proposal, books, market and limits to a verdict with reasons. Plain Java. */
@NullMarked
package io.autotrade.risk;

import org.jspecify.annotations.NullMarked;
