package io.autotrade.advisor.llm;

import io.autotrade.advisor.AdviceRequest;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.portfolio.OpenPosition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reply is read against.
 *
 * @param symbols symbols that may be named: those evaluated and those held
 * @param held side of each open position
 */
public record ParseContext(String cycleId, Set<Symbol> symbols, Map<Symbol, PositionSide> held, boolean allowShort) {

    public ParseContext {
        symbols = Set.copyOf(symbols);
        held = Map.copyOf(held);
    }

    public static ParseContext of(AdviceRequest request) {
        Map<Symbol, PositionSide> held = new TreeMap<>();
        for (OpenPosition position : request.portfolio().positions().values()) {
            held.put(position.symbol(), position.side());
        }
        Set<Symbol> symbols = new TreeSet<>(request.config().symbols());
        symbols.addAll(held.keySet());
        return new ParseContext(
                request.cycleId(), symbols, held, request.config().allowShort());
    }
}
