@NullMarked
package io.autotrade.broker.simulated;

import org.jspecify.annotations.NullMarked;
