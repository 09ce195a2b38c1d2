package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Whether the way out is set before the way in. */
final class StopRules {

    static final RiskRule STOP_REQUIRED = new NamedRule(
            "stop_required",
            config -> "required",
            config -> "Every entry needs a stop_loss.",
            entry -> Finding.of(stop(entry) != null, Texts.plainOrNone(decided(entry)), "there is no valid stop_loss"));

    static final RiskRule STOP_SIDE = new NamedRule(
            "stop_side",
            config -> "below the bid of a long, above the ask of a short",
            config -> "The stop_loss must be below the market for a long and above it for a short.",
            StopRules::stopSide);

    static final RiskRule STOP_DISTANCE = new NamedRule(
            "stop_distance",
            config -> Texts.plain(config.risk().maxStopDistancePct()) + '%',
            config -> "The stop_loss must be within "
                    + Texts.plain(config.risk().maxStopDistancePct()) + "% of the entry price.",
            StopRules::stopDistance);

    static final RiskRule STOP_BEFORE_LIQUIDATION = new NamedRule(
            "stop_before_liquidation",
            config -> "before the estimated liquidation",
            config -> "The stop_loss must be reached before the estimated liquidation price of the leverage chosen.",
            StopRules::beforeLiquidation);

    static final RiskRule TARGET_SIDE = new NamedRule(
            "target_side",
            config -> "above the ask of a long, below the bid of a short, within 100%",
            config -> "A take_profit must be above the market for a long and below it for a short, and no further than "
                    + "100% of the price.",
            StopRules::targetSide);

    static final RiskRule REWARD_RISK = new NamedRule(
            "reward_risk",
            config -> Texts.plain(config.risk().minRewardRisk()),
            config ->
                    "Reward to risk, from the live price to take_profit and stop_loss and net of taker fees both ways, "
                            + "must be at least " + Texts.plain(config.risk().minRewardRisk()) + '.',
            StopRules::rewardRisk);

    private StopRules() {}

    private static @Nullable BigDecimal decided(EntryProposal entry) {
        return entry.input().decision().stopLoss();
    }

    private static @Nullable BigDecimal stop(EntryProposal entry) {
        BigDecimal stop = decided(entry);
        return stop != null && stop.signum() > 0 ? stop : null;
    }

    private static Finding stopSide(EntryProposal entry) {
        BigDecimal stop = stop(entry);
        GateInput.LivePrice live = entry.input().live();
        return stop == null || live == null
                ? Finding.unknown("the stop_loss or the live price")
                : Finding.of(
                        isProtective(entry.side(), stop, live),
                        Texts.plain(stop),
                        "stop_loss " + Texts.plain(stop) + " is on the wrong side of the market");
    }

    /** Whether a stop would not be hit at once. */
    static boolean isProtective(PositionSide side, BigDecimal stop, GateInput.LivePrice live) {
        return switch (side) {
            case LONG -> stop.compareTo(live.bid()) < 0;
            case SHORT -> stop.compareTo(live.ask()) > 0;
        };
    }

    /** Whether a target would not be hit at once. */
    static boolean isAhead(PositionSide side, BigDecimal target, GateInput.LivePrice live) {
        return switch (side) {
            case LONG -> target.compareTo(live.ask()) > 0;
            case SHORT -> target.compareTo(live.bid()) < 0;
        };
    }

    private static Finding stopDistance(EntryProposal entry) {
        BigDecimal stop = stop(entry);
        BigDecimal price = entry.price();
        if (stop == null || price == null) {
            return Finding.unknown("the stop_loss or the live price");
        }
        BigDecimal distance = price.subtract(stop).abs().multiply(EntryMath.HUNDRED);
        BigDecimal limit = entry.input().config().risk().maxStopDistancePct();
        String value = Texts.percent(distance.divide(price, 4, RoundingMode.UP));
        return Finding.of(
                distance.compareTo(limit.multiply(price)) <= 0,
                value,
                "stop_loss is " + value + " from the price, " + Texts.plain(limit) + "% are allowed");
    }

    private static Finding beforeLiquidation(EntryProposal entry) {
        BigDecimal stop = stop(entry);
        BigDecimal price = entry.price();
        Instrument instrument = entry.input().instrument();
        if (stop == null || price == null || instrument == null) {
            return Finding.unknown("the stop_loss, the live price or the instrument");
        }
        BigDecimal liquidation = EntryMath.liquidationPrice(
                entry.side(),
                price,
                entry.leverage(),
                EntryMath.maintenanceRate(instrument),
                entry.input().takerFeeRate());
        boolean before =
                entry.side() == PositionSide.LONG ? stop.compareTo(liquidation) > 0 : stop.compareTo(liquidation) < 0;
        return Finding.of(
                        before,
                        Texts.plain(stop),
                        "stop_loss " + Texts.plain(stop) + " lies beyond the estimated liquidation at "
                                + Texts.brief(liquidation))
                .withLimit("before " + Texts.brief(liquidation));
    }

    private static Finding targetSide(EntryProposal entry) {
        BigDecimal target = entry.input().decision().takeProfit();
        GateInput.LivePrice live = entry.input().live();
        if (target == null) {
            return Finding.of(true, Texts.NONE, "");
        }
        return live == null
                ? Finding.unknown("the live price")
                : Finding.of(
                        isAhead(entry.side(), target, live) && isWithinReach(target, live),
                        Texts.plain(target),
                        "take_profit " + Texts.plain(target) + " is on the wrong side of the market or out of reach");
    }

    /** A target nobody expects to be reached would make any reward-to-risk ratio look good. */
    private static boolean isWithinReach(BigDecimal target, GateInput.LivePrice live) {
        return target.signum() > 0 && target.compareTo(live.ask().multiply(BigDecimal.TWO)) <= 0;
    }

    private static Finding rewardRisk(EntryProposal entry) {
        BigDecimal stop = stop(entry);
        BigDecimal price = entry.price();
        BigDecimal target = entry.input().decision().takeProfit();
        BigDecimal least = entry.input().config().risk().minRewardRisk();
        if (target == null && least.signum() == 0) {
            return Finding.of(true, Texts.NONE, "");
        }
        if (stop == null || price == null || target == null) {
            return Finding.unknown("the stop_loss, the take_profit or the live price");
        }
        BigDecimal fee = entry.input().takerFeeRate();
        BigDecimal gain = entry.side() == PositionSide.LONG ? target.subtract(price) : price.subtract(target);
        BigDecimal reward = gain.subtract(fee.multiply(price.add(target)));
        BigDecimal risk = price.subtract(stop).abs().add(fee.multiply(price.add(stop)));
        String value = risk.signum() == 0 ? Texts.NONE : Texts.brief(reward.divide(risk, 4, RoundingMode.FLOOR));
        return Finding.of(
                risk.signum() > 0 && reward.compareTo(least.multiply(risk)) >= 0,
                value,
                "reward to risk net of fees is " + value + ", at least " + Texts.plain(least) + " is demanded");
    }
}
