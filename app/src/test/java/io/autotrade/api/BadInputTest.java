package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request, the answer is a problem that says what, and what would have been right. */
class BadInputTest {

    private static final String MODE = RunningApi.INTERNAL + "/runtime-mode";
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonObject problem(HttpResponse<Buffer> response, int status) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(response.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        JsonObject body = response.bodyAsJsonObject();
        assertThat(body.getInteger("status")).isEqualTo(status);
        assertThat(body.getString("type")).isNotEmpty();
        assertThat(body.getString("title")).isNotEmpty();
        assertThat(body.getString("detail")).isNotEmpty().isEqualTo(body.getString("error"));
        assertThat(body.getString("instance")).isNotEmpty();
        return body;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"mode":"fast"}                | 422 | mode  | fast  | one of simulator, paper, live
                    {"mode":1}                     | 422 | mode  | 1     | one of simulator, paper, live
                    {"mode":null}                  | 422 | mode  | null  | one of simulator, paper, live
                    {}                             | 422 | mode  |       | one of simulator, paper, live
                    {"mode":"paper","speed":2}     | 422 | speed | 2     | no such field; known fields: broker, mode, positions
                    ["paper"]                      | 422 | ''    | ["paper"] | a JSON object
                    {"mode":                       | 400 | ''    | {"mode": | valid JSON
                    """)
    void aWrongBodyIsNamedFieldByField(String body, int status, String field, String value, String allowed) {
        JsonObject problem = problem(api.send(HttpMethod.PATCH, MODE, "application/json", body), status);

        JsonObject error = problem.getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("value")).isEqualTo(value);
        assertThat(error.getString("allowed")).isEqualTo(allowed);
        assertThat(problem.getString("detail")).contains(allowed);
    }

    @Test
    void aMissingBodyMissesTheMode() {
        HttpResponse<Buffer> response =
                settled(api.operator(HttpMethod.PATCH, MODE).send());

        assertThat(problem(response, 422)
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo("mode");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /decisions?limit=abc           | limit     | a whole number of at least 1 and at most 1000
                    /decisions?limit=0             | limit     | a whole number of at least 1 and at most 1000
                    /decisions?limit=1.5           | limit     | a whole number of at least 1 and at most 1000
                    /decisions?action=shout        | action    | one of buy, sell, hold, close, no_entry
                    /decisions?verdict=maybe       | verdict   | one of accepted, amended, refused, held, expired
                    /decisions?from=yesterday      | from      | an ISO-8601 time with offset, such as 2026-03-02T08:00:00Z
                    /decisions?symbol=BTC%2FUSDT   | symbol    | letters, digits and dashes, such as BTC-USDT-SWAP
                    /decisions?cursor=stale        | cursor    | next_cursor of the page before
                    /decisions?limmit=5            | limmit    | action, cursor, from, limit, prompts, symbol, to, verdict
                    /decisions?prompts=perhaps     | prompts   | true or false
                    /events?after=-1               | after     | a whole number of at least 0
                    /events?cursor=x1              | cursor    | a sequence number, 0 or more
                    /events?type=fills             | type      | some of account
                    /orders?state=lost             | state     | one of intended, sent
                    /portfolio/history?days=0      | days      | a whole number of at least 1 and at most 3650
                    /market/candles/BTC-USDT-SWAP?timeframe=15 | timeframe | text of the form
                    /market/indicators/B%20C       | symbol    | letters, digits and dashes
                    /decisions?limit=1e2           | limit     | a whole number in digits
                    /events?after=0&limit=1.0      | limit     | a whole number in digits
                    /events?after=0&after=5        | after     | once
                    /decisions/%20                 | decisionId | a non-blank value
                    """)
    void aWrongParameterIsNamed(String path, String field, String allowed) {
        JsonObject problem = problem(api.get(RunningApi.API + path), 400);

        JsonObject error = problem.getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(error.getString("allowed")).startsWith(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "/decisions/none, there is no decision 'none'",
        "/decisions/none/replay, there is no decision 'none'",
        "/orders/none, there is no order 'none'",
        "/portfolio/other/history, there is no portfolio 'other'",
        "/market/indicators/XYZ-USDT, there is no data of XYZ-USDT",
        "/nothing, there is nothing here; /api/autotrade/v1/openapi.json lists what there is",
    })
    void whatIsNotThereIsNotFound(String path, String detail) {
        assertThat(problem(api.get(RunningApi.INTERNAL + path), 404).getString("detail"))
                .isEqualTo(detail);
        assertThat(api.get(RunningApi.INTERNAL + path).bodyAsJsonObject().getString("instance"))
                .isEqualTo(RunningApi.INTERNAL + path);
    }

    @Test
    void anotherMethodIsToldWhichOnesThereAre() {
        HttpResponse<Buffer> response = api.send(HttpMethod.PUT, MODE, "application/json", "{}");

        problem(response, 405);
        assertThat(response.getHeader("Allow")).isEqualTo("GET, PATCH, HEAD, OPTIONS");
        problem(
                settled(api.operator(HttpMethod.DELETE, RunningApi.API + "/portfolio")
                        .send()),
                405);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "multipart/form-data; boundary=x",
        "Multipart/mixed"
    })
    void anotherContentTypeIsRefused(String type) {
        JsonObject problem = problem(api.send(HttpMethod.PATCH, MODE, type, "{\"mode\":\"paper\"}"), 415);

        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("allowed"))
                .isEqualTo("application/json");
    }

    @Test
    void aLargeBodyIsRefusedWhetherAnnouncedOrNot() {
        String large = "{\"mode\":\"" + "x".repeat(Limits.MAX_BODY_BYTES) + "\"}";
        problem(api.send(HttpMethod.PATCH, MODE, "application/json", large), 413);

        HttpResponse<Buffer> chunked = settled(api.operator(HttpMethod.PATCH, MODE)
                .putHeader("Content-Type", "application/json")
                .putHeader("Transfer-Encoding", "chunked")
                .sendBuffer(Buffer.buffer(large)));
        problem(chunked, 413);
    }

    @Test
    void controlBodiesAreValidatedBeforeAnythingIsDone() {
        int before = api.rooms.asked(io.autotrade.bus.Control.FLATTEN).size();

        problem(
                api.send(
                        HttpMethod.POST,
                        RunningApi.API + "/control/flatten",
                        "application/json",
                        "{\"reason\":\"x\",\"all\":true}"),
                422);
        problem(
                api.send(HttpMethod.POST, RunningApi.API + "/control/flatten", "application/json", "{\"reason\":7}"),
                422);

        assertThat(api.rooms.asked(io.autotrade.bus.Control.FLATTEN)).hasSize(before);
    }

    @Test
    void aRefusalOfAnotherRoomKeepsItsStatusAndReason() {
        JsonObject problem = problem(api.send(HttpMethod.PATCH, MODE, "application/json", "{\"mode\":\"live\"}"), 400);

        assertThat(problem.getString("detail")).isEqualTo("live trading needs two approvals");
    }

    @Test
    void aBodyThatBreaksOffIsNotAnErrorOfTheService() {
        NetSocket socket = settled(api.vertx.createNetClient().connect(api.verticle.port(), "127.0.0.1"));
        Promise<String> answered = Promise.promise();
        Buffer received = Buffer.buffer();
        socket.handler(received::appendBuffer);
        socket.closeHandler(closed -> answered.complete(received.toString()));

        settled(socket.write("POST " + RunningApi.API
                + "/control/halt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestConfig.OPERATOR
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"));

        assertThat(settled(answered.future())).doesNotContain("500 Internal");
    }

    @Test
    void twoNamesForTheServiceAreOneTooMany() {
        NetSocket socket = settled(api.vertx.createNetClient().connect(api.verticle.port(), "127.0.0.1"));
        Promise<String> answered = Promise.promise();
        socket.handler(buffer -> answered.tryComplete(buffer.toString()));

        settled(socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"));

        assertThat(settled(answered.future())).startsWith("HTTP/1.1 400");
    }

    @Test
    void garbageOnTheWireDoesNotHurtOthers() {
        NetSocket socket = settled(api.vertx.createNetClient().connect(api.verticle.port(), "127.0.0.1"));
        settled(socket.write("\u0000\u0001 nonsense\r\n\r\n"));

        assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        socket.close();
    }

    @Test
    void aPathThatCannotBeDecodedIsABadRequest() {
        problem(api.get(RunningApi.API + "/decisions/%zz"), 400);
        problem(api.get(RunningApi.API + "/decisions?symbol=%25zz"), 400);
    }

    @Test
    void timesWithAPlusSignAreUnderstoodEscapedOrNot() {
        assertThat(api.get(RunningApi.API + "/fills?from=2026-03-02T10:00:00%2B02:00")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.projections.asked.filter().from()).isEqualTo("2026-03-02T08:00:00Z");
        assertThat(api.get(RunningApi.API + "/fills?from=2026-03-02T10:00:00+02:00")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.projections.asked.filter().from()).isEqualTo("2026-03-02T08:00:00Z");
    }
}
