package io.autotrade.okx.model;

import java.util.Map;

/** Why OKX cancelled an order, in words. */
final class CancelSources {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("0", "cancelled by OKX"),
            Map.entry("1", "cancelled on request"),
            Map.entry("2", "reduce-only orders came first, margin was short"),
            Map.entry("3", "cancelled by risk control"),
            Map.entry("6", "cancelled by automatic deleveraging"),
            Map.entry("7", "cancelled at delivery"),
            Map.entry("9", "not enough balance after funding"),
            Map.entry("13", "fill-or-kill could not be filled completely"),
            Map.entry("14", "immediate-or-cancel: the rest was not filled"),
            Map.entry("15", "beyond the price limit"),
            Map.entry("17", "the position was already closed"),
            Map.entry("20", "cancelled by cancel-all-after"),
            Map.entry("21", "the position was closed"),
            Map.entry("22", "another reduce-only order came first"),
            Map.entry("23", "another reduce-only order came first"),
            Map.entry("27", "the price was more than five percent off"),
            Map.entry("31", "post-only order would have taken liquidity"),
            Map.entry("32", "self-trade prevention"),
            Map.entry("33", "more than 1000 matches"),
            Map.entry("43", "too far from the index price"));

    private CancelSources() {}

    static String describe(String source) {
        return source.isEmpty() ? "cancelled" : TEXTS.getOrDefault(source, "cancelled, cancelSource " + source);
    }
}
