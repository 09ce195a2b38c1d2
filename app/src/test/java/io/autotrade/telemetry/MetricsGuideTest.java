package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md says what the code keeps. {@code -Ddocs.write=true} writes it anew. */
class MetricsGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- metrics: written from Metric, do not edit -->\n";
    private static final String END = "<!-- end of metrics -->\n";

    @Test
    void theGuideListsEveryMetricAsItIs() throws IOException {
        String guide = Files.readString(GUIDE);
        String expected = guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length())
                + table()
                + guide.substring(guide.indexOf(END));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, expected);
        }

        assertThat(Files.readString(GUIDE)).isEqualTo(expected);
    }

    private static String table() {
        return Stream.of(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                metric.prometheusName(),
                                metric.kind(),
                                metric.labels().isEmpty()
                                        ? "-"
                                        : metric.labels().stream()
                                                .map(label -> '`' + label + '`')
                                                .collect(Collectors.joining(", ")),
                                metric.meaning()))
                .collect(Collectors.joining(
                        "", "\n| metric | kind | labels | meaning |\n| --- | --- | --- | --- |\n", "\n"));
    }
}
