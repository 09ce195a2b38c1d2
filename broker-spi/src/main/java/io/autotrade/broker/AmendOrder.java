package io.autotrade.broker;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Change of a resting order. The order keeps its ids.
 *
 * @param newQuantity new total quantity in base asset, what is already filled included; null keeps it
 * @param newLimitPrice new limit price; null keeps it
 */
public record AmendOrder(
        Symbol symbol,
        ClientOrderId clientOrderId,
        @Nullable BigDecimal newQuantity,
        @Nullable BigDecimal newLimitPrice) {

    public AmendOrder {
        if (newQuantity == null && newLimitPrice == null) {
            throw new IllegalArgumentException("amend needs a newQuantity, a newLimitPrice or both");
        }
        if (newQuantity != null) {
            Checks.positive("newQuantity", newQuantity);
        }
        if (newLimitPrice != null) {
            Checks.positive("newLimitPrice", newLimitPrice);
        }
    }
}
