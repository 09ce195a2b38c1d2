package io.autotrade.okx.account;

import io.autotrade.broker.Order;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only what is news about an order. OKX repeats messages and mixes their order; times alone do not tell,
 * because the last two messages of an order may carry the same.
 */
final class OrderProgress {

    private static final int REMEMBERED = 20_000;

    private final Map<String, Order> last = new Recent<>(REMEMBERED);

    /** Whether the order is further on than what was let through before; if so it is the new measure. */
    boolean isNews(String orderId, Order order) {
        Order before = last.get(orderId);
        if (before != null && !isFurther(before, order)) {
            return false;
        }
        last.put(orderId, order);
        return true;
    }

    private static boolean isFurther(Order before, Order now) {
        if (before.state().isFinal()) {
            return false;
        }
        int filled = now.filledQuantity().compareTo(before.filledQuantity());
        if (filled != 0) {
            return filled > 0;
        }
        if (now.state().isFinal()) {
            return true;
        }
        boolean changed =
                now.quantity().compareTo(before.quantity()) != 0 || !sameValue(now.limitPrice(), before.limitPrice());
        return changed && !now.updatedAt().isBefore(before.updatedAt());
    }

    private static boolean sameValue(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b == null : b != null && a.compareTo(b) == 0;
    }
}
