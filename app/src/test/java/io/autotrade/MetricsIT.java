package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.telemetry.Metric;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scrape says what HTTP says, before and after a restart, and nothing that is not documented. */
@Timeout(240)
class MetricsIT {

    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void theScrapeAgreesWithTheApiAcrossARestart() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            service.control("/scheduler/pause");
            service.control("/scheduler/trigger");
            service.control("/control/flatten");
            service.awaitType("outcome");
            assertAgrees(service);
            assertThat(scrape(service)).containsEntry("scheduler_evaluations_total{result=\"skipped\"}", 1.0);
            assertThat(families(service)).isSubsetOf(documented());
        }
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            assertAgrees(service);
        }
    }

    private static void assertAgrees(RunningService service) throws Exception {
        Map<String, Double> metrics = scrape(service);
        List<JsonObject> events = service.journal();
        for (int tries = 0; events.size() != metrics.get("autotrade_journal_seq") && tries < 100; tries++) {
            metrics = scrape(service);
            events = service.journal();
        }
        JsonObject portfolio = service.get("/portfolio").getJsonObject("portfolio");
        assertThat(metrics.get("autotrade_cash")).isEqualTo(Double.parseDouble(portfolio.getString("cashExact")));
        assertThat(metrics.get("autotrade_fees_paid")).isEqualTo(Double.parseDouble(portfolio.getString("feesExact")));
        assertThat(sum(metrics, "autotrade_fills_total")).isEqualTo(count(events, "fill"));
        assertThat(sum(metrics, "autotrade_decisions_total")).isEqualTo(count(events, "verdict"));
        assertThat(sum(metrics, "autotrade_trades_total")).isEqualTo(count(events, "outcome"));
        assertThat(metrics.get("scheduler_evaluations_total{result=\"success\"}"))
                .isEqualTo(count(events, "cycle_end"));
        assertThat(metrics.get("autotrade_journal_up")).isEqualTo(1);
    }

    private static double count(List<JsonObject> events, String type) {
        return events.stream()
                .filter(event -> event.getString("type").equals(type))
                .count();
    }

    private static double sum(Map<String, Double> metrics, String family) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(family + '{'))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Double> scrape(RunningService service) throws Exception {
        Map<String, Double> series = new TreeMap<>();
        service.call("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    series.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
                });
        return series;
    }

    /** Families of the service itself, without those that docs/metrics.md describes as a group. */
    private static Set<String> families(RunningService service) throws Exception {
        return service.call("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .filter(name -> Stream.of("autotrade_", "okx_", "scheduler_", "portfolio_")
                        .anyMatch(name::startsWith))
                .filter(name -> !name.matches("autotrade_(plugin_.*|market_(age|late|dup|conf|drop|listener).*)"))
                .map(name -> name.endsWith("_max") ? name.substring(0, name.length() - 4) : name)
                .collect(Collectors.toSet());
    }

    private static Set<String> documented() {
        return Stream.of(Metric.values()).map(Metric::prometheusName).collect(Collectors.toSet());
    }
}
