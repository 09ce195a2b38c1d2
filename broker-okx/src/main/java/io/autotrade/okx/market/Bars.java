package io.autotrade.okx.market;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The candle lengths OKX has, by their names there; from six hours on the ones that begin at midnight UTC. */
final class Bars {

    private static final Map<Duration, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(Duration.ofMinutes(1), "1m"),
            Map.entry(Duration.ofMinutes(3), "3m"),
            Map.entry(Duration.ofMinutes(5), "5m"),
            Map.entry(Duration.ofMinutes(15), "15m"),
            Map.entry(Duration.ofMinutes(30), "30m"),
            Map.entry(Duration.ofHours(1), "1H"),
            Map.entry(Duration.ofHours(2), "2H"),
            Map.entry(Duration.ofHours(4), "4H"),
            Map.entry(Duration.ofHours(6), "6Hutc"),
            Map.entry(Duration.ofHours(12), "12Hutc"),
            Map.entry(Duration.ofDays(1), "1Dutc"),
            Map.entry(Duration.ofDays(7), "1Wutc")));

    private Bars() {}

    static boolean has(Duration timeframe) {
        return NAMES.containsKey(timeframe);
    }

    /** @throws BrokerException for a length OKX does not have */
    static String name(Duration timeframe) {
        String name = NAMES.get(timeframe);
        if (name == null) {
            throw new BrokerException(new BrokerFault.Malformed(
                    "OKX has no candles of " + timeframe + "; it has " + String.join(", ", NAMES.values())));
        }
        return name;
    }
}
