package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A public trade.
 *
 * @param tradeId unique within symbol and source; the same trade always has the same id
 * @param quantity base asset, not negative: a recorded market may know that the price was reached but not how much was
 *     traded
 * @param takerSide side of the order that took liquidity
 */
public record Trade(String tradeId, Symbol symbol, BigDecimal price, BigDecimal quantity, Side takerSide, Instant at) {

    public Trade {
        Checks.positive("price", price);
        Checks.notNegative("quantity", quantity);
    }
}
