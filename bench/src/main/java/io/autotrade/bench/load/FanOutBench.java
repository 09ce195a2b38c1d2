package io.autotrade.bench.load;

import io.autotrade.bench.crash.ServiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many dashboards on {@code /ws/v1}, each subscribed to everything, beside a bare Vert.x server that writes as many
 * texts of the same length to as many sockets: {@code FanOutBench [CLIENTS]}. The spread of a message is the time
 * between its arrival at the first client and at the last.
 */
public final class FanOutBench {

    private static final int CLIENTS = 1_000;
    private static final int TOGETHER = 50;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final String SUBSCRIBE = new JsonObject()
            .put("op", "subscribe")
            .put(
                    "topics",
                    new JsonArray(List.of(
                            "market", "portfolio", "decisions", "orders", "fills", "alerts", "scheduler", "config")))
            .encode();
    private static final String CONFIGURATION = """
            trading: {evaluation_interval_minutes: 1, confidence_threshold: 0.3}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            http: {port: 0, max_sockets: %d}
            """;

    private final int clients;
    private final Vertx vertx = Vertx.vertx();

    private FanOutBench(int clients) {
        this.clients = clients;
    }

    public static void main(String[] args) throws Exception {
        FanOutBench bench = new FanOutBench(args.length > 0 ? Integer.parseInt(args[0]) : CLIENTS);
        try {
            bench.run();
        } finally {
            bench.vertx.close().await();
        }
    }

    /**
     * What one round gave.
     *
     * @param perClient messages a second that one client got
     * @param length of a message on average
     * @param cpuMicros CPU time of the server per message and client
     */
    private record Round(double perClient, int length, double cpuMicros, Latencies spread, long incomplete) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.1f messages/s each, %d characters, %.2f us CPU each, spread %s, %d not at everybody",
                    perClient,
                    length,
                    cpuMicros,
                    spread,
                    incomplete);
        }
    }

    private void run() throws Exception {
        System.out.println(Machine.describe() + ", " + clients + " clients");
        Path home = Measured.home("fanout");
        try (ServiceProcess service = Measured.start(home, CONFIGURATION.formatted(clients + 10))) {
            for (int i = 0; i < ROUNDS; i++) {
                Round ours = round(service.handle(), service.port(), "/ws/v1", SUBSCRIBE);
                System.out.println("service: " + ours.text());
                try (Child bare =
                        Child.start(BareFan.class, ServiceProcess.MEASURED, ours.perClient(), ours.length())) {
                    Round base = round(bare.handle(), Integer.parseInt(bare.line()), "/", "go");
                    System.out.println("bare:    " + base.text());
                    System.out.printf(
                            Locale.ROOT, "share of the bare server by CPU %.2f%n", base.cpuMicros() / ours.cpuMicros());
                }
            }
            System.out.println("resident memory of the service: " + Machine.residentMb(service.handle()) + " MB");
        }
    }

    private Round round(ProcessHandle server, int port, String path, String first)
            throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals();
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(clients).setMaxMessageSize(1 << 20));
        try {
            List<ClientWebSocket> sockets = new ArrayList<>();
            List<Future<?>> opening = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                ClientWebSocket socket = client.webSocket();
                socket.textMessageHandler(arrivals::add);
                opening.add(socket.connect(port, "127.0.0.1", path).compose(open -> open.writeTextMessage(first)));
                sockets.add(socket); // without it they would be closed as garbage
                if (opening.size() % TOGETHER == 0) {
                    Future.all(opening).await(60, TimeUnit.SECONDS);
                }
            }
            Future.all(opening).await(60, TimeUnit.SECONDS);
            Thread.sleep(WARM_UP.toMillis());
            arrivals.begin();
            long cpu = Machine.cpu(server).toNanos();
            long begun = System.nanoTime();
            Thread.sleep(MEASURED.toMillis());
            double seconds = (System.nanoTime() - begun) / 1e9;
            double used = (Machine.cpu(server).toNanos() - cpu) / 1e3;
            return arrivals.round(clients, seconds, used);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the clients could not connect", e);
        } finally {
            client.close().await();
        }
    }

    /** What arrived at all clients. Safe from any thread. */
    private static final class Arrivals {

        private final Map<String, long[]> byMessage = new HashMap<>();
        private boolean counting;
        private long messages;
        private long characters;

        synchronized void begin() {
            counting = true;
        }

        synchronized void add(String text) {
            int body = text.indexOf("\"topic\"");
            String key = body < 0 ? text : text.substring(body);
            if (!counting || key.startsWith("\"topic\":\"control\"")) {
                return;
            }
            long now = System.nanoTime();
            messages++;
            characters += text.length();
            long[] seen = byMessage.computeIfAbsent(key, added -> new long[] {now, now, 0});
            seen[1] = now;
            seen[2]++;
        }

        synchronized Round round(int clients, double seconds, double usedMicros) {
            counting = false;
            Latencies spread = new Latencies();
            long incomplete = 0;
            for (long[] seen : byMessage.values()) {
                if (seen[2] >= clients) {
                    spread.add(seen[1] - seen[0]);
                } else {
                    incomplete++;
                }
            }
            return new Round(
                    messages / seconds / clients,
                    (int) (characters / Math.max(1, messages)),
                    usedMicros / Math.max(1, messages),
                    spread,
                    incomplete);
        }
    }

    /** The bare server, in a process of its own: {@code BareFan PER_SECOND LENGTH}, prints its port. */
    static final class BareFan {

        private BareFan() {}

        public static void main(String[] args) {
            long pause = Math.max(1, Math.round(1000 / Double.parseDouble(args[0])));
            String rest = "\"fill\":\"" + "x".repeat(Integer.parseInt(args[1])) + "\"}";
            List<ServerWebSocket> sockets = new ArrayList<>();
            Vertx vertx = Vertx.vertx();
            int port = vertx.createHttpServer()
                    .webSocketHandler(socket -> socket.textMessageHandler(go -> {
                        sockets.add(socket);
                        if (sockets.size() == 1) { // on the event loop of the sockets
                            vertx.setPeriodic(pause, timer -> broadcast(sockets, rest));
                        }
                    }))
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
            System.out.println(port);
        }

        private static void broadcast(List<ServerWebSocket> sockets, String rest) {
            String text = "{\"seq\":0,\"topic\":\"bare\",\"n\":" + System.nanoTime() + "," + rest;
            sockets.forEach(socket -> socket.writeTextMessage(text));
        }
    }
}
