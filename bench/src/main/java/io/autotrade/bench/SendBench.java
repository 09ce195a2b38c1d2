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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An order sent by the OKX adapter, from the text of the order to the outcome (admitted, signed, sent, answer read),
 * beside a plain post of the same text by the web client of Vert.x, in turns, on one event loop, against a server in a
 * process of its own that always gives the same answer.
 */
public final class SendBench {

    private static final int PAIRS = 12;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(1);
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

    /** @param rate requests a second */
    private record Round(double rate, long median) {}

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
        double[][] rates = new double[2][PAIRS];
        double[][] medians = new double[2][PAIRS];
        double[] rateShare = new double[PAIRS];
        double[] medianShare = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            // In turns who comes first, so that a machine that gets slower favours neither.
            List<Sender> order = pair % 2 == 0 ? List.of(bare, adapter) : List.of(adapter, bare);
            for (Sender sender : order) {
                Round round = measure(loop, sender, inFlight, MEASURED);
                int column = sender.equals(bare) ? 0 : 1;
                rates[column][pair] = round.rate;
                medians[column][pair] = round.median / 1_000.0;
            }
            rateShare[pair] = rates[1][pair] / rates[0][pair];
            medianShare[pair] = medians[1][pair] / medians[0][pair];
        }
        System.out.printf(
                Locale.ROOT,
                "%d in flight: bare %.0f requests/s, p50 %.0f us; adapter %.0f requests/s, p50 %.0f us;"
                        + " share of the bare rate %.3f (%.3f to %.3f), of its p50 %.3f (%.3f to %.3f)%n",
                inFlight,
                middle(rates[0]),
                middle(medians[0]),
                middle(rates[1]),
                middle(medians[1]),
                middle(rateShare),
                Arrays.stream(rateShare).min().orElseThrow(),
                Arrays.stream(rateShare).max().orElseThrow(),
                middle(medianShare),
                Arrays.stream(medianShare).min().orElseThrow(),
                Arrays.stream(medianShare).max().orElseThrow());
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static <T> T onLoop(Context loop, Supplier<Future<T>> work) throws TimeoutException {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future().await(20, TimeUnit.SECONDS);
    }

    private static Round measure(Context loop, Sender sender, int inFlight, Duration length) throws TimeoutException {
        return onLoop(loop, () -> new Measurement(sender, length).run(inFlight));
    }

    /** So many requests under way at any time, until the time is over. On the loop. */
    private static final class Measurement {

        private static final int MOST = 1 << 20;

        private final Sender sender;
        private final long[] latencies = new long[MOST];
        private final Promise<Round> result = Promise.promise();
        private final long began = System.nanoTime();
        private final long end;
        private int count;
        private int underWay;

        Measurement(Sender sender, Duration length) {
            this.sender = sender;
            end = began + length.toNanos();
        }

        Future<Round> run(int inFlight) {
            underWay = inFlight;
            for (int i = 0; i < inFlight; i++) {
                next();
            }
            return result.future();
        }

        private void next() {
            long sent = System.nanoTime();
            sender.send.get().onComplete(answer -> {
                long now = System.nanoTime();
                if (answer.failed() || !answer.result()) {
                    result.tryFail(new IllegalStateException(sender.name + ": an order was not accepted"));
                    return;
                }
                latencies[count++ & (MOST - 1)] = now - sent;
                if (now - end < 0) {
                    next();
                } else if (--underWay == 0) {
                    int kept = Math.min(count, MOST);
                    Arrays.sort(latencies, 0, kept);
                    result.tryComplete(new Round(count * 1e9 / (now - began), latencies[kept / 2]));
                }
            });
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
