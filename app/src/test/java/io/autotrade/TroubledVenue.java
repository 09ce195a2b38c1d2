package io.autotrade;

import com.example.troubled.Trouble;
import io.autotrade.advisor.llm.ModelServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A venue, a market and a model that do what a test orders, for a service whose cycles a test triggers. */
final class TroubledVenue implements AutoCloseable {

    /** What the model says in every cycle from now on. */
    enum Wish {
        NOTHING,
        BUY,
        BUY_ALL,
        CLOSE,
        /** It answers, and nothing can be read from it. */
        NONSENSE,
        /** It does not answer. */
        FAIL
    }

    private static final String YAML = """
            trading:
              broker_type: troubled
              symbols: [BTC-USDT-SWAP]
              evaluation_interval_minutes: 600
              confidence_threshold: 0.1
              max_position_size_pct: 95
              advisor: llm
              llm: {provider: local, model: m, base_url: "%s", max_retries: 0, when_down: %s, feedback_enabled: false}
              risk: {daily_loss_cap: 300, drawdown_pause_pct: 4, loss_streak_pause: 2, cooldown_minutes: 0,
                stale_after_seconds: 3, max_orders_per_hour: 1000, max_stop_distance_pct: 50, min_reward_risk: 1,
                min_cash_buffer_pct: 1}
            market: {source: troubled}
            """;

    private final Path home;
    private final Path plugins;
    private final Vertx vertx = Vertx.vertx();
    private final ModelServer model;
    private volatile Wish wish = Wish.NOTHING;

    TroubledVenue(Path home) throws Exception {
        this.home = home;
        Trouble.none();
        model = ModelServer.start(vertx)
                .then(this::advise)
                .models(ModelServer.json(200, "{\"data\":[{\"id\":\"m\"}]}"));
        plugins = Files.createDirectories(home.resolve("troubled"));
        pack(plugins.resolve("troubled.jar"));
    }

    /** The classes of the venue, as a plugin of its own. */
    private static void pack(Path jar) throws IOException, URISyntaxException {
        URL here = Trouble.class.getResource("Trouble.class");
        Path folder = Path.of(here.toURI()).getParent();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                add(out, "com/example/troubled/" + file.getFileName(), Files.readAllBytes(file));
            }
            service(out, "BrokerProvider", List.of("TroubledBrokerProvider", "TroubledLiveProvider"));
            service(out, "MarketSourceProvider", List.of("TroubledMarketProvider"));
        }
    }

    private static void service(JarOutputStream out, String type, List<String> providers) throws IOException {
        String text = String.join(
                "",
                providers.stream()
                        .map(name -> "com.example.troubled." + name + "\n")
                        .toList());
        add(out, "META-INF/services/io.autotrade.broker." + type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private void advise(HttpServerRequest request, JsonObject body) {
        switch (wish) {
            case NOTHING -> decides(new JsonObject().put("action", "HOLD")).answer(request, body);
            case BUY -> decides(buy(30)).answer(request, body);
            case BUY_ALL -> decides(buy(90)).answer(request, body);
            case CLOSE -> decides(new JsonObject().put("action", "CLOSE")).answer(request, body);
            case NONSENSE -> ModelServer.says("#%&! buy buy buy").answer(request, body);
            case FAIL -> ModelServer.json(500, "{}").answer(request, body);
        }
    }

    private static ModelServer.Reply decides(JsonObject decision) {
        decision.put("symbol", "BTC-USDT-SWAP").put("confidence", 0.9).put("rationale", "as ordered");
        return ModelServer.says(new JsonArray().add(decision).encode());
    }

    private static JsonObject buy(int percent) {
        return new JsonObject()
                .put("action", "BUY")
                .put("size_pct", percent)
                .put("leverage", 1)
                .put("stop_loss", 52)
                .put("take_profit", 190)
                .put("invalidation_condition", "close below the stop");
    }

    void wish(Wish now) {
        wish = now;
    }

    /** @param whenDown {@code reducing} or {@code halted} */
    RunningService start(String whenDown, String more, String http) throws IOException {
        return RunningService.startWith(plugins, home, YAML.formatted(model.baseUrl(), whenDown) + more, http);
    }

    RunningService start(String whenDown) throws IOException {
        return start(whenDown, "", "{port: 0}");
    }

    @Override
    public void close() throws Exception {
        Trouble.none();
        model.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
