package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events, lists, entity tags and compression. */
class FeedTest {

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.start();
        for (int i = 0; i < 5; i++) {
            api.journal.append(Samples.fill());
            api.journal.append(Samples.alert());
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonObject ok(String path) {
        HttpResponse<Buffer> response = api.get(RunningApi.API + path);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject();
    }

    private static List<Long> seqs(JsonObject page) {
        List<Long> seqs = new ArrayList<>();
        page.getJsonArray("items").forEach(item -> seqs.add(((JsonObject) item).getLong("seq")));
        return seqs;
    }

    @Test
    void aConsumerThatWasAwayReadsOnFromItsLastNumber() {
        JsonObject page = ok("/events?after=3&limit=4");

        assertThat(seqs(page)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(page.getString("next_cursor")).isEqualTo("7");
        assertThat(page.getLong("last_seq")).isEqualTo(10);
        JsonObject rest = ok("/events?cursor=7");
        assertThat(seqs(rest)).containsExactly(8L, 9L, 10L);
        assertThat(rest.getString("nextCursor")).isNull();
    }

    @Test
    void anEventHasTheFieldsThatConsumersRelyOn() {
        JsonObject event = ok("/events?limit=1").getJsonArray("items").getJsonObject(0);

        assertThat(event.getInteger("v")).isEqualTo(1);
        assertThat(event.getString("type")).isEqualTo("fill");
        assertThat(event.getString("ts")).isEqualTo("2026-03-02T08:00:00.040Z");
        assertThat(event.getJsonObject("payload").getString("priceExact")).isEqualTo("91296.025200000000000001");
    }

    @Test
    void eventsOfOtherTypesArePassedOver() {
        JsonObject page = ok("/events?type=alert&limit=2");

        assertThat(seqs(page)).containsExactly(2L, 4L);
        assertThat(seqs(ok("/events?type=alert&after=" + page.getString("next_cursor"))))
                .containsExactly(6L, 8L, 10L);
    }

    @Test
    void promptsAreLeftOutForThoseWhoDoNotWantThem() {
        try (RunningApi own = RunningApi.start()) {
            own.journal.append(Samples.advice());
            JsonObject whole = onlyPayload(own, "/events");
            JsonObject brief = onlyPayload(own, "/events?prompts=false");

            assertThat(whole.getString("userPayload")).isNotEmpty();
            assertThat(brief.getString("userPayload")).isEmpty();
            assertThat(brief.getString("reply")).isEmpty();
            assertThat(brief.getValue("toolPayloadJson")).isNull();
            assertThat(brief.fieldNames()).isEqualTo(whole.fieldNames());
            assertThat(brief.getInteger("promptTokens")).isEqualTo(whole.getInteger("promptTokens"));
        }
    }

    private static JsonObject onlyPayload(RunningApi api, String path) {
        return api.get(RunningApi.API + path)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("payload");
    }

    @Test
    void eitherADecisionOrACycleIsAskedFor() {
        HttpResponse<Buffer> response = api.get(RunningApi.API + "/events?decision=d-1&cycle=c-1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.bodyAsString()).contains("not both");
    }

    @Test
    void moneyKeepsAllItsDigitsOnTheWire() {
        assertThat(api.get(RunningApi.API + "/fills").bodyAsString())
                .contains("\"price\":91296.025200000000000001", "\"priceExact\":\"91296.025200000000000001\"");
    }

    @Test
    void aFillHasTheFieldsThatScriptsRead() {
        JsonObject fill = ok("/fills").getJsonArray("items").getJsonObject(0);

        assertThat(fill.fieldNames())
                .contains(
                        "symbol", "side", "quantity", "price", "fee", "liquidity", "clientOrderId", "decisionId", "ts");
    }

    @Test
    void anOrderIsToldFromIntentionToFill() {
        JsonArray orders = ok("/orders").getJsonArray("items");

        JsonObject unsent = orders.getJsonObject(0);
        assertThat(unsent.getString("state")).isEqualTo("intended");
        assertThat(unsent.getString("filledQuantityExact")).isEqualTo("0");
        JsonObject filled = orders.getJsonObject(1);
        assertThat(filled.getString("clientOrderId")).isEqualTo(Samples.ORDER.value());
        assertThat(filled.getString("decisionId")).isEqualTo("d-1");
        assertThat(filled.getString("quantityExact")).isEqualTo("0.027");
        assertThat(filled.getString("averagePriceExact")).isEqualTo("91296.0252");
        assertThat(filled.getString("reason")).isEqualTo("decision d-1");
        assertThat(filled.getJsonArray("timeline").stream().map(step -> ((JsonObject) step).getString("state")))
                .containsExactly("intended", "open", "filled");
        JsonObject external = orders.getJsonObject(2);
        assertThat(external.getString("state")).isEqualTo("open");
        assertThat(external.getString("createdAt")).isEqualTo("2026-03-02T08:00:00.020Z");
    }

    @Test
    void aListIsPagedWithTheCursorOfThePageBefore() {
        assertThat(ok("/fills?limit=1").getString("nextCursor")).isEqualTo("next");
        assertThat(ok("/fills?limit=1&cursor=next").getString("nextCursor")).isNull();
        assertThat(api.projections.asked.limit()).isEqualTo(1);
    }

    @Test
    void promptsCanBeLeftOut() {
        JsonObject decision =
                ok("/decisions?prompts=false").getJsonArray("items").getJsonObject(0);

        assertThat(decision.getJsonObject("prompt").getString("userPayload")).isEmpty();
        assertThat(decision.getString("toolPayloadJson")).isNull();
        assertThat(decision.getString("rationale")).isNotEmpty();
    }

    @Test
    void anUnchangedSnapshotIsNotSentAgain() {
        HttpResponse<Buffer> first = api.get(RunningApi.INTERNAL + "/portfolio");
        String tag = first.getHeader("ETag");
        api.now.updateAndGet(now -> now.plusSeconds(5));

        HttpResponse<Buffer> second = api.get(
                RunningApi.INTERNAL + "/portfolio",
                MultiMap.caseInsensitiveMultiMap().add("If-None-Match", "W/\"other\", " + tag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isNull();

        api.rooms.modeName = "Paper Trading (changed)";
        api.now.updateAndGet(now -> now.plusSeconds(1));
        HttpResponse<Buffer> third = api.get(
                RunningApi.INTERNAL + "/portfolio",
                MultiMap.caseInsensitiveMultiMap().add("If-None-Match", tag));
        api.rooms.modeName = "Paper Trading (Simulation)";
        assertThat(third.statusCode()).isEqualTo(200);
    }

    @Test
    void answersAreCompressedForThoseWhoAsk() throws IOException {
        HttpResponse<Buffer> response = api.get(
                RunningApi.API + "/openapi.json",
                MultiMap.caseInsensitiveMultiMap().add("Accept-Encoding", "gzip"));

        assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
        byte[] plain =
                new GZIPInputStream(new ByteArrayInputStream(response.body().getBytes())).readAllBytes();
        assertThat(new JsonObject(new String(plain, StandardCharsets.UTF_8)).getString("openapi"))
                .isEqualTo("3.1.0");
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        HttpResponse<Buffer> response = settled(
                api.request(HttpMethod.HEAD, RunningApi.INTERNAL + "/portfolio").send());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("ETag")).isNotNull();
        assertThat(response.body()).isNull();
        assertThat(settled(api.request(HttpMethod.HEAD, RunningApi.INTERNAL + "/scheduler/pause")
                                .send())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void theServedContractIsTheOneWithProblemJson() {
        JsonObject contract = ok("/openapi.json");

        assertThat(contract.getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject("Problem")
                        .getJsonObject("content")
                        .fieldNames())
                .containsExactly(Problem.MEDIA_TYPE);
        assertThat(contract.getJsonObject("paths")
                        .getJsonObject(RunningApi.API + "/control/halt")
                        .getJsonObject("post")
                        .getJsonArray("security"))
                .isNotEmpty();
    }
}
