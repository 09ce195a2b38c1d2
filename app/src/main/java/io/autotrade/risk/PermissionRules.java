package io.autotrade.risk;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** Whether this symbol may be entered at all, now, in this direction, by this broker. */
final class PermissionRules {

    static final RiskRule SYMBOL_ALLOWED = new NamedRule(
            "symbol_allowed",
            config -> config.symbols().stream().map(Symbol::value).collect(Collectors.joining(", ")),
            config -> "Only configured symbols are traded.",
            entry -> Finding.of(
                    entry.input().config().symbols().contains(symbol(entry)),
                    symbol(entry).value(),
                    symbol(entry) + " is not a configured symbol"));

    static final RiskRule INSTRUMENT_TRADABLE = new NamedRule(
            "instrument_tradable",
            config -> "live",
            config -> "The broker must trade the symbol now, in the currency of the account.",
            PermissionRules::tradable);

    static final RiskRule SHORT_ALLOWED = new NamedRule(
            "short_allowed",
            config -> config.allowShort() ? "long and short" : "long only",
            config -> config.allowShort()
                    ? "SELL opens a short when flat, and closes an open long."
                    : "No short positions: SELL only closes an open long.",
            entry -> Finding.of(
                    entry.side() == PositionSide.LONG || entry.input().config().allowShort(),
                    entry.side() == PositionSide.LONG ? "long" : "short",
                    "there is no open long to sell and short positions are not allowed"));

    static final RiskRule CAN_PROTECT = new NamedRule(
            "can_protect",
            config -> "stop at the venue",
            config -> "Positions are opened only where the broker keeps a stop at the venue.",
            entry -> Finding.of(
                    entry.input().canProtect(),
                    entry.input().canProtect() ? "yes" : "no",
                    "the broker cannot keep a protective stop at the venue"));

    static final RiskRule SYMBOL_NOT_BLOCKED = new NamedRule(
            "symbol_not_blocked",
            config -> "not blocked",
            config -> "No entry while an order of the symbol has an unknown outcome or the symbol is halted.",
            entry -> Finding.of(
                    !entry.input().blocked().contains(symbol(entry)),
                    entry.input().blocked().contains(symbol(entry)) ? "blocked" : "not blocked",
                    symbol(entry) + " is blocked until its unresolved order or halt is cleared"));

    static final RiskRule ONE_POSITION_PER_SYMBOL = new NamedRule(
            "one_position_per_symbol",
            config -> "1",
            config -> "One position per symbol; an open position is never enlarged.",
            PermissionRules::onePosition);

    static final RiskRule NO_FLIP = new NamedRule(
            "no_flip",
            config -> "close first",
            config -> "A position is never turned round; close it first.",
            entry -> entry.input()
                    .portfolio()
                    .position(symbol(entry))
                    .map(open -> Finding.of(
                            open.side() == entry.side(),
                            open.side() == PositionSide.LONG ? "long" : "short",
                            "a position in the other direction is open; close it first"))
                    .orElseGet(() -> Finding.of(true, "flat", "")));

    static final RiskRule COOLDOWN = new NamedRule(
            "cooldown",
            config -> Texts.duration(config.risk().cooldown()),
            config -> "After a position is closed, the symbol is not entered again for "
                    + Texts.duration(config.risk().cooldown()) + '.',
            PermissionRules::cooldown);

    private PermissionRules() {}

    private static Symbol symbol(EntryProposal entry) {
        return entry.input().decision().symbol();
    }

    private static Finding tradable(EntryProposal entry) {
        Instrument instrument = entry.input().instrument();
        if (instrument == null) {
            return Finding.of(false, Texts.NONE, "the broker does not trade " + symbol(entry));
        }
        String currency = entry.input().portfolio().currency();
        if (!instrument.settleCurrency().equals(currency)) {
            return Finding.of(
                    false,
                    "settled in " + instrument.settleCurrency(),
                    symbol(entry) + " is settled in " + instrument.settleCurrency() + ", the account in " + currency);
        }
        return switch (instrument.state()) {
            case LIVE -> Finding.of(true, "live", "");
            case POST_ONLY -> Finding.of(false, "post-only", symbol(entry) + " takes only post-only orders now");
            case SUSPENDED -> Finding.of(false, "suspended", symbol(entry) + " is suspended");
        };
    }

    private static Finding onePosition(EntryProposal entry) {
        boolean open = entry.input().portfolio().position(symbol(entry)).isPresent();
        BigDecimal pending = pendingNotional(entry.input(), symbol(entry));
        String value = open ? "1 open" : pending.signum() > 0 ? "1 pending" : "0";
        return Finding.of(
                value.equals("0"), value, "there is already an open position or a pending entry in " + symbol(entry));
    }

    static BigDecimal pendingNotional(GateInput input, Symbol symbol) {
        BigDecimal pending = input.pending().notional().get(symbol);
        return pending == null ? BigDecimal.ZERO : pending;
    }

    private static Finding cooldown(EntryProposal entry) {
        Instant lastExit = entry.input().history().lastExit().get(symbol(entry));
        if (lastExit == null) {
            return Finding.of(true, "never closed", "");
        }
        Duration since = Duration.between(lastExit, entry.input().now());
        Duration demanded = entry.input().config().risk().cooldown();
        return Finding.of(
                since.compareTo(demanded) >= 0,
                Texts.duration(since),
                symbol(entry) + " was closed " + Texts.duration(since) + " ago; it may be entered again after "
                        + Texts.duration(demanded));
    }
}
