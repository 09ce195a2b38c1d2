package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands beside the service, on the journal of one that runs and of one that was stopped. */
@Timeout(240)
class CommandsIT {

    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    /** @param text of standard output */
    private record Ran(int code, String text) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Autotrade.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        return new Ran(line.execute(arguments), out.toString());
    }

    private String conf() {
        return home.resolve("conf/autotrade.yaml").toString();
    }

    @Test
    void exportsAndReportsWhatHttpShowsAndExaminesTheService() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            service.control("/scheduler/pause");
            service.control("/control/flatten");
            service.awaitType("outcome");

            assertThat(run("export", "trades", "--conf", conf()).text())
                    .contains("net_pnl")
                    .contains("-USDT-SWAP");
        }
        Ran csv = run("export", "fills", "--conf", conf());
        Ran lines = run("export", "fills", "--json", "--conf", conf());
        List<String> rows = csv.text().lines().toList();
        assertThat(csv.code()).isZero();
        assertThat(rows.getFirst()).startsWith("seq,fill_id,client_order_id");
        assertThat(lines.text().lines()).hasSize(rows.size() - 1);
        lines.text()
                .lines()
                .forEach(line ->
                        assertThat(new JsonObject(line).getString("symbol")).endsWith("SWAP"));

        Path equity = home.resolve("equity.csv");
        assertThat(run("export", "equity", "--out", equity.toString(), "--conf", conf())
                        .code())
                .isZero();
        assertThat(Files.readAllLines(equity)).hasSizeGreaterThan(2);
        assertThat(run("export", "decisions", "--json", "--conf", conf()).text())
                .contains("\"verdict\":\"");
        assertThat(run("export", "secrets", "--conf", conf()).code()).isEqualTo(2);

        Path page = home.resolve("report.html");
        assertThat(run("report", "--out", page.toString(), "--conf", conf()).code())
                .isZero();
        String html = Files.readString(page);
        assertThat(html)
                .contains("<svg")
                .contains("polyline")
                .doesNotContain("<script")
                .doesNotContain("src=");

        Ran doctor = run("doctor", "--json", "--conf", conf());
        JsonObject findings = new JsonObject(doctor.text());
        assertThat(doctor.code()).as(doctor.text()).isZero();
        assertThat(findings.getJsonArray("checks").stream().map(check -> ((JsonObject) check).getString("check")))
                .contains(
                        "java",
                        "clock",
                        "configuration",
                        "disk",
                        "secrets",
                        "port",
                        "database",
                        "plugins",
                        "market",
                        "broker",
                        "model");
    }

    @Test
    void namesWhatIsInTheWayAndHowToMendIt() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
            Files.writeString(conf, """
                    trading: {broker_type: nowhere, advisor: llm, llm: {base_url: "http://127.0.0.1:1/v1", max_retries: 0}}
                    plugins: {dir: none}
                    http: {port: %d}
                    """.formatted(taken.getLocalPort()));

            Ran doctor = run("doctor", "--json", "--conf", conf.toString());

            assertThat(doctor.code()).isEqualTo(1);
            JsonArray checks = new JsonObject(doctor.text()).getJsonArray("checks");
            for (String wrong : List.of("port", "plugins", "market", "model")) {
                assertThat(checks.stream().map(check -> (JsonObject) check))
                        .as(wrong)
                        .anySatisfy(check -> {
                            assertThat(check.getString("check")).isEqualTo(wrong);
                            assertThat(check.getString("level")).isEqualTo("FAIL");
                            assertThat(check.getString("mend")).isNotEmpty();
                        });
            }
        }
    }

    @Test
    void tellsThatThereIsNoJournalInsteadOfMakingOne() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, "http: {port: 0}\n");

        Ran export = run("export", "fills", "--conf", conf.toString());

        assertThat(export.code()).isEqualTo(1);
        assertThat(export.text()).contains("there is no journal in");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void everyKeyOfAPluginIsCheckedBeforeAnythingStarts() throws Exception {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, """
                market: {source: replay, replay: {files: [a], speed: NaN}}
                simulated: {starting_cash: 1e999999999, taker_fee_bps: free, slipage_bps: 1}
                okx: {demo: {api_key: [CANARY]}, settings: {rate_limit_per_second: -1, max_retries: 1.5}, region: mars}
                plugins: {dir: %s}
                """.formatted(RunningService.projectRoot().resolve("plugins")));

        Ran check = run("config", "check", "--conf", conf.toString());

        assertThat(check.code()).as(check.text()).isEqualTo(1);
        assertThat(check.text())
                .contains("market.replay.files")
                .contains("market.replay.speed")
                .contains("simulated.starting_cash: is '1e999999999'; allowed:")
                .contains("simulated.taker_fee_bps: is 'free'; allowed:")
                .contains("simulated.slipage_bps: is not a key of this section; did you mean slippage_bps?")
                .contains("okx.settings.rate_limit_per_second")
                .contains("okx.settings.max_retries")
                .contains("okx.region")
                .doesNotContain("CANARY");
    }
}
