package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules and dashboards ask for metrics that exist, every alert has its page in the runbook, and each fires on its
 * fault.
 */
class MonitoringTest {

    private static final Path FOLDER = Path.of("..", "conf", "monitoring");
    private static final Pattern NAME = Pattern.compile("\\b(?:autotrade|okx|scheduler|portfolio)[_:][a-z0-9_:]+");

    @Test
    void everyQueryNamesAnExistingMetric() throws IOException {
        Set<String> known = new TreeSet<>(rules("recording.yml", "record"));
        for (Metric metric : Metric.values()) {
            known.add(metric.prometheusName());
            if (metric.kind().equals("histogram")) {
                Stream.of("_bucket", "_sum", "_count").forEach(end -> known.add(metric.prometheusName() + end));
            }
        }
        known.add("autotrade_market_age_seconds");

        assertThat(queries()).isNotEmpty().allSatisfy(query -> {
            Matcher names = NAME.matcher(query);
            while (names.find()) {
                assertThat(known).contains(names.group());
            }
        });
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        queries.addAll(rules("recording.yml", "expr"));
        queries.addAll(rules("alerts.yml", "expr"));
        for (String board : List.of("trading.json", "success.json")) {
            JsonNode json = new ObjectMapper()
                    .readTree(FOLDER.resolve("grafana").resolve(board).toFile());
            queries.addAll(json.findValuesAsText("expr"));
        }
        return queries;
    }

    private static List<String> rules(String file, String key) throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve(file).toFile()).findValuesAsText(key);
    }

    @Test
    void everyAlertIsExplainedAndTested() throws IOException {
        String runbook = Files.readString(Path.of("..", "docs", "runbook.md"));
        String tests = Files.readString(FOLDER.resolve("tests/alerts_test.yml"));
        List<String> alerts = rules("alerts.yml", "alert");

        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
        for (String alert : alerts) {
            assertThat(runbook).contains("\n## " + alert + "\n\n- **Meaning** ");
            assertThat(tests).contains("name: " + alert + " fires\n").contains("name: " + alert + " is quiet\n");
        }
    }

    @Test
    void promtoolAcceptsTheRulesAndEachAlertFiresOnItsFault() throws Exception {
        assumeTrue(present(), "promtool is not on the PATH: install Debian's package prometheus to check the rules");

        assertThat(promtool("check", "config", "prometheus.yml")).isZero();
        assertThat(promtool("test", "rules", "tests/alerts_test.yml")).isZero();
    }

    private static boolean present() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    private static int promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
