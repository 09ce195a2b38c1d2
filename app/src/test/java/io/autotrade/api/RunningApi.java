package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The real server on a real port, with made-up rooms behind it. */
final class RunningApi implements AutoCloseable {

    static final String API = Contract.API;
    static final String INTERNAL = Contract.INTERNAL;

    private static final Cadence QUICK =
            new Cadence(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(100));

    final Vertx vertx = Vertx.vertx();
    final FakeRooms rooms;
    final FakeJournal journal = new FakeJournal();
    final FakeProjections projections = new FakeProjections();
    final AtomicReference<HttpConfig> http;
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T08:00:01Z"));
    final TokenStore tokens;
    final ApiVerticle verticle;
    final Path dataDir;
    final String deployment;
    private final WebClient client;

    private RunningApi(HttpConfig config, boolean withRooms) {
        http = new AtomicReference<>(config);
        rooms = withRooms ? FakeRooms.on(vertx) : new FakeRooms();
        dataDir = temporary();
        tokens = TokenStore.open(dataDir, http::get);
        InstantSource clock = now::get;
        verticle = new ApiVerticle(
                () -> TestConfig.app(dataDir, http.get()),
                journal,
                projections,
                tokens,
                () -> "scheduler_evaluations_total 3\n",
                clock,
                "1.2.3",
                QUICK);
        deployment = settled(vertx.deployVerticle(verticle));
        client = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setDecompressionSupported(false));
    }

    static RunningApi start() {
        return new RunningApi(TestConfig.http(), true);
    }

    static RunningApi start(HttpConfig config) {
        return new RunningApi(config, true);
    }

    static RunningApi withoutRooms() {
        return new RunningApi(TestConfig.http(), false);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("autotrade-api");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int liveSockets() {
        return verticle.openSockets();
    }

    HttpRequest<Buffer> request(HttpMethod method, String uri) {
        return client.request(method, verticle.port(), "127.0.0.1", uri);
    }

    HttpResponse<Buffer> get(String uri) {
        return settled(request(HttpMethod.GET, uri).send());
    }

    HttpResponse<Buffer> get(String uri, MultiMap headers) {
        return settled(request(HttpMethod.GET, uri).putHeaders(headers).send());
    }

    /** As an operator. */
    HttpResponse<Buffer> post(String uri) {
        return settled(operator(HttpMethod.POST, uri).send());
    }

    HttpResponse<Buffer> send(HttpMethod method, String uri, String contentType, String body) {
        HttpRequest<Buffer> request = operator(method, uri);
        if (contentType != null) {
            request.putHeader("Content-Type", contentType);
        }
        return settled(request.sendBuffer(Buffer.buffer(body)));
    }

    HttpRequest<Buffer> operator(HttpMethod method, String uri) {
        return request(method, uri).bearerTokenAuthentication(TestConfig.OPERATOR);
    }

    /** The result, within a bound. */
    static <T> T settled(Future<T> future) {
        return future.timeout(20, TimeUnit.SECONDS).await();
    }

    @Override
    public void close() {
        settled(vertx.close());
    }
}
