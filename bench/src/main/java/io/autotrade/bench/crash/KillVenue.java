package io.autotrade.bench.crash;

import io.autotrade.config.AppConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Where the service that is killed trades, and what that venue says afterwards. */
public sealed interface KillVenue extends AutoCloseable {

    /** Everything of the configuration but section {@code trading}. */
    String configuration(long seed);

    /** What the service trades, for the section {@code trading}. */
    String broker();

    /** How long the service runs before it is killed, at most, in milliseconds. */
    int longestRun();

    Ledgers.Finding compare(AppConfig.StoreConfig store) throws IOException, InterruptedException;

    @Override
    void close();

    /** The paper venue: its account is in the same store. */
    record Simulated() implements KillVenue {

        @Override
        public String broker() {
            return "evaluation_interval_minutes: 1";
        }

        @Override
        public String configuration(long seed) {
            return "market: {source: simulated, simulated: {speed: max, seed: " + seed
                    + ", start: \"2026-01-01T06:00:00Z\"}}\n";
        }

        @Override
        public int longestRun() {
            return 800;
        }

        @Override
        public Ledgers.Finding compare(AppConfig.StoreConfig store) {
            return Ledgers.compare(store);
        }

        @Override
        public void close() {
            // nothing of its own
        }
    }

    /** The OKX sandbox in a process of its own, which lives on when the service is killed. */
    record Sandbox(Process process, int port) implements KillVenue {

        private static final HttpClient HTTP = HttpClient.newHttpClient();
        private static final int TRIES = 600;

        static Sandbox start(Path root, Path home) throws IOException, InterruptedException {
            return start(root, home, List.of());
        }

        /** @param options further ones of the command {@code okx-sandbox} */
        public static Sandbox start(Path root, Path home, List<String> options)
                throws IOException, InterruptedException {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            List<String> command = new ArrayList<>(List.of(
                    ServiceProcess.java(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-jar",
                    root.resolve("app/target/autotrade.jar").toString(),
                    "okx-sandbox",
                    "--port",
                    Integer.toString(port)));
            command.addAll(options);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("sandbox.log").toFile())
                    .start();
            Sandbox sandbox = new Sandbox(process, port);
            sandbox.awaitReady();
            return sandbox;
        }

        private void awaitReady() throws IOException, InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    state();
                    return;
                } catch (IOException e) {
                    if (attempt == TRIES || !process.isAlive()) {
                        throw e;
                    }
                    LockSupport.parkNanos(100_000_000);
                }
            }
        }

        /** Account, orders and executions, all of them. */
        public JsonObject state() throws IOException, InterruptedException {
            return ask("/sandbox/state", new JsonObject());
        }

        /** Has the sandbox do something, or answer. */
        public JsonObject ask(String path, JsonObject body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return new JsonObject(HTTP.send(
                            request.POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        }

        /** Memory of the process that is in use, in MiB; 0 where the system does not tell. */
        public long residentMiB() throws IOException {
            return ServiceProcess.residentMiB(process);
        }

        @Override
        public String broker() {
            return "broker_type: okx_demo\n  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP]\n  evaluation_interval_minutes: 0.02";
        }

        @Override
        public String configuration(long seed) {
            return """
                    okx:
                      demo:
                        api_key: sandbox-key
                        secret_key: MADEUPSECRET0123456789ABCDEF0123
                        passphrase: sandbox phrase
                        base_url: http://127.0.0.1:PORT
                        ws_public_url: ws://127.0.0.1:PORT/ws/v5/public
                        ws_private_url: ws://127.0.0.1:PORT/ws/v5/private
                        ws_business_url: ws://127.0.0.1:PORT/ws/v5/business
                      settings: {rate_limit_per_second: 100}
                    market:
                      source: okx
                      short_timeframe: 1m
                      long_timeframe: 5m
                      okx:
                        environment: demo
                        base_url: http://127.0.0.1:PORT
                        ws_public_url: ws://127.0.0.1:PORT/ws/v5/public
                        ws_business_url: ws://127.0.0.1:PORT/ws/v5/business
                    """.replace("PORT", Integer.toString(port));
        }

        @Override
        public int longestRun() {
            return 4_000;
        }

        @Override
        public Ledgers.Finding compare(AppConfig.StoreConfig store) throws IOException, InterruptedException {
            return Ledgers.compare(store, state());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
