package io.autotrade.bus;

import io.autotrade.broker.Environment;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service began to keep books for a broker account. Everything before is outside these books.
 *
 * @param startingCash booked cash at that moment, settlement currency
 * @param adopted positions the account held then and an operator had taken into the books; null in older rows
 */
public record AccountOpened(
        String brokerId,
        Environment environment,
        String currency,
        BigDecimal startingCash,
        @Nullable List<Adopted> adopted,
        Instant at)
        implements DomainEvent {

    /**
     * A position that was there before the books.
     *
     * @param quantity base asset
     * @param entryPrice as the venue says
     * @param markPrice of the venue at that moment
     */
    public record Adopted(
            Symbol symbol, PositionSide side, BigDecimal quantity, BigDecimal entryPrice, BigDecimal markPrice) {

        /** Result at the mark price, settlement currency. */
        public BigDecimal unrealizedPnl() {
            return markPrice.subtract(entryPrice).multiply(quantity).multiply(BigDecimal.valueOf(side.sign()));
        }
    }

    public AccountOpened {
        adopted = adopted == null ? null : List.copyOf(adopted);
    }

    /** An account without positions. */
    public AccountOpened(
            String brokerId, Environment environment, String currency, BigDecimal startingCash, Instant at) {
        this(brokerId, environment, currency, startingCash, List.of(), at);
    }

    /** What was adopted; empty when nothing was. */
    public List<Adopted> taken() {
        return Objects.requireNonNullElse(adopted, List.of());
    }

    /** What the account was worth at that moment, settlement currency: cash and the open result of what was adopted. */
    public BigDecimal startingEquity() {
        return taken().stream().map(Adopted::unrealizedPnl).reduce(startingCash, BigDecimal::add);
    }
}
