package io.autotrade.okx.model;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a linear perpetual swap. The only place that knows how many coins a contract is.
 *
 * @param contractValue base asset per contract, {@code ctVal x ctMult}
 * @param lot step of an order's size
 * @param minimum smallest order
 * @param tick price step
 * @param maxLeverage the venue's ceiling, not what is set
 */
public record SwapSpec(
        Symbol symbol,
        String base,
        String quote,
        String settle,
        BigDecimal contractValue,
        BigDecimal lot,
        Contracts minimum,
        @Nullable Contracts maxLimit,
        @Nullable Contracts maxMarket,
        BigDecimal tick,
        BigDecimal maxLeverage,
        Instrument.State state) {

    /**
     * Reads a row of the instruments endpoints. Empty for placeholders, inverse and non-swap instruments, which are not
     * traded here; such rows exist and must not spoil the list.
     */
    public static Optional<SwapSpec> parse(Row row) {
        boolean complete = row.has("ctVal") && row.has("lotSz") && row.has("minSz") && row.has("tickSz");
        if (!complete
                || !row.text("instType").equals("SWAP")
                || !row.text("ctType").equals("linear")) {
            return Optional.empty();
        }
        String id = row.text("instId");
        if (!id.matches("[A-Z0-9][A-Z0-9-]{0,38}[A-Z0-9]")) {
            return Optional.empty();
        }
        BigDecimal multiplier = row.has("ctMult") ? row.decimal("ctMult") : BigDecimal.ONE;
        BigDecimal contractValue = row.decimal("ctVal").multiply(multiplier);
        if (contractValue.signum() <= 0
                || row.decimal("lotSz").signum() <= 0
                || row.decimal("tickSz").signum() <= 0) {
            return Optional.empty();
        }
        String settle = row.text("settleCcy");
        BigDecimal leverage = row.positiveOrNull("lever");
        return Optional.of(new SwapSpec(
                new Symbol(id),
                row.text("ctValCcy"),
                settle,
                settle,
                contractValue,
                row.decimal("lotSz"),
                new Contracts(row.decimal("minSz")),
                contracts(row, "maxLmtSz"),
                contracts(row, "maxMktSz"),
                row.decimal("tickSz"),
                leverage == null ? BigDecimal.ONE : leverage,
                state(row.text("state"))));
    }

    private static @Nullable Contracts contracts(Row row, String field) {
        BigDecimal value = row.positiveOrNull(field);
        return value == null ? null : new Contracts(value);
    }

    private static Instrument.State state(String text) {
        return switch (text) {
            case "live" -> Instrument.State.LIVE;
            case "post_only" -> Instrument.State.POST_ONLY;
            default -> Instrument.State.SUSPENDED;
        };
    }

    /** The id of the index the swap follows: that of the spot pair. */
    public String index() {
        return base + '-' + quote;
    }

    /** Whole lots that fit into a quantity of base asset; rounds down, so never more than was asked for. */
    public Contracts floor(BigDecimal baseQuantity) {
        BigDecimal perLot = contractValue.multiply(lot);
        BigDecimal lots = baseQuantity.divide(perLot, 0, RoundingMode.DOWN);
        return new Contracts(lots.multiply(lot));
    }

    /** The base asset in a number of contracts. */
    public BigDecimal base(Contracts contracts) {
        return base(contracts.count());
    }

    /** The base asset in a signed number of contracts as OKX reports it. */
    public BigDecimal base(BigDecimal contracts) {
        return plain(contracts.multiply(contractValue));
    }

    /** A limit price on the tick, rounded towards the passive side: buys down, sells up. */
    public BigDecimal passive(Side side, BigDecimal price) {
        return onTick(price, side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    /** The nearest price on the tick, for triggers. */
    public BigDecimal nearest(BigDecimal price) {
        return onTick(price, RoundingMode.HALF_EVEN);
    }

    private BigDecimal onTick(BigDecimal price, RoundingMode mode) {
        return price.divide(tick, 0, mode).multiply(tick);
    }

    /** The instrument as the service sees it. */
    public Instrument instrument(@Nullable Duration fundingInterval) {
        return new Instrument(
                symbol,
                base,
                quote,
                settle,
                base(lot),
                base(minimum),
                maxMarket == null ? null : base(maxMarket),
                maxLimit == null ? null : base(maxLimit),
                tick,
                BigDecimal.ZERO,
                maxLeverage.max(BigDecimal.ONE),
                null,
                fundingInterval,
                state);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
