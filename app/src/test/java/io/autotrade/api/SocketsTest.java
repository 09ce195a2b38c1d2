package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.bus.Addresses;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketsTest {

    private RunningApi api;

    @BeforeEach
    void start() {
        api = RunningApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private SocketClient connect(String path) {
        return SocketClient.connect(api, new WebSocketConnectOptions().setURI(path));
    }

    private static JsonObject subscribe(String... topics) {
        return new JsonObject().put("op", "subscribe").put("topics", new JsonArray(List.of(topics)));
    }

    @Test
    void theExistingDashboardGetsPricesInTheShapeItReads() {
        SocketClient client = connect(Sockets.MARKET_DATA);

        JsonObject update = client.next("market_update");

        JsonObject price = update.getJsonObject("data").getJsonObject("ETH-USDT-SWAP");
        assertThat(price.fieldNames())
                .contains("symbol", "price", "change_24h", "change_pct_24h", "volume_24h", "high_24h", "low_24h");
        assertThat(price.getDouble("price")).isEqualTo(3120.5);
        assertThat(update.getString("timestamp")).isEqualTo("2026-03-02T08:00:01Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", " PING \n", "Ping"})
    void pingIsAnsweredInAnyLetterCase(String ping) {
        SocketClient client = connect(Sockets.MARKET_DATA);

        client.send("something else");
        client.send(ping);

        assertThat(client.next("pong")).isEqualTo(new JsonObject().put("type", "pong"));
    }

    @Test
    void aForcedSyncPushesThePortfolioWithDecisions() {
        SocketClient client = connect(Sockets.MARKET_DATA);
        api.post(RunningApi.INTERNAL + "/portfolio/sync");

        JsonObject portfolio = client.next("portfolio_update").getJsonObject("data");

        assertThat(portfolio.getString("mode")).isEqualTo("Paper Trading (Simulation)");
        assertThat(portfolio.getJsonArray("decisions")).isNotEmpty();
        assertThat(portfolio.containsKey("service")).isFalse();
        assertThat(portfolio.containsKey("generatedAt")).isFalse();
    }

    @Test
    void subscribersSeeEntriesOfTheirTopicsWithTheirNumbers() {
        SocketClient client = connect(Sockets.LIVE);
        client.send(subscribe("fills"));
        client.next("subscribed");

        api.journal.append(Samples.alert());
        api.journal.append(Samples.fill());

        JsonObject fill = client.next("fill");
        assertThat(fill.getLong("seq")).isEqualTo(2);
        assertThat(fill.getString("topic")).isEqualTo("fills");
        assertThat(fill.getString("ts")).isEqualTo("2026-03-02T08:00:00.040Z");
        assertThat(fill.getJsonObject("payload").getString("feeExact")).isEqualTo("1.23249634");
        assertThat(client.seen("alert")).isFalse();
    }

    @Test
    void aClientThatWasAwayResumesWithoutGapOrRepetition() {
        for (int i = 0; i < 1200; i++) {
            api.journal.append(i % 2 == 0 ? Samples.fill() : Samples.alert());
        }
        SocketClient client = connect(Sockets.LIVE);
        client.send(subscribe("fills", "alerts").put("from_seq", 700));
        for (int i = 0; i < 50; i++) {
            api.journal.append(Samples.fill());
        }

        List<Long> seqs = client.seqsUntil(1250);

        assertThat(seqs)
                .hasSize(550)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(701L)
                .endsWith(1250L);
    }

    @Test
    void aClientThatIsTooFarBehindOrAheadIsToldToReload() {
        api.journal.append(java.util.Collections.nCopies((int) LiveClient.MAX_BEHIND + 1, Samples.alert()));
        SocketClient behind = connect(Sockets.LIVE);
        behind.send(subscribe("alerts").put("from_seq", 0));
        JsonObject reload = behind.next("reload");
        assertThat(reload.getLong("seq")).isEqualTo(LiveClient.MAX_BEHIND + 1);
        assertThat(reload.getString("topic")).isEqualTo("control");

        SocketClient ahead = connect(Sockets.LIVE);
        ahead.send(subscribe("alerts").put("from_seq", 999_999));
        assertThat(ahead.next("reload").getJsonObject("payload").getString("reason"))
                .contains("the journal ends at");
    }

    @Test
    void pricesAreToldWithTheNumberToResumeFrom() {
        api.journal.append(Samples.alert());
        SocketClient client = connect(Sockets.LIVE);
        client.send(subscribe("market"));
        client.next("subscribed");

        api.vertx
                .eventBus()
                .publish(
                        Addresses.ticker(Samples.BTC),
                        new JsonObject()
                                .put("v", 1)
                                .put("ts", "2026-03-02T08:00:00Z")
                                .put("type", "ticker")
                                .put(
                                        "payload",
                                        new JsonObject()
                                                .put("symbol", "BTC-USDT-SWAP")
                                                .put("last", 91250.4)));

        JsonObject ticker = client.next("ticker");
        assertThat(ticker.getString("topic")).isEqualTo("market");
        assertThat(ticker.getLong("seq")).isEqualTo(1);
        assertThat(ticker.getJsonObject("payload").getDouble("last")).isEqualTo(91250.4);
    }

    @Test
    void theConnectionIsKnownToLive() {
        SocketClient client = connect(Sockets.LIVE);
        client.next("heartbeat");

        client.send(new JsonObject().put("op", "ping"));
        assertThat(client.next("pong").getString("topic")).isEqualTo("control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "[]",
                "{\"op\":\"subscribe\"}",
                "{\"op\":\"subscribe\",\"topics\":[]}",
                "{\"op\":\"subscribe\",\"topics\":[\"fills\",\"everything\"]}",
                "{\"op\":\"subscribe\",\"topics\":[\"fills\"],\"from_seq\":-1}",
                "{\"op\":\"subscribe\",\"topics\":[\"fills\"],\"from_seq\":\"x\"}",
            })
    void whatIsNotUnderstoodIsSaid(String message) {
        SocketClient client = connect(Sockets.LIVE);

        client.send(message);

        assertThat(client.next("error").getJsonObject("payload").getString("detail"))
                .isNotEmpty();
    }

    @Test
    void whoTalksTooMuchIsCutOff() {
        SocketClient client = connect(Sockets.LIVE);
        for (int i = 0; i < 40; i++) {
            client.send("{\"op\":\"ping\"}");
        }

        assertThat(client.closeCode()).isEqualTo((short) 1008);
    }

    @Test
    void whoDoesNotReadIsCutOffAndOthersDoNotNotice() {
        SocketClient slow = connect(Sockets.LIVE);
        slow.send(subscribe("decisions"));
        slow.next("subscribed");
        SocketClient other = connect(Sockets.LIVE);
        other.send(subscribe("decisions"));
        other.next("subscribed");
        slow.stopReading();

        int entries = 0;
        while (api.liveSockets() == 2) {
            assertThat(++entries).as("the slow client is still there").isLessThan(4_000);
            api.journal.append(Samples.longAdvice());
            other.next("advice");
        }

        api.journal.append(Samples.advice());
        assertThat(other.next("advice").getLong("seq")).isEqualTo(entries + 1L);
    }

    @Test
    void pagesOfOthersMayNotListen() {
        WebSocketConnectOptions evil =
                new WebSocketConnectOptions().setURI(Sockets.MARKET_DATA).addHeader("Origin", "https://evil.example");
        assertThatThrownBy(() -> SocketClient.connect(api, evil))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        rejected -> assertThat(rejected.getStatus()).isEqualTo(403));

        SocketClient.connect(
                        api,
                        new WebSocketConnectOptions()
                                .setURI(Sockets.MARKET_DATA)
                                .addHeader("Origin", "http://localhost:5173"))
                .next("market_update");
    }

    @Test
    void behindAProxyASocketNeedsATokenWhichABrowserSendsAsSubProtocol() {
        api.http.set(TestConfig.behindProxy(TestConfig.http()));
        for (String path : new String[] {Sockets.MARKET_DATA, Sockets.LIVE}) {
            assertThatThrownBy(() -> connect(path))
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            rejected -> assertThat(rejected.getStatus()).isEqualTo(401));
        }

        SocketClient client = SocketClient.connect(
                api,
                new WebSocketConnectOptions()
                        .setURI(Sockets.LIVE)
                        .addSubProtocol(Sockets.PROTOCOL)
                        .addSubProtocol(Gate.TOKEN_PROTOCOL + TestConfig.VIEWER));
        assertThat(client.subProtocol()).isEqualTo(Sockets.PROTOCOL);
        client.next("heartbeat");
    }

    @Test
    void aPlainRequestIsToldThatThisIsASocket() {
        var response = api.get(Sockets.LIVE);

        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(response.getHeader("Upgrade")).isEqualTo("websocket");
        assertThat(settled(api.request(HttpMethod.GET, Sockets.MARKET_DATA).send())
                        .statusCode())
                .isEqualTo(426);
    }

    @Test
    void stoppingSaysGoodbyeAndLetsGoOfTheJournal() {
        SocketClient client = connect(Sockets.LIVE);
        assertThat(api.journal.listeners()).isPositive();

        settled(api.vertx.undeploy(api.deployment));

        assertThat(client.closeCode()).isEqualTo((short) 1001);
        assertThat(api.journal.listeners()).isZero();
    }
}
