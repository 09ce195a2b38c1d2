package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dashboard that was built into the service. */
class DashboardPagesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static HttpServer server;
    private static WebClient client;

    @BeforeAll
    static void start() {
        Router router = Router.router(VERTX);
        ControlBus bus = new ControlBus(VERTX.eventBus(), Duration.ofSeconds(1));
        new Pages(bus, "1.2.3", () -> true, "dashboard-sample").mount(router);
        server = settled(VERTX.createHttpServer().requestHandler(router).listen(0));
        client = WebClient.create(VERTX);
    }

    @AfterAll
    static void stop() {
        settled(VERTX.close());
    }

    private static HttpResponse<Buffer> get(String path, String accept) {
        return settled(client.request(HttpMethod.GET, server.actualPort(), "localhost", path)
                .putHeader("Accept", accept)
                .send());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/decisions/d-1"})
    void everyPageOfItIsTheEntryPageAskedForEachTime(String path) {
        HttpResponse<Buffer> response = get(path, "text/html,*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).startsWith("text/html");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.bodyAsString()).contains("sample dashboard");
    }

    @Test
    void assetsAreKeptForEver() {
        HttpResponse<Buffer> response = get("/assets/index-1a2b3c.js", "*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(response.bodyAsString()).contains("sample = 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/gone.js",
                "/api/nothing",
                "/../autotrade.yaml",
                "/%2e%2e/openapi/autotrade.yaml",
                "/.env"
            })
    void whatIsNotThereIsNotAPage(String path) {
        assertThat(get(path, "*/*").statusCode()).isEqualTo(404);
        if (path.startsWith("/assets/") || path.startsWith("/api/")) {
            assertThat(get(path, "text/html").statusCode()).isEqualTo(404);
        }
    }
}
