package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.instrument;
import static io.autotrade.risk.Proposals.n;

import io.autotrade.broker.Instrument.State;
import io.autotrade.broker.PositionSide;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How large an entry may be: each rule inside its limit, on it, and beyond it. */
class SizeRulesTest extends RuleCases {

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("position_size", p -> quantity(p, "49.605"), "49.9995% of equity", "50% of equity"),
                pass(
                        "position_size",
                        p -> {
                            quantity(p, "39.684");
                            p.pending.put(BTC, n("1000"));
                        },
                        "49.9996% of equity",
                        "50% of equity"),
                pass("gross_exposure", p -> quantity(p, "196.81"), "199.9999% of equity", "200% of equity"),
                pass("cash_buffer", p -> quantity(p, "167.56"), "15.0004% of equity", "15% of equity"),
                pass("max_order_size", p -> quantity(p, "1000"), "1000 BTC", "1000 BTC"),
                pass(
                        "max_order_size",
                        p -> p.instrument = instrument(State.LIVE, "USDT", null, "50", null),
                        "19.996 BTC",
                        "none"),
                pass("min_notional", p -> quantity(p, "0.1"), "10.00 USDT", "10 USDT, 0.001 BTC"),
                pass(
                        "min_notional",
                        p -> {
                            quantity(p, "0.05");
                            p.minNotional = n("1");
                            p.live = new GateInput.LivePrice(n("100"), n("100"), n("100"), NOW);
                        },
                        "5.00 USDT",
                        "5 USDT, 0.001 BTC"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail(
                        "position_size",
                        p -> quantity(p, "49.606"),
                        "50.0005% of equity",
                        "50% of equity",
                        "after the trade it would be 50.0005% of equity, at most 50% are allowed"),
                fail(
                        "position_size",
                        p -> {
                            quantity(p, "0.001");
                            p.open(PositionSide.LONG, "50", "100", "100", null);
                        },
                        "50.001% of equity",
                        "50% of equity",
                        "after the trade it would be 50.001% of equity, at most 50% are allowed"),
                fail(
                        "position_size",
                        p -> p.equity = n("0"),
                        "no equity",
                        "50% of equity",
                        "after the trade it would be no equity, at most 50% are allowed"),
                fail("position_size", p -> p.live = null, "none", "50% of equity", "the live price is not known"),
                fail(
                        "gross_exposure",
                        p -> quantity(p, "196.811"),
                        "200.001% of equity",
                        "200% of equity",
                        "after the trade it would be 200.001% of equity, at most 200% are allowed"),
                fail(
                        "gross_exposure",
                        p -> {
                            quantity(p, "0.001");
                            p.pending.put(Proposals.ETH, n("20000"));
                        },
                        "200.001% of equity",
                        "200% of equity",
                        "after the trade it would be 200.001% of equity, at most 200% are allowed"),
                fail("gross_exposure", p -> p.live = null, "none", "200% of equity", "the live price is not known"),
                fail(
                        "cash_buffer",
                        p -> quantity(p, "167.561"),
                        "14.9999% of equity",
                        "15% of equity",
                        "after the trade 14.9999% of equity would be free, at least 15% are demanded"),
                fail(
                        "cash_buffer",
                        p -> {
                            quantity(p, "0.001");
                            p.pendingMargin = n("8500");
                        },
                        "14.9995% of equity",
                        "15% of equity",
                        "after the trade 14.9995% of equity would be free, at least 15% are demanded"),
                fail(
                        "cash_buffer",
                        p -> {
                            quantity(p, "0.001");
                            p.pendingMargin = n("10000");
                            p.cashBufferPct = n("0");
                        },
                        "-0.0005% of equity",
                        "0% of equity",
                        "after the trade -0.0005% of equity would be free, at least 0% are demanded"),
                fail("cash_buffer", p -> p.live = null, "none", "15% of equity", "the live price is not known"),
                fail(
                        "max_order_size",
                        p -> quantity(p, "1000.001"),
                        "1000.001 BTC",
                        "1000 BTC",
                        "the venue takes at most 1000 in one market order"),
                fail(
                        "max_order_size",
                        p -> p.instrument = null,
                        "none",
                        "the venue's largest market order",
                        "the instrument is not known"),
                fail(
                        "min_notional",
                        p -> quantity(p, "0.099"),
                        "9.90 USDT",
                        "10 USDT, 0.001 BTC",
                        "an order of 0.099 BTC worth 9.90 USDT is too small"),
                fail(
                        "min_notional",
                        p -> {
                            quantity(p, "0.0005");
                            p.minNotional = n("0");
                        },
                        "0.00 USDT",
                        "5 USDT, 0.001 BTC",
                        "an order of 0 BTC worth 0.00 USDT is too small"),
                fail(
                        "min_notional",
                        p -> p.live = null,
                        "none",
                        "10",
                        "the instrument or the live price is not known"));
    }

    private static void quantity(Proposals p, String quantity) {
        p.sizePct = null;
        p.quantity = n(quantity);
    }
}
