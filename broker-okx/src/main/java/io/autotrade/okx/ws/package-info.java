/** Push connections to OKX: log-in, subscriptions, heartbeat, reconnection. */
@NullMarked
package io.autotrade.okx.ws;

import org.jspecify.annotations.NullMarked;
