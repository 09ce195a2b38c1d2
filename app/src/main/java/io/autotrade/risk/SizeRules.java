package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.portfolio.OpenPosition;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large an entry may be. Each limit is held against what the account would be after the trade at its worst:
 * slippage, fee and all orders that may still fill included, see {@link EntryMath}.
 */
final class SizeRules {

    static final SizeRule POSITION_SIZE = new SizeRule(
            "position_size",
            config -> Texts.plain(config.maxPositionSizePct()) + "% of equity",
            config -> "The notional of a position may be at most " + Texts.plain(config.maxPositionSizePct())
                    + "% of equity after the trade, pending orders, slippage and fee included.",
            entry -> exposure(entry, inSymbol(entry), entry.input().config().maxPositionSizePct()),
            entry -> largest(entry, inSymbol(entry), entry.input().config().maxPositionSizePct()),
            account -> null);

    static final SizeRule GROSS_EXPOSURE = new SizeRule(
            "gross_exposure",
            config -> Texts.plain(config.risk().maxGrossExposurePct()) + "% of equity",
            config -> "The notionals of all positions together may be at most "
                    + Texts.plain(config.risk().maxGrossExposurePct())
                    + "% of equity after the trade, pending orders, slippage and fee included.",
            entry -> exposure(entry, inAll(entry), entry.input().config().risk().maxGrossExposurePct()),
            entry -> largest(entry, inAll(entry), entry.input().config().risk().maxGrossExposurePct()),
            SizeRules::grossNow);

    static final SizeRule CASH_BUFFER = new SizeRule(
            "cash_buffer",
            config -> Texts.plain(config.risk().minCashBufferPct()) + "% of equity",
            config -> "At least " + Texts.plain(config.risk().minCashBufferPct())
                    + "% of equity must stay free after the trade, pending orders, slippage and fee included.",
            SizeRules::cash,
            SizeRules::largestByCash,
            SizeRules::cashNow);

    static final SizeRule MAX_ORDER_SIZE = new SizeRule(
            "max_order_size",
            config -> "the venue's largest market order",
            config -> "An order may not be larger than the venue's largest market order.",
            SizeRules::orderSize,
            entry -> entry.input().instrument() == null
                    ? BigDecimal.ZERO
                    : entry.input().instrument().maxMarketQuantity(),
            account -> null);

    /** Those a smaller order may keep. */
    static final List<SizeRule> ALL = List.of(POSITION_SIZE, GROSS_EXPOSURE, CASH_BUFFER, MAX_ORDER_SIZE);

    static final RiskRule MIN_NOTIONAL = new NamedRule(
            "min_notional",
            config -> Texts.plain(config.risk().minNotional()),
            config -> "An entry must be worth at least "
                    + Texts.plain(config.risk().minNotional())
                    + " of settlement currency, and no less than the venue's smallest order.",
            SizeRules::minimum);

    private SizeRules() {}

    private static BigDecimal inSymbol(EntryProposal entry) {
        GateInput input = entry.input();
        BigDecimal open = input.portfolio()
                .position(input.decision().symbol())
                .map(OpenPosition::notional)
                .orElse(BigDecimal.ZERO);
        return open.add(PermissionRules.pendingNotional(input, input.decision().symbol()));
    }

    private static BigDecimal inAll(EntryProposal entry) {
        return entry.input()
                .portfolio()
                .grossExposure()
                .add(entry.input().pending().totalNotional());
    }

    private static Finding exposure(EntryProposal entry, BigDecimal existing, BigDecimal limitPct) {
        if (entry.price() == null) {
            return Finding.unknown("the live price");
        }
        BigDecimal equity = EntryMath.equityAfter(entry);
        BigDecimal exposure = existing.add(EntryMath.worstNotional(entry)).multiply(EntryMath.HUNDRED);
        String value = ofEquity(exposure, equity);
        return Finding.of(
                equity.signum() > 0 && exposure.compareTo(limitPct.multiply(equity)) <= 0,
                value,
                "after the trade it would be " + value + ", at most " + Texts.plain(limitPct) + "% are allowed");
    }

    /** {@code existing + n(1+s) <= P(E - nc)} solved for the quantity. */
    private static @Nullable BigDecimal largest(EntryProposal entry, BigDecimal existing, BigDecimal limitPct) {
        BigDecimal share = limitPct.movePointLeft(2);
        BigDecimal room = share.multiply(entry.input().portfolio().equity()).subtract(existing);
        BigDecimal perNotional =
                EntryMath.worstFactor(entry.input()).add(share.multiply(EntryMath.costRate(entry.input())));
        return quantity(entry, room, perNotional);
    }

    private static BigDecimal quantity(EntryProposal entry, BigDecimal room, BigDecimal perNotional) {
        BigDecimal price = entry.price();
        return price == null || perNotional.signum() <= 0
                ? BigDecimal.ZERO
                : room.divide(price.multiply(perNotional), 18, RoundingMode.DOWN);
    }

    private static Finding cash(EntryProposal entry) {
        if (entry.price() == null) {
            return Finding.unknown("the live price");
        }
        BigDecimal cost = entry.notional().multiply(EntryMath.marginRate(entry).add(EntryMath.costRate(entry.input())));
        BigDecimal free = freeCash(AccountView.of(entry.input())).subtract(cost);
        BigDecimal equity = EntryMath.equityAfter(entry);
        BigDecimal least = entry.input().config().risk().minCashBufferPct();
        String value = ofEquity(free.multiply(EntryMath.HUNDRED), equity);
        return Finding.of(
                free.signum() >= 0 && free.multiply(EntryMath.HUNDRED).compareTo(least.multiply(equity)) >= 0,
                value,
                "after the trade " + value + " would be free, at least " + Texts.plain(least) + "% are demanded");
    }

    /** {@code free - n(m + c) >= B(E - nc)} solved for the quantity. */
    private static @Nullable BigDecimal largestByCash(EntryProposal entry) {
        GateInput input = entry.input();
        BigDecimal share = input.config().risk().minCashBufferPct().movePointLeft(2);
        BigDecimal room = freeCash(AccountView.of(input))
                .subtract(share.multiply(input.portfolio().equity()));
        BigDecimal perNotional =
                EntryMath.marginRate(entry).add(EntryMath.costRate(input).multiply(BigDecimal.ONE.subtract(share)));
        return quantity(entry, room, perNotional);
    }

    /** Cash that is neither margin of a position nor needed by a pending order. */
    private static BigDecimal freeCash(AccountView account) {
        return account.portfolio().availableCash().subtract(account.pending().totalMargin());
    }

    private static Finding orderSize(EntryProposal entry) {
        Instrument instrument = entry.input().instrument();
        if (instrument == null) {
            return Finding.unknown("the instrument");
        }
        BigDecimal most = instrument.maxMarketQuantity();
        String value = Texts.plain(entry.quantity()) + ' ' + instrument.baseCurrency();
        return most == null
                ? Finding.of(true, value, "").withLimit(Texts.NONE)
                : Finding.of(
                                entry.quantity().compareTo(most) <= 0,
                                value,
                                "the venue takes at most " + Texts.plain(most) + " in one market order")
                        .withLimit(Texts.plain(most) + ' ' + instrument.baseCurrency());
    }

    private static Finding minimum(EntryProposal entry) {
        Instrument instrument = entry.input().instrument();
        if (instrument == null || entry.price() == null) {
            return Finding.unknown("the instrument or the live price");
        }
        BigDecimal least = entry.input().config().risk().minNotional().max(instrument.minNotional());
        String currency = entry.input().portfolio().currency();
        boolean enough = entry.quantity().signum() > 0
                && entry.quantity().compareTo(instrument.minQuantity()) >= 0
                && entry.notional().compareTo(least) >= 0;
        return Finding.of(
                        enough,
                        Texts.money(entry.notional(), currency),
                        "an order of " + Texts.plain(entry.quantity()) + ' ' + instrument.baseCurrency() + " worth "
                                + Texts.money(entry.notional(), currency) + " is too small")
                .withLimit(Texts.plain(least) + ' ' + currency + ", " + Texts.plain(instrument.minQuantity()) + ' '
                        + instrument.baseCurrency());
    }

    private static RiskRule.Standing grossNow(AccountView account) {
        Portfolio portfolio = account.portfolio();
        BigDecimal exposure = portfolio.grossExposure().add(account.pending().totalNotional());
        BigDecimal limit = account.config().risk().maxGrossExposurePct().movePointLeft(2);
        BigDecimal room = limit.multiply(portfolio.equity()).subtract(exposure);
        return new RiskRule.Standing(
                ofEquity(exposure.multiply(EntryMath.HUNDRED), portfolio.equity()),
                Texts.money(room.max(BigDecimal.ZERO), portfolio.currency()),
                room.signum() >= 0);
    }

    private static RiskRule.Standing cashNow(AccountView account) {
        Portfolio portfolio = account.portfolio();
        BigDecimal free = freeCash(account);
        BigDecimal demanded =
                account.config().risk().minCashBufferPct().movePointLeft(2).multiply(portfolio.equity());
        BigDecimal room = free.subtract(demanded);
        return new RiskRule.Standing(
                ofEquity(free.multiply(EntryMath.HUNDRED), portfolio.equity()),
                Texts.money(room.max(BigDecimal.ZERO), portfolio.currency()),
                room.signum() >= 0);
    }

    private static String ofEquity(BigDecimal hundredfold, BigDecimal equity) {
        return equity.signum() <= 0
                ? "no equity"
                : Texts.percent(hundredfold.divide(equity, 4, RoundingMode.HALF_UP)) + " of equity";
    }
}
