/**
 * Broker and market-source plugins: each in its own class loader, found, checked and named with the reason when
 * refused.
 */
@NullMarked
package io.autotrade.plugin;

import org.jspecify.annotations.NullMarked;
