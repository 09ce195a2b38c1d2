package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.Control;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser may do with the service, and what it keeps other pages from doing. */
class BrowserRulesTest {

    private static final String DASHBOARD = "http://localhost:5173";
    private static final String SYNC = RunningApi.INTERNAL + "/portfolio/sync";
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<Buffer> get(String path, String header, String value) {
        return api.get(path, MultiMap.caseInsensitiveMultiMap().add(header, value));
    }

    @Test
    void theExistingDashboardReadsWithCredentials() {
        HttpResponse<Buffer> response = get(RunningApi.INTERNAL + "/portfolio", "Origin", DASHBOARD);

        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(DASHBOARD);
        assertThat(response.getHeader("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(response.headers().getAll("Vary")).anyMatch(vary -> vary.contains("Origin"));
    }

    @Test
    void errorsReachTheDashboardToo() {
        HttpResponse<Buffer> response = get(RunningApi.INTERNAL + "/decisions/none", "Origin", DASHBOARD);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(DASHBOARD);
    }

    @Test
    void preflightAllowsMethodsAndTheHeadersAskedFor() {
        HttpResponse<Buffer> response = settled(api.request(HttpMethod.OPTIONS, RunningApi.INTERNAL + "/runtime-mode")
                .putHeader("Origin", DASHBOARD)
                .putHeader("Access-Control-Request-Method", "PATCH")
                .putHeader("Access-Control-Request-Headers", "content-type,authorization")
                .send());

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(DASHBOARD);
        assertThat(response.getHeader("Access-Control-Allow-Methods")).contains("PATCH", "POST", "GET");
        assertThat(response.getHeader("Access-Control-Allow-Headers")).isEqualTo("content-type,authorization");
    }

    @Test
    void anotherPageGetsNoCorsHeadersAndMayNotAct() {
        assertThat(get(RunningApi.INTERNAL + "/portfolio", "Origin", "https://evil.example")
                        .getHeader("Access-Control-Allow-Origin"))
                .isNull();
        int before = api.rooms.asked(Control.PORTFOLIO_SYNC).size();

        for (String origin : new String[] {"https://evil.example", "null", "http://localhost:51730"}) {
            HttpResponse<Buffer> response = settled(api.operator(HttpMethod.POST, SYNC)
                    .putHeader("Origin", origin)
                    .send());
            assertThat(response.statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(api.rooms.asked(Control.PORTFOLIO_SYNC)).hasSize(before);
    }

    @Test
    void theServicesOwnPagesMayAct() {
        HttpResponse<Buffer> response = settled(api.request(HttpMethod.POST, SYNC)
                .putHeader("Origin", "http://127.0.0.1:" + api.verticle.port())
                .send());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8085", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aNameThatIsNotOursIsMisdirected(String host) {
        HttpResponse<Buffer> response = get("/healthz", "Host", host);

        assertThat(response.statusCode()).isEqualTo(421);
        assertThat(response.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8085, true",
        "LOCALHOST, true",
        "127.0.0.1:1, true",
        "192.168.1.7, true",
        "[::1]:8085, true",
        "[fe80::1%25eth0]:8085, true",
        "[evil.example]:80, false",
        "[evil, false",
        "trader.example, true",
        "trader.example:444, true",
        "traderXexample, false",
        "'', false",
    })
    void hostsOfOurOwnAreKnownInEveryForm(String authority, boolean allowed) {
        assertThat(Origins.hostAllowed(authority, TestConfig.http())).isEqualTo(allowed);
    }

    @Test
    void everyAnswerCarriesTheUsualHeaders() {
        for (String path : new String[] {"/", "/healthz", "/nothing"}) {
            HttpResponse<Buffer> response = api.get(path);
            assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.getHeader("X-Frame-Options")).isEqualTo("DENY");
            assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'none'");
        }
    }

    @Test
    void withoutADashboardThePageSaysWhereToLookAndEscapesWhatItShows() {
        HttpResponse<Buffer> response = api.get("/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).startsWith("text/html");
        assertThat(response.bodyAsString())
                .contains("/api/autotrade/v1/openapi.json", "simulated &lt;b&gt;", "autotrade 1.2.3")
                .doesNotContain("<b>", "https://", "{{");
    }
}
