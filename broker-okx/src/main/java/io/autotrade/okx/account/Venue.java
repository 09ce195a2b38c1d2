package io.autotrade.okx.account;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.InstrumentCache;
import io.autotrade.okx.rest.OkxRest;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * What all parts of the broker work with.
 *
 * @param clock the service's clock
 * @param currency settlement currency
 */
record Venue(
        Loop loop,
        OkxRest rest,
        InstrumentCache instruments,
        AccountProfile profile,
        InstantSource clock,
        String currency,
        PluginMetrics metrics,
        Logger logger) {

    /**
     * The specification of a symbol.
     *
     * @throws BrokerException for a read that names a symbol the account cannot trade
     */
    SwapSpec spec(Symbol symbol) {
        SwapSpec spec = instruments.find(symbol);
        if (spec == null) {
            throw new BrokerException(new BrokerFault.Malformed(
                    "symbol " + symbol + " is not a " + currency + " perpetual swap this account may trade"));
        }
        return spec;
    }

    /** The rows that belong to known swaps, with their specification; other rows are not ours to understand. */
    <T> List<T> swaps(List<Row> rows, BiFunction<Row, SwapSpec, T> parse) {
        return rows.stream()
                .flatMap(row -> {
                    SwapSpec spec = instruments.find(row.text("instId"));
                    return spec == null ? Stream.<T>empty() : Stream.of(parse.apply(row, spec));
                })
                .filter(Objects::nonNull)
                .toList();
    }
}
