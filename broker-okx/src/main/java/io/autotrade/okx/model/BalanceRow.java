package io.autotrade.okx.model;

import io.autotrade.broker.Balance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The balance of the trading account. Futures mode gives the figures per currency; multi-currency and portfolio mode
 * give margin figures for the whole account and in dollars, which are converted with the price of the currency that
 * comes along.
 */
public record BalanceRow(Row row, AccountMode mode) {

    /**
     * The balance in one currency; empty when the row does not mention the currency, which in a push means that it did
     * not change and in a full read that there is none.
     */
    public Optional<Balance> of(String currency) {
        return row.rows("details").stream()
                .filter(detail -> detail.text("ccy").equals(currency))
                .findFirst()
                .map(detail -> balance(currency, detail));
    }

    /** The balance when a full read does not mention the currency. */
    public Balance nothing(String currency) {
        BigDecimal zero = BigDecimal.ZERO;
        BigDecimal available = mode.perCurrency() ? zero : row.decimalOrZero("availEq");
        return new Balance(currency, zero, zero, available, zero, zero, zero, row.time("uTime"));
    }

    private Balance balance(String currency, Row detail) {
        BigDecimal equity = detail.decimal("eq");
        BigDecimal rate = mode.perCurrency() ? BigDecimal.ONE : dollars(detail, equity);
        Row margins = mode.perCurrency() ? detail : row;
        Instant at = detail.timeOrNull("uTime");
        return new Balance(
                currency,
                detail.decimal("cashBal"),
                equity,
                divide(margins.decimalOrNull("availEq"), rate),
                detail.decimalOrZero("upl"),
                divide(margins.decimalOrNull("imr"), rate),
                divide(margins.decimalOrNull("mmr"), rate),
                at == null ? row.time("uTime") : at);
    }

    /** Dollars per unit of the currency. */
    private static BigDecimal dollars(Row detail, BigDecimal equity) {
        BigDecimal price = detail.positiveOrNull("coinUsdPrice");
        BigDecimal value = detail.positiveOrNull("eqUsd");
        if (price != null) {
            return price;
        }
        return value == null || equity.signum() <= 0 ? BigDecimal.ONE : value.divide(equity, MathContext.DECIMAL64);
    }

    private static BigDecimal divide(@Nullable BigDecimal amount, BigDecimal rate) {
        if (amount == null) {
            return BigDecimal.ZERO;
        }
        return rate.compareTo(BigDecimal.ONE) == 0 ? amount : amount.divide(rate, MathContext.DECIMAL64);
    }
}
