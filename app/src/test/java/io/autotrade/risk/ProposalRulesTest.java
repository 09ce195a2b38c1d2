package io.autotrade.risk;

import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.instrument;
import static io.autotrade.risk.Proposals.n;

import io.autotrade.broker.Instrument.State;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Whether a proposal is timely, confident and makes sense: each rule inside its limit, on it, and beyond it. */
class ProposalRulesTest extends RuleCases {

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("data_fresh", p -> liveAt(p, 60_000), "60 s", "60 s"),
                pass("data_fresh", p -> liveAt(p, -60_000), "-60 s", "60 s"),
                pass("decision_age", p -> p.decidedAt = NOW.minusSeconds(120), "2 min", "2 min"),
                pass("price_drift", p -> p.decidedPrice = n("99.523"), "49.9382 bps", "50 bps"),
                pass("price_drift", p -> decided(p, "200", 0), "-4999 bps", "0 bps"),
                pass("price_drift", p -> decided(p, "100.02", -7), "0 bps", "0 bps"),
                pass("price_drift", p -> decided(p, "100", 2), "2 bps", "2 bps"),
                pass("price_drift", p -> decided(p, "100", 900), "2 bps", "50 bps"),
                pass("price_drift", sold(p -> p.decidedPrice = n("100.5")), "49.7512 bps", "50 bps"),
                pass("confidence", p -> p.confidence = n("0.60"), "0.6", "0.6"),
                pass("confidence", p -> p.confidence = n("1"), "1", "0.6"),
                pass("max_leverage", p -> p.leverage = n("10.0"), "10x", "10x"),
                pass("max_leverage", p -> p.leverage = null, "1x", "10x"),
                pass(
                        "max_leverage",
                        p -> {
                            p.leverage = n("5");
                            p.instrument = instrument(State.LIVE, "USDT", null, "5", null);
                        },
                        "5x",
                        "5x"),
                pass(
                        "max_leverage",
                        p -> {
                            p.leverage = n("10");
                            p.instrument = null;
                        },
                        "10x",
                        "10x"),
                pass("size_valid", p -> p.sizePct = n("100"), "100% of equity", "100% of equity"),
                pass("size_valid", p -> p.sizePct = null, "10% of equity", "100% of equity"),
                pass("size_valid", p -> quantity(p, "199.96"), "199.96", "100% of equity"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail(
                        "data_fresh",
                        p -> liveAt(p, 60_001),
                        "60.001 s",
                        "60 s",
                        "the newest price is 60.001 s old, 60 s is allowed"),
                fail(
                        "data_fresh",
                        p -> liveAt(p, -61_000),
                        "-61 s",
                        "60 s",
                        "the newest price is -61 s old, 60 s is allowed"),
                fail("data_fresh", p -> p.live = null, "none", "60 s", "the live price is not known"),
                fail(
                        "decision_age",
                        p -> p.decidedAt = NOW.minusSeconds(180),
                        "3 min",
                        "2 min",
                        "the proposal is 3 min old, 2 min is allowed"),
                fail(
                        "price_drift",
                        p -> p.decidedPrice = n("99.52"),
                        "50.2412 bps",
                        "50 bps",
                        "the price has moved 50.2412 bps against the order, 50 bps are allowed"),
                fail(
                        "price_drift",
                        p -> decided(p, "100", 1),
                        "2 bps",
                        "1 bps",
                        "the price has moved 2 bps against the order, 1 bps are allowed"),
                fail(
                        "price_drift",
                        sold(p -> p.decidedPrice = n("100.51")),
                        "50.7412 bps",
                        "50 bps",
                        "the price has moved 50.7412 bps against the order, 50 bps are allowed"),
                fail("price_drift", p -> p.decidedPrice = null, "none", "50 bps", "the price then or now is not known"),
                fail(
                        "price_drift",
                        p -> p.decidedPrice = n("0"),
                        "none",
                        "50 bps",
                        "the price then or now is not known"),
                fail("price_drift", p -> p.live = null, "none", "50 bps", "the price then or now is not known"),
                fail(
                        "confidence",
                        p -> p.confidence = n("0.5999"),
                        "0.5999",
                        "0.6",
                        "confidence 0.5999 is not between 0.6 and 1"),
                fail(
                        "confidence",
                        p -> p.confidence = n("1.01"),
                        "1.01",
                        "0.6",
                        "confidence 1.01 is not between 0.6 and 1"),
                fail("confidence", p -> p.confidence = null, "none", "0.6", "the confidence is not known"),
                fail(
                        "max_leverage",
                        p -> p.leverage = n("10.1"),
                        "10.1x",
                        "10x",
                        "leverage 10.1 is not between 1 and 10"),
                fail(
                        "max_leverage",
                        p -> p.leverage = n("0.99"),
                        "0.99x",
                        "10x",
                        "leverage 0.99 is not between 1 and 10"),
                fail(
                        "size_valid",
                        p -> p.sizePct = n("0"),
                        "0% of equity",
                        "100% of equity",
                        "size_pct 0 is not greater than 0 and at most 100"),
                fail(
                        "size_valid",
                        p -> p.sizePct = n("100.01"),
                        "100.01% of equity",
                        "100% of equity",
                        "size_pct 100.01 is not greater than 0 and at most 100"),
                fail(
                        "size_valid",
                        p -> quantity(p, "0"),
                        "0",
                        "100% of equity",
                        "quantity 0 is not positive or needs more margin than there is equity"),
                fail(
                        "size_valid",
                        p -> quantity(p, "199.961"),
                        "199.961",
                        "100% of equity",
                        "quantity 199.961 is not positive or needs more margin than there is equity"),
                fail(
                        "size_valid",
                        p -> {
                            quantity(p, "1");
                            p.live = null;
                        },
                        "none",
                        "100% of equity",
                        "the live price is not known"));
    }

    private static void liveAt(Proposals p, long ageMillis) {
        p.live = new GateInput.LivePrice(n("100"), n("100.02"), n("100.01"), NOW.minusMillis(ageMillis));
    }

    private static void decided(Proposals p, String price, int maxSlippageBps) {
        p.decidedPrice = n(price);
        p.maxSlippageBps = maxSlippageBps;
    }

    private static void quantity(Proposals p, String quantity) {
        p.sizePct = null;
        p.quantity = n(quantity);
    }
}
