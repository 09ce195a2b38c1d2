package io.autotrade.bus;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stop and target of a position were confirmed at the venue, changed, or found missing.
 *
 * @param status {@code verified}, {@code missing}, {@code failed}, {@code removed}
 */
public record ProtectionChanged(
        Symbol symbol,
        @Nullable ClientOrderId protectionId,
        @Nullable String decisionId,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        String status,
        String detail,
        Instant at)
        implements DomainEvent {}
