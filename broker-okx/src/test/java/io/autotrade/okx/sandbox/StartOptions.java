package io.autotrade.okx.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a sandbox is started by hand: {@code [PORT] [--candles SYMBOL=FILE]... [--funding SYMBOL=FILE]... [--from
 * INSTANT] [--speed N]}.
 *
 * @param port zero for any
 * @param candles recorded candles by instrument; the others have made-up markets
 * @param funding charged funding rates by instrument
 * @param from moment of the recordings with which it begins
 * @param speed recorded seconds per second
 */
record StartOptions(int port, Map<String, Path> candles, Map<String, Path> funding, Instant from, int speed) {

    private static final int PORT = 8790;
    private static final int LARGEST_PORT = 65_535;
    private static final int FASTEST = 10_000;

    /** @throws IllegalArgumentException naming what was not understood and what is allowed */
    static StartOptions parse(String... args) {
        int port = PORT;
        Map<String, Path> candles = new TreeMap<>();
        Map<String, Path> funding = new TreeMap<>();
        Instant from = Instant.EPOCH;
        int speed = 1;
        for (int i = 0; i < args.length; i++) {
            boolean option = args[i].startsWith("--");
            if (option && i + 1 == args.length) {
                throw new IllegalArgumentException("option " + args[i] + " has no value");
            }
            switch (args[i]) {
                case "--candles" -> file(candles, args[++i]);
                case "--funding" -> file(funding, args[++i]);
                case "--from" -> from = instant(args[++i]);
                case "--speed" -> speed = number("speed", args[++i], 1, FASTEST);
                default -> port = number("port", args[i], 0, LARGEST_PORT);
            }
        }
        if (!candles.isEmpty() && from.equals(Instant.EPOCH)) {
            throw new IllegalArgumentException("option --from is missing: with which moment the recordings begin");
        }
        return new StartOptions(port, candles, funding, from, speed);
    }

    private static void file(Map<String, Path> files, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' is not SYMBOL=FILE");
        }
        files.put(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("from '" + text + "' is not a time such as 2026-06-01T00:00:00Z", e);
        }
    }

    private static int number(String name, String text, int least, int most) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(name + " '" + text + "' is not a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }
}
