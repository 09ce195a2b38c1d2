/** One event loop for all state of an adapter, so that none of it needs a lock. */
@NullMarked
package io.autotrade.okx.loop;

import org.jspecify.annotations.NullMarked;
