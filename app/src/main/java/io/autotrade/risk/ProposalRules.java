package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Decision;
import io.autotrade.config.TradingConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the proposal is timely, confident and makes sense in itself. */
final class ProposalRules {

    static final RiskRule DATA_FRESH = new NamedRule(
            "data_fresh",
            config -> Texts.duration(config.risk().staleAfter()),
            config -> "No entry when the newest price is older than "
                    + Texts.duration(config.risk().staleAfter()) + '.',
            ProposalRules::fresh);

    static final RiskRule DECISION_AGE = new NamedRule(
            "decision_age",
            config -> Texts.duration(config.risk().maxDecisionAge()),
            config -> "A proposal expires " + Texts.duration(config.risk().maxDecisionAge())
                    + " after the market view it is based on.",
            ProposalRules::age);

    static final RiskRule PRICE_DRIFT = new NamedRule(
            "price_drift",
            config -> Texts.plain(config.risk().maxPriceDriftBps()) + " bps",
            config -> "A proposal expires when the price has moved more than "
                    + Texts.plain(config.risk().maxPriceDriftBps())
                    + " bps against it, or more than its own max_slippage_bps if that is less.",
            ProposalRules::drift);

    static final RiskRule CONFIDENCE = new NamedRule(
            "confidence",
            config -> Texts.plain(config.confidenceThreshold()),
            config -> "Confidence of an entry must be at least " + Texts.plain(config.confidenceThreshold())
                    + ", on a scale of 0 to 1.",
            ProposalRules::confidence);

    static final RiskRule MAX_LEVERAGE = new NamedRule(
            "max_leverage",
            config -> Texts.plain(config.risk().maxLeverage()) + 'x',
            config -> "Leverage must be 1 to " + Texts.plain(config.risk().maxLeverage())
                    + ", and no more than the venue allows.",
            ProposalRules::leverage);

    static final RiskRule SIZE_VALID = new NamedRule(
            "size_valid",
            config -> "100% of equity",
            config -> "size_pct (margin in percent of equity) must be greater than 0 and at most 100; "
                    + "a quantity must be positive and need no more margin than that. Without either, size_pct is "
                    + Texts.plain(Sizing.DEFAULT_SIZE_PCT) + '.',
            ProposalRules::size);

    private ProposalRules() {}

    private static Finding fresh(EntryProposal entry) {
        GateInput.LivePrice live = entry.input().live();
        if (live == null) {
            return Finding.unknown("the live price");
        }
        Duration age = Duration.between(live.at(), entry.input().now());
        Duration limit = entry.input().config().risk().staleAfter();
        return Finding.of(
                age.abs().compareTo(limit) <= 0,
                Texts.duration(age),
                "the newest price is " + Texts.duration(age) + " old, " + Texts.duration(limit) + " is allowed");
    }

    private static Finding age(EntryProposal entry) {
        Duration age = Duration.between(entry.input().decidedAt(), entry.input().now());
        Duration limit = entry.input().config().risk().maxDecisionAge();
        return Finding.of(
                age.abs().compareTo(limit) <= 0,
                Texts.duration(age),
                "the proposal is " + Texts.duration(age) + " old, " + Texts.duration(limit) + " is allowed");
    }

    private static Finding drift(EntryProposal entry) {
        BigDecimal decided = entry.input().decidedPrice();
        BigDecimal price = entry.price();
        if (decided == null || decided.signum() <= 0 || price == null) {
            return Finding.unknown("the price then or now");
        }
        BigDecimal limit = EntryMath.slippageBps(entry.input());
        BigDecimal against = entry.side() == PositionSide.LONG ? price.subtract(decided) : decided.subtract(price);
        BigDecimal bps = against.multiply(EntryMath.TEN_THOUSAND);
        String moved = Texts.brief(bps.divide(decided, 4, RoundingMode.HALF_UP)) + " bps";
        return Finding.of(
                        bps.compareTo(limit.multiply(decided)) <= 0,
                        moved,
                        "the price has moved " + moved + " against the order, " + Texts.plain(limit)
                                + " bps are allowed")
                .withLimit(Texts.plain(limit) + " bps");
    }

    private static Finding confidence(EntryProposal entry) {
        BigDecimal confidence = entry.input().decision().confidence();
        if (confidence == null) {
            return Finding.unknown("the confidence");
        }
        BigDecimal least = entry.input().config().confidenceThreshold();
        return Finding.of(
                confidence.compareTo(least) >= 0 && confidence.compareTo(BigDecimal.ONE) <= 0,
                Texts.plain(confidence),
                "confidence " + Texts.plain(confidence) + " is not between " + Texts.plain(least) + " and 1");
    }

    private static Finding leverage(EntryProposal entry) {
        BigDecimal asked = Sizing.leverage(entry.input().decision());
        BigDecimal most = largestLeverage(entry.input().config(), entry.input().instrument());
        return Finding.of(
                        asked.compareTo(BigDecimal.ONE) >= 0 && asked.compareTo(most) <= 0,
                        Texts.plain(asked) + 'x',
                        "leverage " + Texts.plain(asked) + " is not between 1 and " + Texts.plain(most))
                .withLimit(Texts.plain(most) + 'x');
    }

    private static BigDecimal largestLeverage(TradingConfig config, @Nullable Instrument instrument) {
        BigDecimal most = config.risk().maxLeverage();
        return instrument == null ? most : most.min(instrument.maxLeverage());
    }

    private static Finding size(EntryProposal entry) {
        Decision decision = entry.input().decision();
        BigDecimal pct = decision.sizePct();
        BigDecimal quantity = decision.quantity();
        if (pct != null) {
            return Finding.of(
                    pct.signum() > 0 && pct.compareTo(EntryMath.HUNDRED) <= 0,
                    Texts.plain(pct) + "% of equity",
                    "size_pct " + Texts.plain(pct) + " is not greater than 0 and at most 100");
        }
        return quantity == null
                ? Finding.of(true, Texts.plain(Sizing.DEFAULT_SIZE_PCT) + "% of equity", "")
                : quantity(entry, quantity);
    }

    private static Finding quantity(EntryProposal entry, BigDecimal quantity) {
        BigDecimal price = entry.price();
        if (price == null) {
            return Finding.unknown("the live price");
        }
        BigDecimal most = entry.input().portfolio().equity().multiply(entry.leverage());
        String value = Texts.plain(quantity);
        return Finding.of(
                quantity.signum() > 0 && quantity.multiply(price).compareTo(most) <= 0,
                value,
                "quantity " + value + " is not positive or needs more margin than there is equity");
    }
}
