package io.autotrade.bench;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.OkxMarketProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * The WebSocket path of the OKX market source beside a Vert.x client that only counts frames: both read the same flood
 * on one event loop, in turns, in processes of their own. Messages per second of CPU time of the event loop are what
 * counts on a machine that others use too.
 */
public final class SocketPathBench {

    private static final int ROUNDS = 6;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final String[] COINS = {"BTC", "ETH", "SOL", "XRP", "DOGE"};

    private SocketPathBench() {}

    public static void main(String[] args) throws IOException, TimeoutException {
        if (args.length == 2) {
            System.out.println(measure(args[0], Integer.parseInt(args[1])));
            System.exit(0);
        }
        double[] share = new double[ROUNDS];
        double[] wallShare = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            String[] bare = child("bare");
            String[] source = child("source");
            share[round] = Double.parseDouble(source[1]) / Double.parseDouble(bare[1]);
            wallShare[round] = Double.parseDouble(source[0]) / Double.parseDouble(bare[0]);
            System.out.printf(
                    Locale.ROOT,
                    "bare %s msg/s, %s msg/cpu-s; source %s msg/s, %s msg/cpu-s; share of cpu %.3f, of wall %.3f;%s%n",
                    bare[0],
                    bare[1],
                    source[0],
                    source[1],
                    share[round],
                    wallShare[round],
                    source[2]);
        }
        Arrays.sort(share);
        Arrays.sort(wallShare);
        System.out.printf(
                Locale.ROOT,
                "median share of the bare client: %.3f by CPU time, %.3f by the wall%n",
                (share[ROUNDS / 2] + share[(ROUNDS - 1) / 2]) / 2,
                (wallShare[ROUNDS / 2] + wallShare[(ROUNDS - 1) / 2]) / 2);
    }

    private static String[] child(String kind) throws IOException {
        Process flood = java(Flood.class.getName());
        try (BufferedReader port = reader(flood)) {
            Process client = java(SocketPathBench.class.getName(), kind, port.readLine());
            try (BufferedReader result = reader(client)) {
                String line = result.readLine();
                if (line == null) {
                    throw new IOException("the " + kind + " client gave no result");
                }
                return line.split(" ", 3);
            }
        } finally {
            flood.destroyForcibly();
        }
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String measure(String kind, int port) throws TimeoutException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Counter counter = new Counter();
        if (kind.equals("bare")) {
            bare(vertx, port, counter);
        } else {
            source(vertx, port, counter);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long loop = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains("eventloop"))
                .mapToLong(java.lang.management.ThreadInfo::getThreadId)
                .findFirst()
                .orElseThrow();
        // By the time of the processor: on a machine that is shared, a span by the clock is hardly any work.
        spend(threads, loop, WARM_UP);
        long cpu = threads.getThreadCpuTime(loop);
        long began = System.nanoTime();
        long before = counter.messages.get();
        spend(threads, loop, MEASURED);
        long messages = counter.messages.get() - before;
        double wall = (System.nanoTime() - began) / 1e9;
        double busy = (threads.getThreadCpuTime(loop) - cpu) / 1e9;
        return String.format(Locale.ROOT, "%.0f %.0f %s", messages / wall, messages / busy, counter.detail());
    }

    /** Waits until the event loop has had this much time of a processor, or nothing more comes of it. */
    private static void spend(ThreadMXBean threads, long loop, Duration time) {
        long end = threads.getThreadCpuTime(loop) + time.toNanos();
        long patience = System.nanoTime() + LONGEST.toNanos();
        while (threads.getThreadCpuTime(loop) < end && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** What arrived; written by the event loop only. */
    private static final class Counter {

        final AtomicLong messages = new AtomicLong();
        final AtomicLong events = new AtomicLong();
        final AtomicLong gaps = new AtomicLong();
        final AtomicLong unreadable = new AtomicLong();

        String detail() {
            return "events " + events + ", gaps " + gaps + ", unreadable " + unreadable;
        }
    }

    private static void bare(Vertx vertx, int port, Counter counter) throws TimeoutException {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(8 << 20).setMaxMessageSize(16 << 20));
        for (String path : List.of("public", "business")) {
            ClientWebSocket socket = client.webSocket();
            socket.frameHandler(frame -> counter.messages.lazySet(counter.messages.getPlain() + 1));
            socket.connect(new WebSocketConnectOptions().setAbsoluteURI(address("ws", port) + "/ws/v5/" + path))
                    .await(10, TimeUnit.SECONDS);
        }
    }

    private static String address(String scheme, int port) {
        return scheme + "://127.0.0.1:" + port;
    }

    private static void source(Vertx vertx, int port, Counter counter) throws TimeoutException {
        JsonObject section = new JsonObject()
                .put("base_url", address("http", port))
                .put("ws_public_url", address("ws", port) + "/ws/v5/public")
                .put("ws_business_url", address("ws", port) + "/ws/v5/business");
        MarketSource source = new OkxMarketProvider()
                .open(new Context(vertx, section, counter))
                .await(10, TimeUnit.SECONDS);
        source.start(event -> {
            if (!(event instanceof MarketEvent.FeedChanged)) {
                counter.events.lazySet(counter.events.getPlain() + 1);
            }
            return Future.succeededFuture();
        });
    }

    private record Context(Vertx vertx, JsonObject configuration, Counter counter) implements MarketSourceContext {

        @Override
        public Set<Symbol> symbols() {
            return Set.copyOf(Arrays.stream(COINS)
                    .map(coin -> new Symbol(coin + "-USDT-SWAP"))
                    .toList());
        }

        @Override
        public List<Duration> timeframes() {
            return List.of(Duration.ofMinutes(1));
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public KeyValueStore store() {
            throw new UnsupportedOperationException("nothing is stored here");
        }

        @Override
        public Path home() {
            return Path.of(".");
        }

        @Override
        public Logger logger() {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public PluginMetrics metrics() {
            return new PluginMetrics() {
                @Override
                public void count(String name, long increment, String... tags) {
                    switch (name) {
                        case "market.messages" -> counter.messages.lazySet(counter.messages.getPlain() + increment);
                        case "market.books.gaps" -> counter.gaps.incrementAndGet();
                        case "market.unreadable" -> counter.unreadable.incrementAndGet();
                        default -> {}
                    }
                }

                @Override
                public void gauge(String name, double value, String... tags) {}

                @Override
                public void time(String name, Duration duration, String... tags) {}
            };
        }
    }
}
