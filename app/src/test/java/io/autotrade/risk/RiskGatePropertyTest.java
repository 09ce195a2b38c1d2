package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Instrument.State;
import io.autotrade.broker.PositionSide;
import io.autotrade.bus.Action;
import io.autotrade.bus.RuleResult;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.risk.Verdict.Allowed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What must hold for every proposal, sound or broken, in every state of account and market. */
class RiskGatePropertyTest {

    private static final BigDecimal HUNDRED = n("100");
    private static final String[] GARBAGE = {"0", "-1", "1E-30", "1E+400", "-1E+400", "0.00000001", "99999999"};

    @Provide
    Arbitrary<Proposals> situations() {
        return Arbitraries.randomValue(RiskGatePropertyTest::situation);
    }

    /** Mostly sound, so that a good share of the proposals is accepted; each part is broken now and then. */
    private static Proposals situation(Random random) {
        Proposals p = new Proposals();
        boolean shortSide = random.nextBoolean();
        p.action = rarely(random) ? Action.values()[random.nextInt(5)] : shortSide ? Action.SELL : Action.BUY;
        p.allowShort = !rarely(random);
        p.sizePct = rarely(random) ? garbage(random) : decimal(random, 1, 100);
        p.quantity = rarely(random) ? garbage(random) : decimal(random, 0, 300);
        p.leverage = rarely(random) ? garbage(random) : BigDecimal.valueOf(1 + random.nextInt(10));
        p.confidence = rarely(random) ? garbage(random) : decimal(random, 0, 1).max(n("0.3"));
        p.stopLoss = rarely(random) ? garbage(random) : side(shortSide, decimal(random, 0, 6));
        p.takeProfit = rarely(random) ? garbage(random) : side(!shortSide, decimal(random, 3, 20));
        p.maxSlippageBps = random.nextBoolean() ? null : random.nextInt(80) - 10;
        p.equity = rarely(random) ? garbage(random).round(MathContext.DECIMAL32) : decimal(random, 9300, 11000);
        if (p.equity.precision() - p.equity.scale() > 30) {
            p.equity = n("-10");
        }
        p.decidedPrice = rarely(random) ? null : decimal(random, 99, 101);
        p.pending.put(random.nextBoolean() ? BTC : Proposals.ETH, rarely(random) ? decimal(random, 0, 9000) : n("0"));
        p.pendingMargin = decimal(random, 0, 2000);
        p.lossStreak = rarely(random) ? random.nextInt(6) : 0;
        p.ordersLastHour = rarely(random) ? random.nextInt(20) : 0;
        p.state = rarely(random) ? TradingState.values()[random.nextInt(3)] : TradingState.ACTIVE;
        p.live = rarely(random) ? null : p.live;
        p.canProtect = !rarely(random);
        p.takerFee = decimal(random, 0, 1).movePointLeft(3);
        p.instrument = rarely(random)
                ? null
                : Proposals.instrument(State.LIVE, "USDT", random.nextBoolean() ? null : "40", "50", "0.005");
        if (rarely(random)) {
            p.open(random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT, "1.5", "100", "101", "99");
        }
        if (rarely(random)) {
            p.blocked.add(BTC);
        }
        return p;
    }

    private static boolean rarely(Random random) {
        return random.nextInt(40) == 0;
    }

    private static BigDecimal decimal(Random random, int low, int high) {
        return BigDecimal.valueOf(low * 10_000L + random.nextInt((high - low) * 10_000 + 1), 4);
    }

    private static BigDecimal garbage(Random random) {
        return n(GARBAGE[random.nextInt(GARBAGE.length)]);
    }

    private static BigDecimal side(boolean above, BigDecimal distance) {
        return above ? n("100.01").add(distance) : n("100.01").subtract(distance);
    }

    @Property(tries = 6000)
    void whatIsAcceptedKeepsEveryLimit(@ForAll("situations") Proposals p) {
        Verdict verdict = p.judge();
        Statistics.collect(verdict.outcome());

        if (verdict.action() instanceof Allowed.Open open) {
            assertThat(violations(p, open)).isEmpty();
            assertThat(verdict.rules()).allMatch(RuleResult::passed);
        }
    }

    /** The limits once more, from their definitions, and with the fill at its worst. */
    private static List<String> violations(Proposals p, Allowed.Open open) {
        List<String> broken = new ArrayList<>();
        boolean isLong = open.side() == PositionSide.LONG;
        BigDecimal allowedBps = p.maxSlippageBps == null
                ? p.driftBps
                : BigDecimal.valueOf(Math.max(0, p.maxSlippageBps)).min(p.driftBps);
        BigDecimal slip = allowedBps.divide(n("10000"));
        BigDecimal fill = open.referencePrice().multiply(BigDecimal.ONE.add(slip));
        BigDecimal notional = open.quantity().multiply(fill);
        BigDecimal fee = notional.multiply(p.takerFee);
        BigDecimal loss =
                open.quantity().multiply(fill.subtract(open.referencePrice())).add(fee);
        BigDecimal equity = p.equity.subtract(loss);
        BigDecimal pending = p.pending.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal pendingHere = p.pending.getOrDefault(BTC, BigDecimal.ZERO);
        BigDecimal free = p.portfolio()
                .availableCash()
                .subtract(p.pendingMargin)
                .subtract(notional.divide(open.leverage(), MathContext.DECIMAL128))
                .subtract(loss);

        check(broken, "position", le(notional.add(pendingHere), percent(p.maxPositionPct, equity)));
        check(broken, "gross", le(notional.add(pending), percent(p.grossPct, equity)));
        check(broken, "cash", le(percent(p.cashBufferPct, equity), free.add(n("1E-12"))));
        check(broken, "flat", p.positions.isEmpty() && pendingHere.signum() == 0);
        check(broken, "state", p.state == TradingState.ACTIVE && p.blocked.isEmpty() && p.canProtect);
        check(broken, "confidence", le(p.confidenceThreshold, p.confidence));
        check(broken, "leverage", le(BigDecimal.ONE, open.leverage()) && le(open.leverage(), p.maxLeverage));
        check(broken, "short", isLong || p.allowShort);
        check(broken, "step", open.quantity().remainder(n("0.001")).signum() == 0);
        check(broken, "minimum", le(p.minNotional, open.quantity().multiply(open.referencePrice())));
        check(broken, "maximum", p.instrument.maxMarketQuantity() == null || le(open.quantity(), n("40")));
        check(broken, "stop side", isLong ? lt(open.stopPrice(), n("100")) : lt(n("100.02"), open.stopPrice()));
        check(broken, "stop distance", le(distancePct(open), p.maxStopPct));
        check(broken, "account", p.lossStreak < 3 && p.ordersLastHour < 12);
        check(broken, "drawdown", lt(n("9500"), p.equity));
        check(
                broken,
                "worst price",
                isLong
                        ? le(open.worstPrice(), fill) && le(open.worstPrice(), bps(p.decidedPrice, allowedBps))
                        : le(bps(p.decidedPrice, allowedBps.negate()), open.worstPrice()));
        return broken;
    }

    private static BigDecimal distancePct(Allowed.Open open) {
        return open.stopPrice()
                .subtract(open.referencePrice())
                .abs()
                .multiply(HUNDRED)
                .divide(open.referencePrice(), MathContext.DECIMAL64);
    }

    private static BigDecimal bps(BigDecimal price, BigDecimal bps) {
        return price.multiply(n("10000").add(bps)).divide(n("10000"));
    }

    private static BigDecimal percent(BigDecimal percent, BigDecimal whole) {
        return percent.multiply(whole).divide(HUNDRED);
    }

    private static boolean le(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) <= 0;
    }

    private static boolean lt(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) < 0;
    }

    private static void check(List<String> broken, String what, boolean kept) {
        if (!kept) {
            broken.add(what);
        }
    }

    @Property(tries = 3000)
    void everyProposalGetsTheSameVerdictTwice(@ForAll("situations") Proposals p) {
        assertThat(p.judge()).isEqualTo(p.judge());
    }

    @Property(tries = 3000)
    void anAmendmentOnlyEverMakesAnOrderSmaller(@ForAll("situations") Proposals p) {
        EntryProposal asked = Sizing.propose(p.input(), PositionSide.LONG);
        SizeToLimit.Amendment amendment = SizeToLimit.apply(asked);

        assertThat(amendment.entry().quantity()).isLessThanOrEqualTo(asked.quantity());
        assertThat(amendment.entry().quantity()).isNotNegative();
        assertThat(amendment.record() == null)
                .isEqualTo(amendment.entry().quantity().compareTo(asked.quantity()) == 0);
        assertThat(amendment.entry().leverage()).isEqualTo(asked.leverage());
        if (p.judge().outcome() == VerdictOutcome.AMENDED) {
            assertThat(p.judge().rules().getFirst().code()).isEqualTo("size_to_limit");
        }
    }

    @Property(tries = 3000)
    void aPositionCanAlwaysBeClosed(@ForAll("situations") Proposals p) {
        p.open(PositionSide.LONG, "1.5", "100", "101", "99");
        p.action = Action.CLOSE;

        boolean open = p.state != TradingState.HALTED && p.blocked.isEmpty();

        assertThat(p.judge().action() instanceof Allowed.Close).isEqualTo(open);
    }

    @Property(tries = 3000)
    void holdingNeverLoosensAStop(@ForAll("situations") Proposals p) {
        p.open(PositionSide.LONG, "1.5", "100", "101", "97");
        p.action = Action.HOLD;

        if (p.judge().action() instanceof Allowed.MoveProtection move && move.stopPrice() != null) {
            assertThat(move.stopPrice()).isGreaterThan(n("97")).isLessThan(n("100"));
        }
    }

    @Property(tries = 500)
    void aProposalThatIsTooOldOpensNothing(@ForAll("situations") Proposals p) {
        p.decidedAt = NOW.minusSeconds(121);

        assertThat(p.judge().action() instanceof Allowed.Open).isFalse();
    }
}
