/**
 * HTTP and WebSocket. The OpenAPI file is the contract; everything else here serves it. Talks to the rest of the
 * service over the event bus ({@link io.autotrade.bus.Control}) and reads the journal directly.
 */
@NullMarked
package io.autotrade.api;

import org.jspecify.annotations.NullMarked;
