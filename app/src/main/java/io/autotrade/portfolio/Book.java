package io.autotrade.portfolio;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.ProtectionChanged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The life of one position, from its first entry to its last exit.
 *
 * <p>Cost is a sum and never an average. A partial exit takes its share of the cost, rounded to {@link #COST_SCALE}
 * decimals; the rest stays, and the last exit takes what is left. Rounding thus only moves a result between two exits
 * of the same position, never into or out of the books.
 */
final class Book {

    static final int COST_SCALE = 12;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    final Symbol symbol;
    final PositionSide side;
    final String openingFillId;
    final Owner owner;
    final Instant openedAt;

    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal lastPrice = BigDecimal.ZERO;

    private BigDecimal largestQuantity = BigDecimal.ZERO;
    private BigDecimal entryQuantity = BigDecimal.ZERO;
    private BigDecimal entryValue = BigDecimal.ZERO;
    private BigDecimal exitQuantity = BigDecimal.ZERO;
    private BigDecimal exitValue = BigDecimal.ZERO;
    private BigDecimal realized = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal funding = BigDecimal.ZERO;
    private BigDecimal worst = BigDecimal.ZERO;
    private BigDecimal best = BigDecimal.ZERO;

    private @Nullable BigDecimal stopPrice;
    private @Nullable BigDecimal targetPrice;
    private @Nullable ClientOrderId protectionId;
    private @Nullable Instant stopVerifiedAt;
    private @Nullable BigDecimal confidence;
    private String invalidation;

    Book(Symbol symbol, PositionSide side, String openingFillId, Owner owner, Instant openedAt) {
        this.symbol = symbol;
        this.side = side;
        this.openingFillId = openingFillId;
        this.owner = owner;
        this.openedAt = openedAt;
        this.stopPrice = owner.stopPrice();
        this.targetPrice = owner.targetPrice();
        this.protectionId = owner.protectionId();
        this.confidence = owner.confidence();
        this.invalidation = owner.invalidation();
    }

    BigDecimal quantity() {
        return quantity;
    }

    BigDecimal lastPrice() {
        return lastPrice;
    }

    void enter(BigDecimal added, BigDecimal price, BigDecimal fee) {
        BigDecimal value = added.multiply(price);
        quantity = quantity.add(added);
        cost = cost.add(value);
        entryQuantity = entryQuantity.add(added);
        entryValue = entryValue.add(value);
        largestQuantity = largestQuantity.max(quantity);
        fees = fees.add(fee);
        observe(price);
    }

    /** Takes a part off and returns its result, fees not included. */
    BigDecimal exit(BigDecimal removed, BigDecimal price, BigDecimal fee) {
        observe(price);
        BigDecimal value = removed.multiply(price);
        BigDecimal share = shareOfCost(removed);
        BigDecimal result = signed(value.subtract(share));
        quantity = quantity.subtract(removed);
        cost = cost.subtract(share);
        exitQuantity = exitQuantity.add(removed);
        exitValue = exitValue.add(value);
        realized = realized.add(result);
        fees = fees.add(fee);
        return result;
    }

    private BigDecimal shareOfCost(BigDecimal removed) {
        return removed.compareTo(quantity) == 0
                ? cost
                : cost.multiply(removed).divide(quantity, COST_SCALE, RoundingMode.HALF_EVEN);
    }

    void addFunding(BigDecimal amount) {
        funding = funding.add(amount);
    }

    /** A price at which the open quantity could have been valued; extends the best and worst result so far. */
    void observe(BigDecimal price) {
        lastPrice = price;
        BigDecimal result = unrealized(price);
        worst = worst.min(result);
        best = best.max(result);
    }

    BigDecimal unrealized(BigDecimal price) {
        return signed(quantity.multiply(price).subtract(cost));
    }

    private BigDecimal signed(BigDecimal amount) {
        return side == PositionSide.LONG ? amount : amount.negate();
    }

    /** {@code missing} and {@code failed} keep the intended prices: the position still wants them. */
    void protection(ProtectionChanged change) {
        switch (change.status()) {
            case "verified" -> {
                stopPrice = change.stopPrice();
                targetPrice = change.targetPrice();
                protectionId = change.protectionId();
                stopVerifiedAt = change.stopPrice() == null ? null : change.at();
            }
            case "removed" -> {
                stopPrice = null;
                targetPrice = null;
                protectionId = null;
                stopVerifiedAt = null;
            }
            case "missing" -> stopVerifiedAt = null;
            default -> {
                // failed: the protection is what it was
            }
        }
    }

    /** A decision to keep the position may renew what is believed about it. */
    void renew(@Nullable BigDecimal newConfidence, String newInvalidation) {
        if (newConfidence != null) {
            confidence = newConfidence;
        }
        if (!newInvalidation.isBlank()) {
            invalidation = newInvalidation;
        }
    }

    OpenPosition view(BigDecimal mark, @Nullable BigDecimal venueLeverage, @Nullable BigDecimal liquidationPrice) {
        BigDecimal leverage = owner.leverageOr(venueLeverage);
        return new OpenPosition(
                symbol,
                side,
                quantity,
                cost.divide(quantity, 12, RoundingMode.HALF_UP),
                cost,
                mark,
                leverage,
                cost.divide(leverage, 12, RoundingMode.HALF_UP),
                unrealized(mark),
                fees,
                funding,
                confidence,
                stopPrice,
                targetPrice,
                protectionId,
                liquidationPrice,
                invalidation,
                owner.rationale(),
                owner.decisionId(),
                stopVerifiedAt,
                openedAt);
    }

    Result result() {
        BigDecimal net = realized.subtract(fees).add(funding);
        return new Result(
                largestQuantity,
                entryValue.divide(entryQuantity, 12, RoundingMode.HALF_UP),
                exitValue.divide(exitQuantity, 12, RoundingMode.HALF_UP),
                realized,
                fees,
                funding,
                net,
                net.multiply(HUNDRED).divide(entryValue, 8, RoundingMode.HALF_UP),
                worst,
                best);
    }

    /** What became of a position that is closed; units as in {@link io.autotrade.bus.OutcomeRecorded}. */
    record Result(
            BigDecimal quantity,
            BigDecimal entryPrice,
            BigDecimal exitPrice,
            BigDecimal grossPnl,
            BigDecimal fees,
            BigDecimal funding,
            BigDecimal netPnl,
            BigDecimal netPnlPct,
            BigDecimal mae,
            BigDecimal mfe) {}
}
