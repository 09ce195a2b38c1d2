package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The alert rules of conf/monitoring, judged by Prometheus itself on what a running service shows at /metrics: the
 * expression as it stands in the file, without the time it has to hold.
 */
final class MonitoringRules {

    private static final Path FOLDER =
            Documentation.root().toAbsolutePath().normalize().resolve("conf/monitoring");
    /** Half an hour as before the fault, then four minutes as after it, once a minute. */
    private static final String CASE = """
            rule_files: [%s]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
            %s    promql_expr_test:
                  - expr: 'count(%s) > bool 0'
                    eval_time: 34m
                    exp_samples: [{labels: '{}', value: 1}]
            """;

    private MonitoringRules() {}

    /** Name and condition of every rule. */
    static Map<String, String> all() throws IOException {
        Map<String, String> rules = new LinkedHashMap<>();
        for (JsonNode group :
                new YAMLMapper().readTree(FOLDER.resolve("alerts.yml").toFile()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules.put(rule.path("alert").asText(), rule.path("expr").asText());
            }
        }
        return rules;
    }

    /** Whether promtool is here, which comes with Prometheus. */
    static boolean canJudge() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    /** The series of the service, as the text says them. */
    static Map<String, String> scrape(RunningService service) throws Exception {
        Map<String, String> series = new TreeMap<>();
        service.call("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.matches("(autotrade|okx|scheduler|portfolio)_.*") && !line.endsWith("NaN"))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    series.put(line.substring(0, end), line.substring(end + 1));
                });
        return series;
    }

    /** What goes on while one waits for a rule. */
    interface Meanwhile {
        void happens() throws Exception;
    }

    /**
     * Waits until the rule would fire, given what was scraped before the fault and what is scraped now. A series that
     * comes with the fault counts from its first scrape on, as it does for Prometheus.
     */
    static void awaitFires(RunningService service, String rule, Map<String, String> before, Meanwhile fault)
            throws Exception {
        if (!canJudge()) {
            return;
        }
        String expression = all().get(rule);
        assertThat(expression).as("rule " + rule).isNotNull();
        Map<String, String> first = new TreeMap<>(before);
        Map<String, String> now = scrape(service);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds(expression, first, now)) {
            assertThat(System.nanoTime()).as(rule + " fires").isLessThan(until);
            now.forEach(first::putIfAbsent);
            fault.happens();
            now = scrape(service);
        }
        Provokes.Check.saw(rule);
    }

    private static boolean holds(String expression, Map<String, String> before, Map<String, String> after)
            throws Exception {
        StringBuilder series = new StringBuilder();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            series.append("      - {series: '")
                    .append(name)
                    .append("', values: '")
                    .append(before.containsKey(name) ? before.get(name) + "+0x30 " : "_x31 ")
                    .append(after.containsKey(name) ? after.get(name) + "+0x4" : "_x5")
                    .append("'}\n");
        }
        Path file = Files.createTempFile("rule", ".yml");
        try {
            Files.writeString(
                    file, CASE.formatted(FOLDER.resolve("recording.yml"), series, expression.replace("'", "''")));
            Process judge = new ProcessBuilder("promtool", "test", "rules", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(judge.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return judge.exitValue() == 0;
        } finally {
            Files.delete(file);
        }
    }
}
