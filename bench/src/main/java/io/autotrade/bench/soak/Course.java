package io.autotrade.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run is to be.
 *
 * @param folder recorded candles and funding, named like {@code OKX-BTC-USDT-SWAP-5m.csv.gz} and
 *     {@code OKX-BTC-USDT-SWAP-funding.csv}
 * @param from moment of the recording with which the venue begins
 * @param length recorded time to go through
 * @param speed recorded seconds per second
 * @param share of the requests that suffer a fault; as many private pushes are lost, twice as many come doubled or late
 */
record Course(Path folder, Instant from, Duration length, int speed, double share, long seed) {

    private static final Pattern CANDLES = Pattern.compile("OKX-([A-Z0-9-]+-SWAP)-5m\\.csv\\.gz");

    /** A cycle each five recorded minutes. */
    private static final Duration CYCLE = Duration.ofMinutes(5);

    private static final double SHORTEST_INTERVAL = 0.02;

    private static final int LOOKS = 180;
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    /** {@code FOLDER FROM LENGTH SPEED SHARE SEED}, such as {@code data 2026-06-15T00:00:00Z P7D 300 0.02 1}. */
    static Course parse(String... args) {
        if (args.length != 6) {
            throw new IllegalArgumentException("wanted: FOLDER FROM LENGTH SPEED SHARE SEED, such as"
                    + " recordings 2026-06-15T00:00:00Z P7D 300 0.02 1; given: " + String.join(" ", args));
        }
        return new Course(
                Path.of(args[0]).toAbsolutePath(),
                Instant.parse(args[1]),
                Duration.parse(args[2]),
                Integer.parseInt(args[3]),
                Double.parseDouble(args[4]),
                Long.parseLong(args[5]));
    }

    /** Instruments of which there are candles, by name. */
    List<String> symbols() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found = files.map(
                            file -> CANDLES.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(folder + " holds no candles such as OKX-BTC-USDT-SWAP-5m.csv.gz");
            }
            return found;
        }
    }

    /** Options of the sandbox. */
    List<String> venue() throws IOException {
        List<String> options = new ArrayList<>(List.of("--from", from.toString(), "--speed", Integer.toString(speed)));
        for (String symbol : symbols()) {
            options.addAll(List.of("--candles", symbol + "=" + folder.resolve("OKX-" + symbol + "-5m.csv.gz")));
            Path funding = folder.resolve("OKX-" + symbol + "-funding.csv");
            if (Files.isRegularFile(funding)) {
                options.addAll(List.of("--funding", symbol + "=" + funding));
            }
        }
        return options;
    }

    /** Minutes of the clock between two cycles: five recorded ones, or the shortest the service takes. */
    String interval() {
        return "%.5f".formatted(Math.max(SHORTEST_INTERVAL, CYCLE.toMillis() / 60_000.0 / speed));
    }

    /** Time between two looks at the service. */
    Duration sample() {
        Duration share = real().dividedBy(LOOKS);
        return share.compareTo(SHORTEST_LOOK) < 0
                ? SHORTEST_LOOK
                : share.compareTo(LONGEST_LOOK) < 0 ? share : LONGEST_LOOK;
    }

    /** How long it takes by the clock. */
    Duration real() {
        return length.dividedBy(speed);
    }
}
