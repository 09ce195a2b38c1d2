package io.autotrade.market;

import io.autotrade.bus.EventJson;

/**
 * A {@link MarketView} as text and back, without loss: the same view always gives the same text, so that its hash names
 * it. Decimals keep all their digits, statistics are written in the shortest form that reads back as the same double.
 */
public final class MarketViewJson {

    private MarketViewJson() {}

    public static String write(MarketView view) {
        return EventJson.write(view);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is not a market view
     */
    public static MarketView read(String json) {
        return EventJson.read(json, MarketView.class);
    }
}
