package io.autotrade.portfolio;

import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution in the words of the activity list.
 *
 * @param id unique: id of the fill or booking
 * @param kind {@code BUY} or {@code SELL} when it opened or enlarged a position, {@code CLOSE} when it reduced one,
 *     {@code LIQUIDATION} or {@code ADL} when the venue did
 * @param fee settlement currency, positive when paid
 * @param realizedPnl of the part it closed, fees not included; zero when it closed nothing
 */
public record Trade(
        String id,
        String kind,
        Symbol symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        BigDecimal realizedPnl,
        @Nullable String decisionId,
        Instant at) {}
