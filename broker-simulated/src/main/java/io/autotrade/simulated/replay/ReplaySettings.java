package io.autotrade.simulated.replay;

import io.autotrade.broker.Symbol;
import io.autotrade.simulated.Schemas;
import io.autotrade.simulated.Settings;
import io.autotrade.simulated.driven.Speed;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Section {@code market.replay}.
 *
 * @param files candles by symbol
 * @param from market time at which the clock begins; empty for the begin of the recording plus the warm-up
 * @param to market time at which the recording ends for this run; empty for its own end
 * @param warmup history before the clock begins; empty for a hundred of the longest candles
 */
record ReplaySettings(
        Map<Symbol, Path> files,
        Map<Symbol, Path> funding,
        Map<Symbol, Path> openInterest,
        Speed speed,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Duration> warmup) {

    static final String SECTION = "market.replay";
    private static final String INSTANT = "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\\s*$";

    static ReplaySettings from(JsonObject section, Path home) {
        Settings settings = new Settings(SECTION, section);
        return new ReplaySettings(
                paths(settings, "files", home),
                paths(settings, "funding", home),
                paths(settings, "open_interest", home),
                Speed.from(settings, "1"),
                settings.instant("from"),
                settings.instant("to"),
                warmup(settings));
    }

    private static Map<Symbol, Path> paths(Settings settings, String key, Path home) {
        JsonObject section = settings.object(key);
        Map<Symbol, Path> paths = new TreeMap<>();
        for (String name : section.fieldNames()) {
            paths.put(symbol(settings, key, name), path(settings, key + "." + name, section.getValue(name), home));
        }
        return paths;
    }

    private static Symbol symbol(Settings settings, String key, String name) {
        try {
            return Symbol.of(name);
        } catch (IllegalArgumentException e) {
            throw settings.invalid(key, name, "a map whose keys are symbols such as BTC-USDT-SWAP");
        }
    }

    private static Path path(Settings settings, String key, Object value, Path home) {
        try {
            return home.resolve(value.toString().strip()).normalize();
        } catch (InvalidPathException e) {
            throw settings.invalid(key, value, "the path of a file");
        }
    }

    private static Optional<Duration> warmup(Settings settings) {
        String text = settings.text("warmup");
        if (text == null) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return Optional.of(duration);
            }
        } catch (DateTimeParseException e) {
            throw settings.invalid("warmup", text, "an ISO-8601 duration such as P4D or PT12H");
        }
        throw settings.invalid("warmup", text, "a duration of at least zero");
    }

    static JsonObject schema() {
        return Schemas.object()
                .texts(
                        "files",
                        "Candles by symbol: CSV ts,open,high,low,close,volume, plain or .gz, one file a symbol; volume in base asset.")
                .texts(
                        "funding",
                        "Charged funding rates by symbol: CSV ts,fundingRate. Without it there is no funding.")
                .texts("open_interest", "Open interest by symbol: CSV ts,oiContracts,oiBase.")
                .speed(1, "Seconds of market time in one second, or max for as fast as the service can.")
                .text(
                        "from",
                        INSTANT,
                        "Market time at which the clock begins, at the next bar of all symbols, such as 2026-05-10T00:00:00Z; by "
                                + "default after the warm-up.")
                .text("to", INSTANT, "Market time at which the replay ends; by default when the first recording does.")
                .text(
                        "warmup",
                        "^\\s*P[0-9DTHMS.]+\\s*$",
                        "History before the clock begins, such as P4D; by default a hundred of the longest candles.")
                .build();
    }
}
