package io.autotrade.advisor.baseline;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.DecisionIds;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TradingState;
import io.autotrade.config.TradingConfig;
import io.autotrade.market.SymbolView;
import io.autotrade.portfolio.OpenPosition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one cycle: exits first, then entries with the strongest signal first, then everything that stays as
 * it is. One decision for each configured symbol and each open position.
 */
final class BaselineRules {

    /** Momentum, and the trend of both timeframes, must hold; see {@link Signal}. */
    private static final double ENTRY_SCORE = 0.80;

    /** Percent of equity below which a position is not worth its orders. */
    private static final BigDecimal SMALLEST_NOTIONAL_PCT = BigDecimal.ONE;

    private static final double MAX_VOLATILITY_PCT = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MARGIN_OF_SAFETY = new BigDecimal("0.95");

    private final AdviceRequest request;
    private final TradingConfig config;
    private final Set<Symbol> pending;

    BaselineRules(AdviceRequest request) {
        this.request = request;
        this.config = request.config();
        this.pending =
                request.pendingOrders().stream().map(OrderIntended::symbol).collect(Collectors.toSet());
    }

    List<Decision> decide() {
        List<Decision> exits = new ArrayList<>();
        List<Decision> keeps = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        Set<Symbol> symbols = new TreeSet<>(config.symbols());
        symbols.addAll(request.portfolio().positions().keySet());
        for (Symbol symbol : symbols) {
            OpenPosition position = request.portfolio().positions().get(symbol);
            if (position != null) {
                Decision decision = forPosition(position);
                (decision.action() == Action.CLOSE ? exits : keeps).add(decision);
            } else {
                consider(symbol, candidates, keeps);
            }
        }
        List<Decision> all = new ArrayList<>(exits);
        all.addAll(entries(candidates, keeps));
        keeps.sort(Comparator.comparing(Decision::symbol));
        all.addAll(keeps);
        return all;
    }

    private Decision forPosition(OpenPosition position) {
        SymbolView view = request.market().symbols().get(position.symbol());
        if (view == null) {
            return keep(position, "no price is known; the protective orders stay");
        }
        if (stale(view)) {
            return keep(position, "the newest price is " + ageText(view) + " old; the protective orders stay");
        }
        String close = ExitRules.reasonToClose(view, position).orElse(null);
        if (close != null) {
            return plain(position.symbol(), Action.CLOSE, position.confidence(), position.invalidation(), close);
        }
        if (position.stopPrice() == null) {
            return protect(position, view);
        }
        List<String> missing = Signal.missing(view);
        if (!missing.isEmpty()) {
            return keep(position, "missing: " + String.join(", ", missing) + "; stop and target stand");
        }
        Signal signal = Signal.of(view, position.side());
        return keep(
                position,
                "stop, target and trend stand; score " + Signal.fixed(signal.score()) + ": "
                        + String.join(", ", signal.reasons()));
    }

    private Decision protect(OpenPosition position, SymbolView view) {
        BigDecimal stop = EntryPlan.stopFor(view, position.side()).orElse(null);
        String why = stop == null
                ? "the position has no stop and ATR14 is missing to set one"
                : "the position has no stop; sets one 2.5 ATR14 from the price";
        return new Decision(
                DecisionIds.of(request.cycleId(), position.symbol()),
                position.symbol(),
                Action.HOLD,
                null,
                null,
                null,
                position.confidence(),
                stop,
                null,
                null,
                position.invalidation(),
                why);
    }

    private void consider(Symbol symbol, List<Candidate> candidates, List<Decision> keeps) {
        String obstacle = obstacle(symbol);
        SymbolView view = request.market().symbols().get(symbol);
        if (obstacle != null || view == null) {
            keeps.add(stayOut(symbol, null, obstacle == null ? "no price is known" : obstacle));
            return;
        }
        Signal signal = strongest(view);
        String detail = Signal.fixed(signal.score()) + ": " + String.join(", ", signal.reasons());
        if (signal.volatilityPct() > MAX_VOLATILITY_PCT) {
            keeps.add(stayOut(symbol, signal, "too volatile; score " + detail));
        } else if (signal.score() < ENTRY_SCORE) {
            keeps.add(stayOut(
                    symbol,
                    signal,
                    name(signal) + " score " + detail + "; an entry needs " + Signal.fixed(ENTRY_SCORE)));
        } else if (Signal.trend(view.longTerm()) != signal.side().sign()) {
            keeps.add(stayOut(
                    symbol,
                    signal,
                    name(signal) + " score " + detail + "; an entry needs the long timeframe in the same direction"));
        } else {
            candidates.add(new Candidate(view, signal, name(signal) + " score " + detail));
        }
    }

    /** What keeps a symbol from being considered at all; null when nothing does. */
    private @Nullable String obstacle(Symbol symbol) {
        if (request.state() != TradingState.ACTIVE) {
            return "trading is " + request.state() + ": no new exposure";
        }
        if (!config.symbols().contains(symbol)) {
            return "not a configured symbol";
        }
        if (pending.contains(symbol)) {
            return "an entry order is still open";
        }
        SymbolView view = request.market().symbols().get(symbol);
        if (view == null) {
            return "no price is known";
        }
        if (stale(view)) {
            return "the newest price is " + ageText(view) + " old";
        }
        List<String> missing = Signal.missing(view);
        if (!missing.isEmpty()) {
            return "missing: " + String.join(", ", missing);
        }
        Instant lastExit = request.history().lastExit().get(symbol);
        if (lastExit != null
                && request.market().at().isBefore(lastExit.plus(config.risk().cooldown()))) {
            return "cooling down since the exit at " + lastExit;
        }
        return null;
    }

    private Signal strongest(SymbolView view) {
        Signal up = Signal.of(view, PositionSide.LONG);
        if (!config.allowShort()) {
            return up;
        }
        Signal down = Signal.of(view, PositionSide.SHORT);
        return down.score() > up.score() ? down : up;
    }

    private List<Decision> entries(List<Candidate> candidates, List<Decision> keeps) {
        List<Decision> entries = new ArrayList<>();
        BigDecimal room = roomPct();
        candidates.sort(Comparator.comparingDouble((Candidate candidate) -> -candidate.signal.score())
                .thenComparing(candidate -> candidate.view.symbol()));
        for (Candidate candidate : candidates) {
            EntryPlan plan =
                    EntryPlan.of(candidate.view, candidate.signal, config, room).orElse(null);
            Symbol symbol = candidate.view.symbol();
            if (plan == null) {
                keeps.add(stayOut(symbol, candidate.signal, candidate.why + "; but the stop would be too far away"));
            } else if (tooSmall(plan)) {
                keeps.add(stayOut(symbol, candidate.signal, candidate.why + "; but no room is left for a position"));
            } else {
                room = room.subtract(plan.notionalPct());
                entries.add(entry(symbol, candidate, plan));
            }
        }
        return entries;
    }

    private Decision entry(Symbol symbol, Candidate candidate, EntryPlan plan) {
        return new Decision(
                DecisionIds.of(request.cycleId(), symbol),
                symbol,
                plan.side() == PositionSide.LONG ? Action.BUY : Action.SELL,
                plan.sizePct(),
                null,
                plan.leverage(),
                confidence(candidate.signal),
                plan.stop(),
                plan.target(),
                null,
                ExitRules.invalidation(plan.side()),
                candidate.why);
    }

    private boolean tooSmall(EntryPlan plan) {
        BigDecimal notional =
                request.portfolio().equity().multiply(plan.notionalPct()).divide(HUNDRED, MathContext.DECIMAL64);
        return plan.notionalPct().compareTo(SMALLEST_NOTIONAL_PCT) < 0
                || notional.compareTo(config.risk().minNotional()) < 0;
    }

    /**
     * Notional in percent of equity that gross exposure and cash buffer leave, pending orders counted as full
     * positions.
     */
    private BigDecimal roomPct() {
        BigDecimal equity = request.portfolio().equity();
        if (equity.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exposed = percent(request.portfolio().grossExposure(), equity)
                .add(config.maxPositionSizePct().multiply(BigDecimal.valueOf(pending.size())));
        BigDecimal free = percent(request.portfolio().availableCash(), equity)
                .subtract(config.risk().minCashBufferPct());
        BigDecimal gross = config.risk().maxGrossExposurePct().subtract(exposed);
        return gross.min(free).multiply(MARGIN_OF_SAFETY).max(BigDecimal.ZERO);
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64);
    }

    private boolean stale(SymbolView view) {
        return view.age(request.market().at()).compareTo(config.risk().staleAfter()) > 0;
    }

    private String ageText(SymbolView view) {
        Duration age = view.age(request.market().at());
        return age.toSeconds() + " s";
    }

    private Decision keep(OpenPosition position, String why) {
        return plain(position.symbol(), Action.HOLD, position.confidence(), position.invalidation(), why);
    }

    private Decision stayOut(Symbol symbol, @Nullable Signal signal, String why) {
        return plain(symbol, Action.NO_ENTRY, signal == null ? null : confidence(signal), "", why);
    }

    private Decision plain(
            Symbol symbol, Action action, @Nullable BigDecimal confidence, String invalidation, String why) {
        return new Decision(
                DecisionIds.of(request.cycleId(), symbol),
                symbol,
                action,
                null,
                null,
                null,
                confidence,
                null,
                null,
                null,
                invalidation,
                why);
    }

    private static BigDecimal confidence(Signal signal) {
        return BigDecimal.valueOf(signal.score()).setScale(2, RoundingMode.HALF_UP);
    }

    private static String name(Signal signal) {
        return signal.side() == PositionSide.LONG ? "long" : "short";
    }

    private record Candidate(SymbolView view, Signal signal, String why) {}
}
