package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Recognisable secrets everywhere, and venues, models and chats that throw back whatever they are sent: none of the
 * secrets is seen again in logs, answers, events, files, exceptions, names of threads or what the commands print.
 */
@Timeout(240)
class CanaryIT {

    /** In every secret, and nowhere else. */
    private static final String MARK = "Canary7Q";

    private static final String VIEWER = MARK + "-viewer-0123456789";
    private static final String CRON = MARK + "-cron-0123456789";

    private static final String SECRETS = """
            OKX_KEY=%1$s-okx-key
            OKX_SECRET=%1$s-okx-secret
            OKX_PASS=%1$s-okx-pass
            MODEL_KEY=%1$s-model-key
            VIEWER=%2$s
            CRON=%3$s
            HOOK=%1$s-hook
            DB_PASSWORD=%1$s-db
            """.formatted(MARK, VIEWER, CRON);

    private static final String OKX = """
            okx: {demo: {api_key: "${OKX_KEY}", secret_key: "${OKX_SECRET}", passphrase: "${OKX_PASS}", base_url: "%1$s",
              ws_public_url: "ws://127.0.0.1:%2$d/ws", ws_private_url: "ws://127.0.0.1:%2$d/ws",
              ws_business_url: "ws://127.0.0.1:%2$d/ws"}, settings: {max_retries: 0, timeout_seconds: 2}}
            """;
    private static final String HTTP =
            "{port: 0, cron_token: \"${CRON}\", tokens: [{name: vera, role: viewer, token: \"${VIEWER}\"}]}";

    @TempDir
    private Path home;

    private final Overheard overheard = new Overheard();
    private final AtomicInteger echoed = new AtomicInteger();
    private HttpServer echo;
    private Appender<ILoggingEvent> console;

    /** Every line that any part of the service logs, at the finest level, that holds a secret. */
    private static final class Overheard extends AppenderBase<ILoggingEvent> {
        private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
        private final AtomicInteger lines = new AtomicInteger();

        @Override
        protected void append(ILoggingEvent event) {
            lines.incrementAndGet();
            StringBuilder text = new StringBuilder(event.getThreadName())
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append(event.getMDCPropertyMap())
                    .append(event.getKeyValuePairs());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(ThrowableProxyUtil.asString(cause));
            }
            if (text.indexOf(MARK) >= 0) {
                leaks.add(event.getLoggerName() + ": " + text);
            }
        }
    }

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/.env"), SECRETS);
        echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", this::throwBack);
        echo.start();
        overheard.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        console = root.getAppender("console");
        root.detachAppender(console); // so many lines are nobody's to read
        root.addAppender(overheard);
        ((Logger) LoggerFactory.getLogger("io.autotrade")).setLevel(Level.TRACE);
        ((Logger) LoggerFactory.getLogger("plugin")).setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(overheard);
        root.addAppender(console);
        ((Logger) LoggerFactory.getLogger("io.autotrade")).setLevel(null);
        ((Logger) LoggerFactory.getLogger("plugin")).setLevel(null);
        echo.stop(0);
    }

    /** Refuses everything, in turn in every manner, and says to whom. */
    private void throwBack(HttpExchange exchange) throws IOException {
        int[] statuses = {401, 500, 302, 400, 429, 200};
        String sent = exchange.getRequestURI() + " " + new TreeMap<>(exchange.getRequestHeaders());
        String body = new JsonObject()
                .put("code", "50111")
                .put("msg", "invalid: " + sent)
                .put("error", new JsonObject().put("message", "invalid: " + sent))
                .encode();
        int status = statuses[echoed.getAndIncrement() % statuses.length];
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/" + MARK);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + echo.getAddress().getPort();
    }

    private String okx() {
        return OKX.formatted(url(), echo.getAddress().getPort());
    }

    private String paper() {
        return """
                trading: {evaluation_interval_minutes: 5, advisor: llm, llm: {provider: local, model: m, base_url: "%1$s/v1",
                  api_key: "${MODEL_KEY}", max_retries: 1, timeout_seconds: 2}}
                market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
                alerts: {sinks: [{type: slack, url: "%1$s/${HOOK}", minimum_severity: info},
                  {type: telegram, url: "%1$s/bot${HOOK}/sendMessage?chat_id=${HOOK}", minimum_severity: info}]}
                """.formatted(url());
    }

    private static void assertClean(String where, String text) {
        int at = text.indexOf(MARK);
        assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200)))
                .as(where)
                .isEmpty();
    }

    private static void assertClean(String where, HttpResponse<String> response) {
        assertClean(where, response.headers().map() + response.body());
    }

    /** Every read of the contract, as a stranger and as the operator, and a few requests that are wrong. */
    private static void askForEverything(RunningService service) throws Exception {
        String operator = "Bearer " + service.token();
        JsonObject paths = service.get("/openapi.json").getJsonObject("paths");
        for (Map.Entry<String, Object> path : paths) {
            String uri = path.getKey().replaceAll("\\{\\w+}", "BTC-USDT-SWAP");
            if (((JsonObject) path.getValue()).containsKey("get")) {
                assertClean(uri, service.call("GET", uri, ""));
                assertClean(uri, service.call("GET", uri + "?nonsense=1", "", "Authorization", operator));
                assertClean(uri, service.call("GET", uri, "", "Authorization", operator));
                assertClean(uri, service.call("GET", uri, "", "Authorization", "Bearer " + VIEWER));
            } else {
                assertClean(uri, service.call("POST", uri, "{", "Authorization", "Bearer " + VIEWER));
                assertClean(
                        uri, service.call("POST", uri, "{", "Authorization", operator, "Content-Type", "text/plain"));
            }
        }
        assertClean("page", service.call("GET", "/", ""));
        assertClean(
                "cron",
                service.call("POST", "/api/autotrade/v1/scheduler/cron-trigger", "", "X-Cron-Token", CRON + "x"));
    }

    private static void assertNoThreadTells() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            assertClean("a thread", thread.getName());
        }
    }

    /** The database's own files, its log and its journal of writes included. */
    private void assertNothingOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (!name.equals("conf/.env")) {
                    assertClean(name, text(file));
                }
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void awaitTheSinksToFail(RunningService service) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!service.get("/status").getJsonArray("reasons").encode().contains("alerts do not reach")) {
            assertThat(System.nanoTime())
                    .as("nobody was told of alerts that reach nobody")
                    .isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    @Test
    void aServiceInTroubleKeepsItsSecrets() throws Exception {
        try (RunningService service = RunningService.start(home, okx() + paper(), HTTP)) {
            service.await(event ->
                    event.getString("type").equals("state") && event.encode().contains("advisor"));
            service.await(event -> event.getString("type").equals("alert"));
            askForEverything(service);
            for (String act : List.of("control/halt", "control/rearm", "control/drill", "control/flatten")) {
                assertClean(act, service.control("/" + act));
            }

            // secrets that change are told as changed and not as what
            Files.writeString(home.resolve("conf/.env"), SECRETS.replace(MARK + "-", MARK + "-new-"));
            service.await(event -> event.getString("type").equals("config")
                    && event.getJsonObject("payload").getString("by").equals("file"));
            assertThat(service.call("GET", "/api/autotrade/v1/session", "", "Authorization", "Bearer " + VIEWER)
                            .statusCode())
                    .as("the token before the change is not known any more")
                    .isEqualTo(401);
            // the addresses of the sinks have changed too: an alert that was not told before goes to the new ones
            assertClean("control/reduce", service.control("/control/reduce"));
            awaitTheSinksToFail(service);
            askForEverything(service);
            assertClean("journal", service.journal().toString());
            assertClean("bus", service.told().toString());
            assertNoThreadTells();
        }
        assertThat(echoed).as("requests that were thrown back").hasValueGreaterThan(4);
        assertNothingOnDisk();
        assertThat(overheard.leaks).isEmpty();
        assertThat(overheard.lines).hasValueGreaterThan(20);
    }

    @Test
    void aStartThatFailsSaysWhyWithoutSayingWithWhat() throws Exception {
        String venue =
                okx() + "trading: {broker_type: okx_demo}\nmarket: {source: okx, okx: {base_url: \"" + url() + "\"}}\n";
        String database = "store: {url: \"postgresql://me:${DB_PASSWORD}@127.0.0.1:1/books\"}\n";
        for (String yaml : List.of(
                okx() + "trading: {broker_type: okx_demo}\n",
                venue,
                database,
                okx().replace("okx:", "okx: {settings: {max_retries: many}}\nokx_typo:"),
                "trading: {llm: {base_url: \"https://me:${MODEL_KEY}@127.0.0.1/\"}}\n",
                "alerts: {sinks: [{type: slack, url: \"ftp://127.0.0.1/${HOOK}\"}]}\n",
                "http: {cron_token: [\"${CRON}\"]}\n")) {
            Throwable refused =
                    catchThrowable(() -> RunningService.start(home, yaml, yaml.startsWith("http") ? "{}" : HTTP)
                            .close());
            assertThat(refused).as(yaml).isNotNull();
            assertClean(yaml, text(refused));
        }
        assertNothingOnDisk();
        assertNoThreadTells();
        assertThat(overheard.leaks).isEmpty();
    }

    @Test
    void theCommandsShowEverythingButSecrets() throws Exception {
        Path conf = home.resolve("conf/autotrade.yaml");
        String plugins = "plugins: {dir: " + RunningService.projectRoot().resolve("plugins") + "}\n";
        String database = "store: {url: \"postgresql://me:${DB_PASSWORD}@127.0.0.1:1/books\"}\n";
        String demo = okx() + paper().replace("trading: {", "trading: {broker_type: okx_demo, ");
        for (String yaml : List.of(okx() + paper(), demo, okx() + paper() + database)) {
            Files.writeString(conf, yaml + plugins + "http: " + HTTP + "\n");
            for (List<String> command : List.of(
                    List.of("config", "check", "--show"),
                    List.of("plugins"),
                    List.of("doctor"),
                    List.of("doctor", "--json"),
                    List.of("verify-journal"),
                    List.of("export", "fills"))) {
                StringWriter printed = new StringWriter();
                CommandLine line =
                        Autotrade.commandLine().setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
                line.execute(Stream.concat(command.stream(), Stream.of("--conf", conf.toString()))
                        .toArray(String[]::new));
                assertThat(printed.toString()).as(command.toString()).isNotBlank();
                assertClean(command.toString(), printed.toString());
            }
        }
        assertThat(overheard.leaks).isEmpty();
    }
}
