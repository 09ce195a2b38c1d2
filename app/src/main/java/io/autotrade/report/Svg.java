package io.autotrade.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Small charts as inline SVG: fixed size in its own units, scaled by the page. */
final class Svg {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 70;
    private static final int EDGE = 12;
    private static final int MAX_POINTS = 1_200;

    /** Lowest and highest value of a chart; never the same. */
    private record Range(BigDecimal low, BigDecimal high) {

        static Range of(List<BigDecimal> values) {
            BigDecimal low = values.stream().reduce(BigDecimal::min).orElseThrow();
            BigDecimal high = values.stream().reduce(BigDecimal::max).orElseThrow();
            return low.compareTo(high) == 0
                    ? new Range(low.subtract(BigDecimal.ONE), high.add(BigDecimal.ONE))
                    : new Range(low, high);
        }

        String y(BigDecimal value) {
            return high.subtract(value)
                    .multiply(BigDecimal.valueOf(HEIGHT - 2L * EDGE))
                    .divide(high.subtract(low), 2, RoundingMode.HALF_UP)
                    .add(BigDecimal.valueOf(EDGE))
                    .toPlainString();
        }
    }

    private Svg() {}

    /** A curve over evenly spaced points; thinned when there are many, the last one kept. */
    static <T> String line(List<T> items, Function<T, BigDecimal> value) {
        List<BigDecimal> values = thinned(items).stream().map(value).toList();
        if (values.size() < 2) {
            return "<p>too few points for a curve</p>";
        }
        Range range = Range.of(values);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            points.append(x(i, values.size() - 1))
                    .append(',')
                    .append(range.y(values.get(i)))
                    .append(' ');
        }
        return chart(
                range, "<polyline class=\"line\" points=\"" + points.toString().strip() + "\"/>");
    }

    /** A bar from zero for each item. */
    static <T> String bars(List<T> items, Function<T, BigDecimal> value) {
        List<BigDecimal> values = thinned(items).stream().map(value).toList();
        if (values.isEmpty()) {
            return "<p>none</p>";
        }
        List<BigDecimal> withZero = new ArrayList<>(values);
        withZero.add(BigDecimal.ZERO);
        Range range = Range.of(withZero);
        BigDecimal zero = new BigDecimal(range.y(BigDecimal.ZERO));
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            BigDecimal end = new BigDecimal(range.y(values.get(i)));
            bars.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                    .formatted(
                            values.get(i).signum() < 0 ? "loss" : "gain",
                            x(i, values.size()),
                            zero.min(end).toPlainString(),
                            part(WIDTH - LEFT - EDGE, values.size() + values.size() / 4 + 1),
                            zero.subtract(end).abs().toPlainString()));
        }
        return chart(range, bars.toString());
    }

    private static String chart(Range range, String content) {
        return "<svg viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT + "\" role=\"img\">"
                + "<line class=\"axis\" x1=\"" + LEFT + "\" y1=\"0\" x2=\"" + LEFT + "\" y2=\"" + HEIGHT + "\"/>"
                + label(range.high(), EDGE + 4) + label(range.low(), HEIGHT - EDGE + 4) + content + "</svg>";
    }

    private static String label(BigDecimal value, int y) {
        return "<text x=\"" + (LEFT - 6) + "\" y=\"" + y + "\" text-anchor=\"end\">"
                + value.setScale(2, RoundingMode.HALF_UP).toPlainString() + "</text>";
    }

    private static String x(int index, int last) {
        return new BigDecimal(part((WIDTH - LEFT - EDGE) * index, Math.max(1, last)))
                .add(BigDecimal.valueOf(LEFT))
                .toPlainString();
    }

    private static String part(int whole, int parts) {
        return BigDecimal.valueOf(whole)
                .divide(BigDecimal.valueOf(parts), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static <T> List<T> thinned(List<T> items) {
        if (items.size() <= MAX_POINTS) {
            return items;
        }
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < MAX_POINTS; i++) {
            kept.add(items.get((int) ((long) i * (items.size() - 1) / (MAX_POINTS - 1))));
        }
        return kept;
    }
}
