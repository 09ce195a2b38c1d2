package io.autotrade.advisor.llm;

import io.autotrade.broker.Symbol;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the symbol a model means by {@code btc}, {@code BTC/USDT} or {@code BTCUSDT}. */
final class SymbolNames {

    private static final int MAX_LENGTH = 40;
    private static final Pattern SUFFIX = Pattern.compile("(?:SWAP|PERP|PERPETUAL)$");
    private static final Pattern QUOTE = Pattern.compile("(?<=.)(?:USDT|USDC|USD)$");

    private SymbolNames() {}

    /** The one symbol the text can mean; null when there is none or more than one. */
    static @Nullable Symbol find(String text, Set<Symbol> symbols) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.isEmpty() || upper.length() > MAX_LENGTH) {
            return null;
        }
        Symbol found = null;
        String wanted = base(upper);
        for (Symbol symbol : symbols) {
            if (symbol.value().equals(upper)) {
                return symbol;
            }
            if (base(symbol.value()).equals(wanted)) {
                if (found != null) {
                    return null;
                }
                found = symbol;
            }
        }
        return found;
    }

    private static String base(String upper) {
        String plain = upper.replaceAll("[-/_: ]", "");
        return QUOTE.matcher(SUFFIX.matcher(plain).replaceFirst("")).replaceFirst("");
    }
}
