package io.autotrade.bench.load;

import io.autotrade.bench.crash.ServiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The snapshot endpoint beside a bare Vert.x handler that encodes the same JSON object for every request. Both are
 * asked in turns over the same number of kept-alive connections, each asking again as soon as it was answered.
 */
public final class HttpBench {

    private static final String SNAPSHOT = "/api/autotrade/v1/portfolio";
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 5;
    private static final long WARM_UP_SECONDS = 20;
    private static final long MEASURED_SECONDS = 5;
    private static final String CONFIGURATION = """
            trading: {evaluation_interval_minutes: 1, confidence_threshold: 0.3}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            http: {port: 0, requests_per_second: 1000000}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    private HttpBench() {}

    /** What one round gave. */
    private record Round(double perSecond, Latencies latencies, double cpuMicros) {}

    public static void main(String[] args) throws Exception {
        HttpBench bench = new HttpBench();
        try {
            bench.run();
        } finally {
            bench.vertx.close().await();
        }
    }

    private void run() throws Exception {
        Path home = Measured.home("http");
        System.out.println(Machine.describe());
        try (ServiceProcess service = Measured.start(home, CONFIGURATION)) {
            String body = service.get(SNAPSHOT).body();
            Path sample = Files.writeString(home.resolve("sample.json"), body);
            System.out.printf("%s: %d bytes%n", SNAPSHOT, body.length());
            try (Child bare = Child.start(BareJson.class, ServiceProcess.MEASURED, sample)) {
                int barePort = Integer.parseInt(bare.line());
                load(bare.handle(), barePort, WARM_UP_SECONDS);
                load(service.handle(), service.port(), WARM_UP_SECONDS);
                compare(bare, barePort, service);
            }
        }
    }

    private void compare(Child bare, int barePort, ServiceProcess service) throws IOException {
        double[] share = new double[ROUNDS];
        double[] cpuShare = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Round base = load(bare.handle(), barePort, MEASURED_SECONDS);
            Round ours = load(service.handle(), service.port(), MEASURED_SECONDS);
            share[i] = ours.perSecond() / base.perSecond();
            cpuShare[i] = base.cpuMicros() / ours.cpuMicros();
            System.out.printf(
                    Locale.ROOT,
                    "bare %.0f/s, %.0f us CPU, %s; service %.0f/s, %.0f us CPU, %s; share %.2f, by CPU %.2f%n",
                    base.perSecond(),
                    base.cpuMicros(),
                    base.latencies(),
                    ours.perSecond(),
                    ours.cpuMicros(),
                    ours.latencies(),
                    share[i],
                    cpuShare[i]);
        }
        Arrays.sort(share);
        Arrays.sort(cpuShare);
        System.out.printf(
                Locale.ROOT,
                "median share of the bare handler: %.2f by requests per second, %.2f by CPU time of the server%n",
                share[ROUNDS / 2],
                cpuShare[ROUNDS / 2]);
    }

    private Round load(ProcessHandle server, int port, long seconds) throws IOException {
        Latencies latencies = new Latencies();
        long cpu = Machine.cpu(server).toNanos();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<Void>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Promise<Void> done = Promise.promise();
            connections.add(done.future());
            ask(port, end, latencies, done);
        }
        Future.all(connections).await();
        double took = (System.nanoTime() - begun) / 1e9;
        double used = (Machine.cpu(server).toNanos() - cpu) / 1e3;
        synchronized (latencies) {
            return new Round(latencies.size() / took, latencies, used / latencies.size());
        }
    }

    private void ask(int port, long end, Latencies latencies, Promise<Void> done) {
        long begun = System.nanoTime();
        if (begun >= end) {
            done.complete();
            return;
        }
        client.request(HttpMethod.GET, port, "127.0.0.1", SNAPSHOT)
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(body -> {
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("status " + answer.statusCode() + " " + body);
                    }
                    return body;
                }))
                .onSuccess(body -> {
                    synchronized (latencies) {
                        latencies.add(System.nanoTime() - begun);
                    }
                    ask(port, end, latencies, done);
                })
                .onFailure(done::tryFail);
    }

    /** The bare handler, in a process of its own: prints its port. */
    static final class BareJson {

        private BareJson() {}

        public static void main(String[] args) throws Exception {
            JsonObject json = new JsonObject(Files.readString(Path.of(args[0])));
            int port = Vertx.vertx()
                    .createHttpServer()
                    .requestHandler(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(json.toBuffer()))
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
            System.out.println(port);
        }
    }
}
