package io.autotrade.okx.model;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Who caused an order or fill, and under which id the service knows it.
 *
 * @param clientOrderId of the order, or of the protection; null for external orders without one
 */
public record Cause(@Nullable ClientOrderId clientOrderId, OrderOrigin origin) {}
