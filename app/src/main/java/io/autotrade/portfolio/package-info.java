/** The books: positions, results, equity curve and statistics as a fold over journal events. Plain Java. */
@NullMarked
package io.autotrade.portfolio;

import org.jspecify.annotations.NullMarked;
