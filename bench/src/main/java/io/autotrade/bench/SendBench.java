package io.autotrade.bench;

import io.autotrade.broker.PluginMetrics;
import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Exchange;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.RestSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * An order sent by the OKX adapter, from the text of the order to the outcome (admitted, signed, sent, answer read),
 * beside a plain post of the same text by the web client of Vert.x, in turns, on one event loop, against a server in a
 * process of its own that always gives the same answer.
 */
public final class SendBench {

    private static final int PAIRS = 12;
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 10_000;
    private static final int[] IN_FLIGHT = {1, 16};

    /** More than the adapter would use, so that the plain client never waits for one. */
    private static final int CONNECTIONS = 16;

    private static final String PATH = "/api/v5/trade/order";
    private static final String ORDER =
            "{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\",\"clOrdId\":\"t1a2b3c4\",\"tag\":\"autotradeentry\","
                    + "\"side\":\"buy\",\"ordType\":\"limit\",\"sz\":\"0.83\",\"px\":\"60000.1\",\"attachAlgoOrds\":[{"
                    + "\"slTriggerPx\":\"58500\",\"slOrdPx\":\"-1\",\"slTriggerPxType\":\"mark\",\"attachAlgoClOrdId\":\"p1a2b3c4\"}]}";
    private static final String ACCEPTED =
            "{\"code\":\"0\",\"data\":[{\"clOrdId\":\"t1a2b3c4\",\"ordId\":\"3051122334455667788\","
                    + "\"sCode\":\"0\",\"sMsg\":\"\",\"subCode\":\"\",\"tag\":\"autotradeentry\",\"ts\":\"1772600767126\"}],"
                    + "\"inTime\":\"1772600767125123\",\"msg\":\"\",\"outTime\":\"1772600767126456\"}";

    private SendBench() {}

    public static void main(String[] arguments) throws IOException, TimeoutException {
        if (arguments.length == 1) {
            serve();
            return;
        }
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendBench.class.getName(),
                        "server")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader port =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            compare(Integer.parseInt(port.readLine()));
        } finally {
            server.destroyForcibly();
        }
        System.exit(0);
    }

    private static void serve() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        int port = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setTcpNoDelay(true))
                .requestHandler(request -> {
                    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                    String time =
                            "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + System.currentTimeMillis() + "\"}]}";
                    request.end()
                            .onSuccess(read ->
                                    request.response().end(request.path().equals(PATH) ? ACCEPTED : time));
                })
                .listen(0)
                .await()
                .actualPort();
        System.out.println(port);
    }

    /** One way to send an order; what it is asked to do completes when the answer is there. */
    private record Sender(String name, Supplier<Future<Boolean>> send) {}

    /**
     * @param rate requests a second
     * @param cpuRate requests a second of processor time of the event loop
     * @param median microseconds
     */
    private record Round(double rate, double cpuRate, double median) {}

    /** Rounds of two senders in turns. */
    private record Pair(Round bare, Round adapter) {}

    private static void compare(int port) throws TimeoutException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Context loop = vertx.getOrCreateContext();
        Sender bare = new Sender("bare", onLoop(loop, () -> bare(vertx, port)));
        Sender adapter = new Sender("adapter", onLoop(loop, () -> adapter(vertx, port)));
        for (int inFlight : IN_FLIGHT) {
            measure(loop, bare, inFlight, WARM_UP);
            measure(loop, adapter, inFlight, WARM_UP);
            compare(loop, bare, adapter, inFlight);
        }
    }

    private static void compare(Context loop, Sender bare, Sender adapter, int inFlight) throws TimeoutException {
        List<Pair> pairs = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            // In turns who comes first, so that a machine that gets slower favours neither.
            if (pair % 2 == 0) {
                Round first = measure(loop, bare, inFlight, MEASURED);
                pairs.add(new Pair(first, measure(loop, adapter, inFlight, MEASURED)));
            } else {
                Round first = measure(loop, adapter, inFlight, MEASURED);
                pairs.add(new Pair(measure(loop, bare, inFlight, MEASURED), first));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d in flight: bare %.0f requests/s, p50 %.0f us; adapter %.0f requests/s, p50 %.0f us; share of the bare"
                        + " rate %s, of its rate by CPU time %s, of its p50 %s%n",
                inFlight,
                middle(pairs, pair -> pair.bare.rate),
                middle(pairs, pair -> pair.bare.median),
                middle(pairs, pair -> pair.adapter.rate),
                middle(pairs, pair -> pair.adapter.median),
                share(pairs, Round::rate),
                share(pairs, Round::cpuRate),
                share(pairs, Round::median));
    }

    private static String share(List<Pair> pairs, ToDoubleFunction<Round> value) {
        ToDoubleFunction<Pair> share = pair -> value.applyAsDouble(pair.adapter) / value.applyAsDouble(pair.bare);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                middle(pairs, share),
                pairs.stream().mapToDouble(share).min().orElseThrow(),
                pairs.stream().mapToDouble(share).max().orElseThrow());
    }

    private static double middle(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static <T> T onLoop(Context loop, Supplier<Future<T>> work) throws TimeoutException {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future().await(200, TimeUnit.SECONDS);
    }

    private static Round measure(Context loop, Sender sender, int inFlight, int requests) throws TimeoutException {
        return onLoop(loop, () -> new Measurement(sender, requests).run(inFlight));
    }

    /** So many requests, some of them under way at any time. On the loop. */
    private static final class Measurement {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final Sender sender;
        private final long[] latencies;
        private final Promise<Round> result = Promise.promise();
        private final long began = System.nanoTime();
        private final long busy = THREADS.getCurrentThreadCpuTime();
        private int sent;
        private int answered;

        Measurement(Sender sender, int requests) {
            this.sender = sender;
            latencies = new long[requests];
        }

        Future<Round> run(int inFlight) {
            for (int i = 0; i < inFlight; i++) {
                next();
            }
            return result.future();
        }

        private void next() {
            if (sent == latencies.length) {
                return;
            }
            sent++;
            long before = System.nanoTime();
            sender.send.get().onComplete(answer -> {
                if (answer.failed() || !answer.result()) {
                    result.tryFail(new IllegalStateException(sender.name + ": an order was not accepted"));
                    return;
                }
                latencies[answered++] = System.nanoTime() - before;
                if (answered < latencies.length) {
                    next();
                } else {
                    end();
                }
            });
        }

        private void end() {
            double seconds = (System.nanoTime() - began) / 1e9;
            double busySeconds = (THREADS.getCurrentThreadCpuTime() - busy) / 1e9;
            Arrays.sort(latencies);
            result.tryComplete(
                    new Round(answered / seconds, answered / busySeconds, latencies[answered / 2] / 1_000.0));
        }
    }

    private static Future<Supplier<Future<Boolean>>> bare(Vertx vertx, int port) {
        WebClient client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(port)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        HttpRequest<Buffer> request = client.post(PATH).putHeader("Content-Type", "application/json");
        Buffer body = Buffer.buffer(ORDER);
        return Future.succeededFuture(() -> request.sendBuffer(body).map(answer -> answer.statusCode() == 200));
    }

    /** Orders of many instruments, as OKX limits each of them by itself. */
    private static Future<Supplier<Future<Boolean>>> adapter(Vertx vertx, int port) {
        RestSettings settings = new RestSettings(
                URI.create("http://127.0.0.1:" + port),
                true,
                new Credentials("sandbox-key", "MADEUPSECRET0123456789ABCDEF0123", "sandbox phrase"),
                1_000_000,
                3,
                Duration.ofSeconds(10));
        OkxRest rest = new OkxRest(vertx, settings, InstantSource.system(), new NoMetrics());
        String[] instruments = new String[4_000];
        Arrays.setAll(instruments, number -> "COIN" + number + "-USDT-SWAP");
        int[] turn = new int[1];
        return rest.start()
                .map(started -> () -> rest.write(
                                Endpoint.PLACE,
                                instruments[turn[0]++ % instruments.length],
                                ORDER,
                                rest.clock().instant().plusSeconds(10))
                        .map(exchange -> exchange instanceof Exchange.Replied replied
                                && replied.decidingCode().equals("0")));
    }

    private static final class NoMetrics implements PluginMetrics {

        @Override
        public void count(String name, long increment, String... tags) {}

        @Override
        public void gauge(String name, double value, String... tags) {}

        @Override
        public void time(String name, Duration duration, String... tags) {}
    }
}
