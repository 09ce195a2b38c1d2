/** The real process, killed and started again: what it must not lose, double or forget. */
@NullMarked
package io.autotrade.bench.crash;

import org.jspecify.annotations.NullMarked;
