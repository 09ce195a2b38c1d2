package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.Test;

/** Parts of the service that do not answer. */
class OutageTest {

    @Test
    void healthAnswersBeforeAnythingElseRuns() {
        try (RunningApi api = RunningApi.withoutRooms()) {
            for (String path : new String[] {"/healthz", "/readyz"}) {
                HttpResponse<Buffer> response = api.get(path);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.bodyAsJsonObject().getString("status")).isEqualTo("degraded");
                assertThat(response.bodyAsJsonObject().getJsonObject("redis").getBoolean("alive"))
                        .isFalse();
            }
            assertThat(api.get("/readyz?strict=true").statusCode()).isEqualTo(503);
            HttpResponse<Buffer> safe = api.get("/safez");
            assertThat(safe.statusCode()).isEqualTo(503);
            assertThat(safe.bodyAsJsonObject().getJsonArray("reasons")).containsExactly("starting");
            HttpResponse<Buffer> portfolio = api.get(RunningApi.INTERNAL + "/portfolio");
            assertThat(portfolio.statusCode()).isEqualTo(503);
            assertThat(portfolio.getHeader("Retry-After")).isEqualTo("2");
            String page = api.get("/").bodyAsString();
            boolean dashboard = OutageTest.class.getResource("/dashboard/index.html") != null;
            assertThat(page).contains(dashboard ? "<div id=\"root\">" : "The service is starting.");
        }
    }

    @Test
    void anAccountIsNeverShownWithoutItsPastBecauseTheTimeOfTheMarketIsNotKnown() {
        try (RunningApi api = RunningApi.withoutRooms()) {
            assertThat(api.get(RunningApi.INTERNAL + "/portfolio/history?days=3")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void learnedRulesAreReadFromTheJournalWhenNobodyMeasuresThem() {
        try (RunningApi api = RunningApi.withoutRooms()) {
            JsonObject rules = api.get(RunningApi.API + "/rules").bodyAsJsonObject();

            assertThat(rules.getJsonArray("items").getJsonObject(0).getString("text"))
                    .isEqualTo("Avoid entries when funding spikes");
        }
    }

    @Test
    void learnedRulesComeInPages() {
        try (RunningApi api = RunningApi.start()) {
            JsonObject first = api.get(RunningApi.API + "/rules?limit=1").bodyAsJsonObject();
            assertThat(first.getJsonArray("items").getJsonObject(0).getString("ruleId"))
                    .isEqualTo("r-1");

            JsonObject second = api.get(RunningApi.API + "/rules?limit=1&cursor=" + first.getString("next_cursor"))
                    .bodyAsJsonObject();
            assertThat(second.getJsonArray("items").getJsonObject(0).getString("ruleId"))
                    .isEqualTo("r-0");
            assertThat(second.getString("nextCursor")).isNull();
            assertThat(api.get(RunningApi.API + "/rules?cursor=nope").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWithoutItsAddress() {
        try (RunningApi api = RunningApi.start()) {
            api.journal.away = true;

            HttpResponse<Buffer> response = api.get(RunningApi.API + "/events");

            assertThat(response.statusCode()).isEqualTo(503);
            JsonObject problem = response.bodyAsJsonObject();
            assertThat(problem.getString("detail")).isEqualTo("the database does not answer now");
            assertThat(response.bodyAsString()).doesNotContain("10.0.0.1").doesNotContain("secret");
        }
    }
}
