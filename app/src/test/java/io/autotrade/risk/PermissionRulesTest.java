package io.autotrade.risk;

import static io.autotrade.risk.Proposals.BTC;
import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.instrument;
import static io.autotrade.risk.Proposals.n;

import io.autotrade.broker.Instrument.State;
import io.autotrade.broker.PositionSide;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Whether a symbol may be entered at all: each rule inside its limit, on it, and beyond it. */
class PermissionRulesTest extends RuleCases {

    static Stream<Arguments> passing() {
        return Stream.of(
                pass("symbol_allowed", p -> {}, "BTC-USDT-SWAP", "BTC-USDT-SWAP, ETH-USDT-SWAP"),
                pass("instrument_tradable", p -> {}, "live", "live"),
                pass("can_protect", p -> {}, "yes", "stop at the venue"),
                pass("symbol_not_blocked", p -> p.blocked.add(Proposals.ETH), "not blocked", "not blocked"),
                pass("short_allowed", p -> {}, "long", "long only"),
                pass("short_allowed", RuleCases::sell, "short", "long and short"),
                pass("one_position_per_symbol", p -> p.pending.put(Proposals.ETH, n("5")), "0", "1"),
                pass("no_flip", p -> {}, "flat", "close first"),
                pass("no_flip", p -> p.open(PositionSide.LONG, "1", "100", "100", null), "long", "close first"),
                pass("cooldown", p -> {}, "never closed", "15 min"),
                pass("cooldown", p -> p.lastExit.put(BTC, NOW.minusSeconds(900)), "15 min", "15 min"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fail(
                        "symbol_allowed",
                        p -> p.symbols = List.of(Proposals.ETH),
                        "BTC-USDT-SWAP",
                        "ETH-USDT-SWAP",
                        "BTC-USDT-SWAP is not a configured symbol"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = null,
                        "none",
                        "live",
                        "the broker does not trade BTC-USDT-SWAP"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.LIVE, "USDC", null, "5", null),
                        "settled in USDC",
                        "live",
                        "BTC-USDT-SWAP is settled in USDC, the account in USDT"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.POST_ONLY, "USDT", null, "5", null),
                        "post-only",
                        "live",
                        "BTC-USDT-SWAP takes only post-only orders now"),
                fail(
                        "instrument_tradable",
                        p -> p.instrument = instrument(State.SUSPENDED, "USDT", null, "5", null),
                        "suspended",
                        "live",
                        "BTC-USDT-SWAP is suspended"),
                fail(
                        "can_protect",
                        p -> p.canProtect = false,
                        "no",
                        "stop at the venue",
                        "the broker cannot keep a protective stop at the venue"),
                fail(
                        "symbol_not_blocked",
                        p -> p.blocked.add(BTC),
                        "blocked",
                        "not blocked",
                        "BTC-USDT-SWAP is blocked until its unresolved order or halt is cleared"),
                fail(
                        "short_allowed",
                        sold(p -> p.allowShort = false),
                        "short",
                        "long only",
                        "there is no open long to sell and short positions are not allowed"),
                fail(
                        "one_position_per_symbol",
                        p -> p.open(PositionSide.LONG, "1", "100", "100", null),
                        "1 open",
                        "1",
                        "there is already an open position or a pending entry in BTC-USDT-SWAP"),
                fail(
                        "one_position_per_symbol",
                        p -> p.pending.put(BTC, n("0.01")),
                        "1 pending",
                        "1",
                        "there is already an open position or a pending entry in BTC-USDT-SWAP"),
                fail(
                        "no_flip",
                        p -> p.open(PositionSide.SHORT, "1", "100", "100", null),
                        "short",
                        "close first",
                        "a position in the other direction is open; close it first"),
                fail(
                        "cooldown",
                        p -> p.lastExit.put(BTC, NOW.minusSeconds(60)),
                        "60 s",
                        "15 min",
                        "BTC-USDT-SWAP was closed 60 s ago; it may be entered again after 15 min"));
    }
}
