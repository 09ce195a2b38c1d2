package io.autotrade.evaluation;

import io.autotrade.broker.Symbol;
import io.autotrade.execution.Books;
import io.autotrade.market.MarketFeedService;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Prices to mark the books with. */
final class Marks {

    private Marks() {}

    /**
     * The newest mark price of every symbol with a position; one without a price is left out and keeps its last one.
     */
    static Map<Symbol, BigDecimal> of(MarketFeedService feed, Books books, Instant now) {
        Map<Symbol, BigDecimal> marks = new HashMap<>();
        for (Symbol symbol : books.portfolio(Map.of(), now).positions().keySet()) {
            feed.hub().latest(symbol).ifPresent(ticker -> marks.put(symbol, ticker.mark()));
        }
        return marks;
    }
}
