package io.autotrade.config;

import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that keys are made of. */
final class Types {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern TIMEFRAME = Pattern.compile("([1-9][0-9]{0,3})([mhd])");
    private static final BigDecimal NANOS = new BigDecimal("1000000000");

    private Types() {}

    static KeyType<String> text(String allowed, String form) {
        Pattern pattern = Pattern.compile(form);
        return scalar(allowed, text -> {
            require(pattern.matcher(text).matches());
            return text;
        });
    }

    static KeyType<String> id() {
        return text("lower-case letters, digits and underscores", "[a-z][a-z0-9_]{0,39}");
    }

    static KeyType<Secret> secret(String allowed) {
        return new ScalarType<>(allowed, true, Secret::of, text -> text);
    }

    static KeyType<Boolean> bool() {
        return new ScalarType<>("true or false", false, Types::bool, Types::bool);
    }

    private static boolean bool(String text) {
        require(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    static KeyType<Integer> integer(int from, int to) {
        Function<String, Integer> parse = text -> {
            int value = number(text).intValueExact();
            require(value >= from && value <= to);
            return value;
        };
        return new ScalarType<>("a whole number from " + from + " to " + to, false, parse, parse::apply);
    }

    /** A number within bounds, both included. */
    static KeyType<BigDecimal> decimal(String from, String to) {
        return decimal("a number from " + from + " to " + to, new BigDecimal(from), new BigDecimal(to), true);
    }

    /** A number above 0. */
    static KeyType<BigDecimal> positive(String to) {
        return decimal("a number above 0, at most " + to, BigDecimal.ZERO, new BigDecimal(to), false);
    }

    private static KeyType<BigDecimal> decimal(String allowed, BigDecimal from, BigDecimal to, boolean withFrom) {
        Function<String, BigDecimal> parse = text -> {
            BigDecimal value = number(text);
            require(value.compareTo(to) <= 0 && value.compareTo(from) >= (withFrom ? 0 : 1));
            return value;
        };
        return new ScalarType<>(allowed, false, parse, parse::apply);
    }

    static KeyType<Duration> seconds(String from, String to) {
        return duration("a number of seconds from " + from + " to " + to, from, to, BigDecimal.ONE);
    }

    static KeyType<Duration> minutes(String from, String to) {
        return duration("a number of minutes from " + from + " to " + to, from, to, new BigDecimal("60"));
    }

    private static KeyType<Duration> duration(String allowed, String from, String to, BigDecimal seconds) {
        KeyType<BigDecimal> bounds = decimal(allowed, new BigDecimal(from), new BigDecimal(to), true);
        return new ScalarType<>(
                allowed,
                false,
                text -> {
                    BigDecimal value = number(text);
                    require(value.compareTo(new BigDecimal(from)) >= 0 && value.compareTo(new BigDecimal(to)) <= 0);
                    return Duration.ofNanos(
                            value.multiply(seconds).multiply(NANOS).longValue());
                },
                text -> bounds.json(new ConfigNode.Text(text, true, 0)));
    }

    /** Bars that divide a day. */
    static KeyType<Duration> timeframe() {
        return new ScalarType<>(
                "minutes, hours or one day that divide a day, such as 5m, 15m, 1h, 4h or 1d",
                false,
                Types::timeframe,
                text -> text);
    }

    private static Duration timeframe(String text) {
        Matcher parts = TIMEFRAME.matcher(text);
        require(parts.matches());
        long count = Long.parseLong(parts.group(1));
        Duration duration = switch (parts.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        require(duration.toDays() <= 1 && Duration.ofDays(1).toSeconds() % duration.toSeconds() == 0);
        return duration;
    }

    static KeyType<Symbol> symbol() {
        return scalar("a symbol such as BTC-USDT-SWAP", Symbol::of);
    }

    /** One of some words. */
    static <T> KeyType<T> choice(Map<String, T> values) {
        List<String> words = values.keySet().stream().sorted().toList();
        return scalar(words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words), text -> {
            T value = values.get(text);
            if (value == null) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** A URL with a host; user information is refused, because a URL is shown where a secret is not. */
    static KeyType<String> url(Set<String> schemes) {
        return scalar(
                "a URL that begins with "
                        + String.join(
                                " or ",
                                schemes.stream().sorted().map(s -> s + "://").toList())
                        + ", without user name and password",
                text -> {
                    URI uri = URI.create(text);
                    require(uri.getScheme() != null
                            && schemes.contains(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getUserInfo() == null);
                    return text.replaceAll("/+$", "");
                });
    }

    static KeyType<String> path() {
        return text("the path of a file or folder", "[^\\p{Cntrl}]{1,1000}");
    }

    static <T> KeyType<T> scalar(String allowed, Function<String, T> parse) {
        return new ScalarType<>(allowed, false, parse, text -> text);
    }

    static Secret token(String text) {
        require(text.length() >= 16);
        return Secret.of(text);
    }

    static Secret secretUrl(String text) {
        URI uri = URI.create(text);
        require(("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null);
        return Secret.of(text);
    }

    static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }

    private static BigDecimal number(String text) {
        require(NUMBER.matcher(text).matches());
        return new BigDecimal(text);
    }
}
