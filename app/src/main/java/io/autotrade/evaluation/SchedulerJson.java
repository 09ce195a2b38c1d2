package io.autotrade.evaluation;

import io.autotrade.execution.Books;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The scheduler object of the wire contract, section 2.5. */
final class SchedulerJson {

    private static final DateTimeFormatter OFFSET_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    /** One of the two labels that the contract names; nothing follows from it. */
    private static final String IMPLEMENTATION = "asyncio";

    private SchedulerJson() {}

    static JsonObject of(Scheduler scheduler, Books.Schedule schedule) {
        return of(schedule, scheduler.running(), time(scheduler.lastRunWall()), time(scheduler.nextRunWall()));
    }

    /** The schedule of an instance that does not run it. */
    static JsonObject idle(Books.Schedule schedule) {
        return of(schedule, false, time(schedule.lastStartedWall()), null).put("is_running", false);
    }

    private static JsonObject of(
            Books.Schedule schedule, boolean running, @Nullable String last, @Nullable String next) {
        String status = running ? "running" : schedule.paused() ? "paused" : "idle";
        JsonObject job = new JsonObject()
                .put("job_id", "portfolio-evaluator")
                .put("name", "Evaluate active portfolios")
                .put("status", status)
                .put("last_run_at", last)
                .put("next_run_at", next)
                .put("consecutive_failures", schedule.consecutiveFailures());
        return new JsonObject()
                .put("implementation", IMPLEMENTATION)
                .put("is_running", true)
                .put("is_paused", schedule.paused())
                .put("last_run_at", last)
                .put("next_run_at", next)
                .put("consecutive_failures", schedule.consecutiveFailures())
                .put("cycle_number", schedule.lastCycle())
                .put("cycle_in_progress", running)
                .put("last_run_market_time", time(schedule.lastStartedAt()))
                .put("jobs", new JsonArray().add(job));
    }

    /** ISO time with a numeric offset, or null. */
    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : OFFSET_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
