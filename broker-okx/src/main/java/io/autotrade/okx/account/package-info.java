/** The broker: orders, protection, fills, bookings, positions and balance of one OKX account. */
@NullMarked
package io.autotrade.okx.account;

import org.jspecify.annotations.NullMarked;
