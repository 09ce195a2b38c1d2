package io.autotrade.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The zip, unpacked and used as its users do. */
@Timeout(180)
class DistributionIT {

    private static final String SECRET = "sk-made-up-and-never-to-be-seen-0123456789";

    @TempDir
    private static Path folder;

    private static Unpacked zip;
    private static Path elsewhere;

    @BeforeAll
    static void unpack() throws IOException {
        zip = Unpacked.in(Files.createDirectories(folder.resolve("opt")));
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    }

    private static ProcessBuilder autotrade(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(zip.home().resolve("bin/autotrade").toString()), Stream.of(arguments))
                        .toList());
        builder.directory(elsewhere.toFile());
        Map<String, String> environment = builder.environment();
        environment.remove("AUTOTRADE_CONF");
        environment.remove("AUTOTRADE_JAVA");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("AUTOTRADE_JAVA_OPTS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.put("OTHER_MODEL_KEY", SECRET);
        return builder;
    }

    @Test
    void holdsWhatItPromises() throws IOException {
        for (String file : List.of(
                "bin/autotrade.bat",
                "plugins/broker-simulated.jar",
                "plugins/broker-okx.jar",
                "lib/broker-okx-sandbox.jar",
                "conf/autotrade.yaml",
                "conf/okx-demo.yaml",
                "conf/monitoring/alerts.yml",
                "docs/README.md",
                "deploy/systemd/autotrade.service",
                "deploy/compose/compose.yaml",
                "README.md")) {
            assertThat(zip.home().resolve(file)).as(file).isRegularFile();
        }
        assertThat(zip.home().resolve("bin/autotrade")).isExecutable();
        assertThat(zip.read("bin/autotrade.bat")).contains("\r\n");
        assertThat(zip.times()).as("the time of the build is nowhere in it").hasSize(1);
        try (JarFile launcher =
                new JarFile(zip.home().resolve("lib/autotrade.jar").toFile())) {
            String[] jars = launcher.getManifest()
                    .getMainAttributes()
                    .getValue("Class-Path")
                    .split(" ");
            assertThat(jars)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(jar ->
                            assertThat(zip.home().resolve("lib").resolve(jar)).isRegularFile());
        }
    }

    @Test
    void deploymentsNameOnlyWhatTheZipHolds() throws Exception {
        Path folder = zip.home().resolve("deploy/compose");
        JsonNode services = new YAMLMapper()
                .readTree(folder.resolve("compose.yaml").toFile())
                .path("services");
        assertThat(services.properties())
                .extracting(Map.Entry::getKey)
                .contains("autotrade", "db", "prometheus", "grafana");
        for (JsonNode volumes : services.findValues("volumes")) {
            for (JsonNode volume : volumes) {
                String source = volume.asText().split(":")[0];
                assertThat(!source.startsWith(".") || Files.exists(folder.resolve(source)))
                        .as(source)
                        .isTrue();
            }
        }
        assertThat(services.path("autotrade").path("read_only").asBoolean()).isTrue();
        assertThat(zip.read("deploy/compose/compose.yaml")).doesNotContain("0.0.0.0");
        assertThat(zip.read("deploy/systemd/autotrade.service")).contains("ExecStart=/opt/autotrade/bin/autotrade run");

        ProcessBuilder check = autotrade(
                "config",
                "check",
                "--conf",
                folder.resolve("autotrade/autotrade.yaml").toString());
        check.environment().put("DB_PASSWORD", "made-up");
        check.environment().put("VIEWER_TOKEN", "made-up-and-long-enough");
        Process checked = check.redirectErrorStream(true).start();
        assertThat(text(checked)).endsWith("is valid");
        assertThat(checked.waitFor()).isZero();
    }

    /** With the program of the zip that is here instead of the one in /opt, and a user that exists. */
    @Test
    void theUnitIsUnderstoodBySystemd() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here: the unit is not looked at");
        Path unit = Files.writeString(
                folder.resolve("autotrade.service"),
                zip.read("deploy/systemd/autotrade.service")
                        .replace("/opt/autotrade/bin", zip.home().resolve("bin").toString())
                        .replaceAll("(?m)^(User|Group)=.*", "$1=root"));

        Process verify = new ProcessBuilder("/usr/bin/systemd-analyze", "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = text(verify);
        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("autotrade.service:");
    }

    @Test
    void runsFromAnywhereTellsItsPortfolioLogsJsonAndStopsWhenAsked() throws Exception {
        int port = freePort();
        Path conf = zip.home().resolve("conf/autotrade.yaml");
        Files.writeString(
                conf,
                Files.readString(conf)
                        .replace("port: 8085", "port: " + port)
                        .replace("api_key: ${DEEPSEEK_API_KEY:}", "api_key: ${OTHER_MODEL_KEY}")
                        .replace("advisor: auto", "advisor: baseline"));
        Process service = autotrade("run").start();
        Lines log = new Lines(service.errorReader());
        try {
            new Lines(service.inputReader()).await(line -> line.startsWith("API "));
            JsonObject portfolio = portfolio(port);
            assertThat(portfolio.getString("equityExact")).isNotBlank();
            assertThat(portfolio.getString("mode")).isEqualTo("Paper trading");

            Process health = autotrade("health").redirectErrorStream(true).start();
            assertThat(text(health)).isEqualTo("yes");
            assertThat(health.waitFor()).isZero();
            log.await(line -> line.contains("client_order_id"));

            service.destroy(); // SIGTERM
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).as("it stopped").isTrue();
            assertThat(service.exitValue()).isEqualTo(143);
        } finally {
            service.descendants().forEach(ProcessHandle::destroyForcibly);
            service.destroyForcibly().waitFor();
        }
        assertThat(zip.home().resolve("data/operator-token")).isRegularFile();
        assertThat(elsewhere).isEmptyDirectory();
        assertLogged(log.all());
    }

    private static void assertLogged(List<String> lines) throws IOException {
        String token = zip.read("data/operator-token").strip();
        assertThat(lines)
                .isNotEmpty()
                .noneMatch(line -> line.contains(token) || line.contains(SECRET))
                .allSatisfy(line -> assertThat(new JsonObject(line).fieldNames())
                        .contains("ts", "level", "category", "logger", "message"));
        assertThat(lines.stream().map(JsonObject::new))
                .filteredOn(line -> line.getString("category").equals("trade.intent"))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line.fieldNames()).contains("cycle_id", "decision_id", "client_order_id"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String text(Process process) throws IOException {
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes()).strip();
        }
    }

    private static JsonObject portfolio(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/autotrade/v1/portfolio"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return new JsonObject(response.body()).getJsonObject("portfolio");
        }
    }
}
