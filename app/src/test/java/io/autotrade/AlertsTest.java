package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AlertCode;
import io.autotrade.risk.Breakers;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert has its name, its line in the runbook and a test that brings it about. */
class AlertsTest {

    /** Rules that no fault of the service or its surroundings can bring about in a test; promtool tries them out. */
    private static final Set<String> NOT_PROVOKED = Set.of(
            "ServiceDown", // the service shows nothing then
            "NoCycle", // nothing happens for half an hour
            "EventLoopSlow"); // the machine is too busy for minutes

    private static final String BEGIN = "<!-- alerts: written from AlertCode, do not edit -->\n";
    private static final String END = "<!-- end of alerts -->\n";

    @Test
    void everyReasonThatRestrictsTradingHasAnAlert() {
        assertThat(Breakers.Cause.values())
                .allSatisfy(
                        cause -> assertThat(AlertCode.of(cause.code()).code()).isEqualTo(cause.code()));
    }

    /** {@code -Ddocs.write=true} writes it anew. */
    @Test
    void theRunbookListsEveryAlert() throws IOException {
        Path guide = Documentation.root().resolve("docs/runbook.md");
        String text = Files.readString(guide);
        String expected =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(guide, expected);
        }

        assertThat(Files.readString(guide)).isEqualTo(expected);
    }

    private static String table() {
        return Stream.of(AlertCode.values())
                .map(alert -> "| `%s` | %s | %s |\n".formatted(alert.code(), alert.meaning(), alert.cure()))
                .collect(Collectors.joining(
                        "", "\n| alert | what it means | what to do |\n| --- | --- | --- |\n", "\n"));
    }

    @Test
    void everyAlertAndEveryRuleIsBroughtAboutByATest() throws Exception {
        Set<AlertCode> alerts = new TreeSet<>();
        Set<String> rules = new TreeSet<>(NOT_PROVOKED);
        for (Provokes said : said()) {
            alerts.addAll(List.of(said.alerts()));
            rules.addAll(List.of(said.rules()));
        }

        assertThat(alerts).containsExactly(AlertCode.values());
        assertThat(rules)
                .containsExactlyInAnyOrderElementsOf(MonitoringRules.all().keySet());
    }

    private static List<Provokes> said() throws Exception {
        List<Provokes> found = new ArrayList<>();
        URI here = AlertsTest.class.getResource("AlertsTest.class").toURI();
        try (Stream<Path> files = Files.list(Path.of(here).getParent())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("IT.class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                for (Method method : Class.forName("io.autotrade." + name).getDeclaredMethods()) {
                    Provokes said = method.getAnnotation(Provokes.class);
                    if (said != null) {
                        found.add(said);
                    }
                }
            }
        }
        return found;
    }
}
