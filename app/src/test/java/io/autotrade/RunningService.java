package io.autotrade;

import io.autotrade.bus.Addresses;
import io.autotrade.config.ConfigLoader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The whole service with the plugins of the build, on a data directory of its own, as its users see it: over HTTP and
 * the bus.
 */
final class RunningService implements AutoCloseable {

    private final Path home;
    private final Service service;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonObject> told = new CopyOnWriteArrayList<>();
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    private record Waiter(Predicate<JsonObject> wanted, CountDownLatch latch) {}

    private RunningService(Path home, String yaml, String http, Path plugins) throws IOException {
        this.home = home;
        Path conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        String folder = yaml.contains("\nplugins:") ? "" : "\nplugins: {dir: " + plugins + "}";
        Files.writeString(conf, yaml + folder + "\nhttp: " + http + "\n");
        LiveConfig config = new LiveConfig(ConfigLoader.load(conf, null, Map.of()), null, Map.of());
        service = Service.start(config, InstantSource.system(), this::listen);
    }

    static RunningService start(Path home, String yaml) throws IOException {
        return start(home, yaml, "{port: 0}");
    }

    /** @param http the section http of the configuration */
    static RunningService start(Path home, String yaml, String http) throws IOException {
        return new RunningService(home, yaml, http, projectRoot().resolve("plugins"));
    }

    /** @param plugins folder of the plugins instead of the build's */
    static RunningService startWith(Path plugins, Path home, String yaml) throws IOException {
        return startWith(plugins, home, yaml, "{port: 0}");
    }

    /** As the others, together. */
    static RunningService startWith(Path plugins, Path home, String yaml, String http) throws IOException {
        return new RunningService(home, yaml, http, plugins);
    }

    /** A folder of plugins in which more can be put: those of the build are in it. */
    static Path copyOfPlugins(Path folder) throws IOException {
        Files.createDirectory(folder);
        try (Stream<Path> built = Files.list(projectRoot().resolve("plugins"))) {
            for (Path jar :
                    built.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
        }
        return folder;
    }

    static Path projectRoot() {
        return Path.of(System.getProperty("project.root", System.getProperty("user.dir")));
    }

    /** One that is free now, for a service that must be found again under it. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void listen(Vertx vertx) {
        for (String address : List.of(
                Addresses.DECISIONS,
                Addresses.ORDERS,
                Addresses.FILLS,
                Addresses.PORTFOLIO,
                Addresses.ALERTS,
                Addresses.SCHEDULER,
                Addresses.CONFIG)) {
            vertx.eventBus().<JsonObject>consumer(address, message -> heard(message.body()));
        }
    }

    private void heard(JsonObject event) {
        told.add(event);
        if (event.getString("type").equals("alert")) {
            Provokes.Check.saw(event.getJsonObject("payload").getString("code"));
        }
        waiters.forEach(waiter -> {
            if (waiter.wanted().test(event)) {
                waiter.latch().countDown();
            }
        });
    }

    /** Waits until such an event was told on the bus, before or after this call. */
    void await(Predicate<JsonObject> wanted) throws InterruptedException {
        Waiter waiter = new Waiter(wanted, new CountDownLatch(1));
        waiters.add(waiter);
        if (told.stream().noneMatch(wanted) && !waiter.latch().await(120, TimeUnit.SECONDS)) {
            throw new AssertionError("not told within two minutes; the last was " + told.getLast());
        }
    }

    void awaitType(String type) throws InterruptedException {
        await(event -> event.getString("type").equals(type));
    }

    void awaitAlert(String code) throws InterruptedException {
        await(event -> event.getString("type").equals("alert")
                && event.getJsonObject("payload").getString("code").equals(code));
    }

    /** Waits for whatever is told next, at most for a second. */
    void nextEvent() throws InterruptedException {
        Waiter waiter = new Waiter(event -> true, new CountDownLatch(1));
        waiters.add(waiter);
        waiter.latch().await(1, TimeUnit.SECONDS);
        waiters.remove(waiter);
    }

    List<JsonObject> told() {
        return List.copyOf(told);
    }

    int port() {
        return service.port();
    }

    String token() throws IOException {
        return Files.readString(home.resolve("data/operator-token")).strip();
    }

    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = call("GET", "/api/autotrade/v1" + path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    HttpResponse<String> control(String path) throws IOException, InterruptedException {
        return call("POST", "/api/autotrade/v1" + path, "", "Authorization", "Bearer " + token());
    }

    /** The whole journal as a consumer reads it, page by page. */
    List<JsonObject> journal() throws IOException, InterruptedException {
        List<JsonObject> all = new CopyOnWriteArrayList<>();
        long after = 0;
        while (true) {
            JsonArray page = get("/events?after=" + after + "&limit=1000").getJsonArray("items");
            if (page.isEmpty()) {
                return all;
            }
            page.forEach(item -> all.add((JsonObject) item));
            after = page.getJsonObject(page.size() - 1).getLong("seq");
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
