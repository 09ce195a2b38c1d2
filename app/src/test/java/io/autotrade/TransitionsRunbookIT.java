package io.autotrade;

import static io.autotrade.bus.AlertCode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.troubled.Trouble;
import io.autotrade.TroubledVenue.Wish;
import io.autotrade.bus.AlertRaised.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each thing that restricts trading by itself, and each thing a person is told of, brought about by the fault that is
 * meant, seen over HTTP, told by an alert, shown to Prometheus, and gone when the fault is: read from top to bottom.
 */
@Timeout(240)
class TransitionsRunbookIT {

    private static final String APPROVERS =
            "{port: 0, tokens: [{name: ada, role: approver, token: ada-token-0123456789},"
                    + " {name: ben, role: approver, token: ben-token-0123456789}]}";
    private static final String LIVE = """
            live: {account: main, max_position_notional: 200, max_gross_notional: 500, daily_loss_cap: 50}
            """;
    private static final String APPROVAL =
            "{\"account\":\"main\",\"max_position_notional\":200,\"max_gross_notional\":500,\"daily_loss_cap\":50,\"days\":7}";
    private static final String TO_LIVE = "{\"mode\":\"live\",\"broker\":\"troubled_live\",\"positions\":\"flat\"}";

    @TempDir
    private Path home;

    private TroubledVenue venue;

    @BeforeEach
    void start() throws Exception {
        venue = new TroubledVenue(home);
    }

    @AfterEach
    void stop() throws Exception {
        venue.close();
    }

    @Test
    @Provokes(
            alerts = {
                CLOCK_DRIFT,
                STALE_FEED,
                FEED_DOWN,
                FEED_FINISHED,
                VENUE_MAINTENANCE,
                BROKER_DISCONNECTED,
                BROKER_FAILURES,
                ADVISOR_FAILURES,
                LOSS_STREAK,
                DAILY_LOSS,
                DRAWDOWN,
                TRADING_ACTIVE,
                REARMED
            },
            rules = {
                "StalePrices",
                "MarketFeedDown",
                "BrokerDisconnected",
                "NotReady",
                "BrokerErrors",
                "RateLimited",
                "BrokerSlow",
                "CyclesFail",
                "ModelUnreadable",
                "TradingReducing",
                "Drawdown"
            })
    void everyCircumstanceThatForbidsNewExposureDoesAndLetsGo() throws Exception {
        try (RunningService service = venue.start("reducing")) {
            RunbookSteps steps = new RunbookSteps(venue, service);

            // the market: its silence, its clock, its feed
            steps.passing("silent", "", STALE_FEED, "StalePrices");
            steps.passing("lead", "7", CLOCK_DRIFT);
            steps.fault("feed", "DOWN");
            steps.alerted(FEED_DOWN, Severity.WARNING);
            steps.fires("MarketFeedDown");
            steps.fault("feed", "FINISHED");
            steps.alerted(FEED_FINISHED, Severity.INFO);
            Trouble.end("feed");

            // the venue: announced, cut off, not answering, busy, slow, with a defect in its plugin or that of the
            // market
            steps.passing("connection", "MAINTENANCE", VENUE_MAINTENANCE);
            steps.alerted(VENUE_MAINTENANCE, Severity.WARNING);
            steps.fault("connection", "DOWN");
            steps.alerted(BROKER_DISCONNECTED, Severity.WARNING);
            steps.fires("BrokerDisconnected");
            steps.fires("NotReady");
            Trouble.end("connection");
            steps.passing("reads", "unavailable", BROKER_FAILURES, "BrokerErrors");
            steps.passing("reads", "limited", BROKER_FAILURES, "RateLimited");
            steps.fault("slow", "");
            steps.fires("BrokerSlow");
            Trouble.end("slow");
            steps.passing("reads", "defect", BROKER_FAILURES);
            steps.fault("no-future", "");
            steps.fires("CyclesFail");
            Trouble.end("no-future");

            // the model
            steps.model(Wish.NONSENSE);
            steps.awaitState("REDUCING", "advisor_failures");
            steps.alerted(ADVISOR_FAILURES, Severity.CRITICAL);
            steps.fires("ModelUnreadable");
            steps.model(Wish.NOTHING);
            steps.awaitState("ACTIVE", "");
            steps.alerted(TRADING_ACTIVE, Severity.INFO);

            // two trades that lose stop the third, until a person has looked
            for (int round = 0; round < 2; round++) {
                Trouble.order("price", "100");
                steps.trade(Wish.BUY, 2 * round + 1);
                Trouble.order("price", "99.5");
                steps.trade(Wish.CLOSE, 2 * round + 2);
            }
            steps.awaitState("REDUCING", "loss_streak");
            steps.alerted(LOSS_STREAK, Severity.CRITICAL);
            steps.fires("TradingReducing");
            steps.model(Wish.BUY);
            steps.cycle();
            service.await(event ->
                    event.getString("type").equals("verdict") && event.encode().contains("REDUCING"));
            steps.rearm();
            steps.alerted(REARMED, Severity.INFO);
            steps.trade(Wish.BUY, 5);
            steps.awaitState("ACTIVE", "");

            equityFalls(steps, service);
        }
    }

    /** Half of a limit warns, the limit allows exits only, beyond it is acted. */
    private static void equityFalls(RunbookSteps steps, RunningService service) throws Exception {
        steps.fault("price", "95");
        steps.alerted(DAILY_LOSS, Severity.WARNING);
        assertThat(service.get("/risk").getString("state")).isEqualTo("ACTIVE");
        Trouble.order("price", "90");
        steps.awaitState("REDUCING", "daily_loss");
        steps.alerted(DAILY_LOSS, Severity.CRITICAL);
        steps.alerted(DRAWDOWN, Severity.WARNING);
        Trouble.order("price", "86");
        steps.awaitState("REDUCING", "drawdown");
        steps.alerted(DRAWDOWN, Severity.CRITICAL);
        Trouble.order("price", "79");
        steps.filled(6);
        assertThat(steps.positions()).as("half is kept").hasSize(1);
        Trouble.order("price", "62");
        steps.filled(7);
        assertThat(steps.positions()).isEmpty();
        steps.fires("Drawdown");

        // a person lets trading go on, but not before the day is over
        steps.rearm();
        assertThat(steps.awaitState("REDUCING", "daily_loss").getJsonArray("reasons"))
                .hasSize(1);
    }

    @Test
    @Provokes(
            alerts = {
                ADVISOR_DOWN,
                NAKED_POSITION,
                UNPROTECTED_POSITION,
                STOP_LOOSENED,
                MARGIN,
                FORCED_CLOSE,
                MANUAL_TRADE,
                CASH_DIFFERENCE,
                RECONCILIATION,
                ORDER_REJECTED,
                ORDER_NOT_SENT,
                ORDER_UNKNOWN,
                UNRESOLVED_ORDER,
                STOP_UNCONFIRMED,
                OPERATOR_HALT,
                OPERATOR_REDUCE,
                CONFIG_RESTART_NEEDED
            },
            rules = {
                "MarginHigh",
                "TradingHalted",
                "ProtectionMissing",
                "SlippageHigh",
                "OrdersFail",
                "OrderUnresolved",
                "PositionsDisagree"
            })
    void whatHappensToPositionsOrdersAndBooksIsNoticedAndActedUpon() throws Exception {
        try (RunningService service = venue.start("halted")) {
            RunbookSteps steps = new RunbookSteps(venue, service);

            // a position bought too dear, and a model that is needed
            steps.fault("slip", "0.5");
            steps.trade(Wish.BUY_ALL, 1);
            steps.fires("SlippageHigh");
            steps.fires("MarginHigh");
            Trouble.end("slip");
            steps.model(Wish.FAIL);
            steps.awaitState("HALTED", "advisor_down");
            steps.alerted(ADVISOR_DOWN, Severity.CRITICAL);
            steps.fires("TradingHalted");
            steps.model(Wish.NOTHING);
            steps.awaitState("ACTIVE", "");

            // its stop is moved, then gone; then liquidation comes near
            steps.fault("loosened", "5");
            steps.alerted(STOP_LOOSENED, Severity.CRITICAL);
            Trouble.end("loosened");
            steps.passing("naked", "", UNPROTECTED_POSITION, "ProtectionMissing");
            steps.alerted(NAKED_POSITION, Severity.CRITICAL);
            steps.fault("maintenance", "0.65");
            steps.filled(2);
            steps.awaitState("REDUCING", "margin");
            steps.alerted(MARGIN, Severity.CRITICAL);
            assertThat(steps.positions()).as("half is kept").hasSize(1);
            Trouble.order("maintenance", "1.9");
            steps.filled(3);
            assertThat(steps.positions()).isEmpty();
            Trouble.end("maintenance");
            steps.cycle(); // the margin is looked at again, or it would still count as near
            steps.rearm();
            steps.awaitState("ACTIVE", "");

            ordersFail(steps, service);
            booksAndVenueDiffer(steps);
            aPersonStops(steps, service);
        }
    }

    private static void ordersFail(RunbookSteps steps, RunningService service) throws Exception {
        steps.fault("writes", "rejected");
        steps.model(Wish.BUY);
        steps.alerted(ORDER_REJECTED, Severity.WARNING);
        steps.fault("writes", "unsent");
        steps.alerted(ORDER_NOT_SENT, Severity.WARNING);
        steps.fires("OrdersFail");
        Trouble.order("writes", "unknown");
        steps.alerted(ORDER_UNKNOWN, Severity.CRITICAL);
        steps.model(Wish.NOTHING);
        steps.awaitState("REDUCING", "unresolved_order");
        steps.alerted(UNRESOLVED_ORDER, Severity.CRITICAL);
        steps.fires("OrderUnresolved");
        assertThat(service.get("/orders?state=unknown").getJsonArray("items")).hasSize(1);
        Trouble.end("writes");
        steps.awaitState("ACTIVE", "");
    }

    private static void booksAndVenueDiffer(RunbookSteps steps) throws Exception {
        // somebody else buys: the books follow, and what nobody can protect is closed
        steps.fault("manual", "");
        steps.alerted(MANUAL_TRADE, Severity.WARNING);
        steps.filled(5);
        assertThat(steps.positions()).isEmpty();
        steps.awaitState("ACTIVE", "");

        steps.trade(Wish.BUY, 6);
        steps.fault("liquidation", "");
        steps.alerted(FORCED_CLOSE, Severity.CRITICAL);
        assertThat(steps.positions()).isEmpty();
        steps.fault("charge", "5");
        steps.alerted(CASH_DIFFERENCE, Severity.WARNING);

        // what nobody can explain halts the symbol until a person has looked
        steps.fault("foreign", "");
        steps.awaitState("REDUCING", "reconciliation");
        steps.alerted(RECONCILIATION, Severity.CRITICAL);
        steps.fires("PositionsDisagree");
        Trouble.end("foreign");
        steps.rearm();
        steps.awaitState("ACTIVE", "");
    }

    private void aPersonStops(RunbookSteps steps, RunningService service) throws Exception {
        steps.trade(Wish.BUY, 7);
        steps.order("/control/reduce");
        steps.alerted(OPERATOR_REDUCE, Severity.CRITICAL);
        steps.fault("writes", "unsent");
        assertThat(steps.order("/control/flatten").getBoolean("confirmed")).isFalse();
        steps.alerted(OPERATOR_HALT, Severity.CRITICAL);
        steps.alerted(STOP_UNCONFIRMED, Severity.CRITICAL);
        steps.alerted(ORDER_NOT_SENT, Severity.CRITICAL);
        Trouble.end("writes");
        steps.filled(8);
        assertThat(steps.positions()).isEmpty();
        steps.rearm();

        Path file = home.resolve("conf/autotrade.yaml");
        Files.writeString(file, Files.readString(file).replace("port: 0", "port: 1"));
        steps.alerted(CONFIG_RESTART_NEEDED, Severity.WARNING);
    }

    @Test
    @Provokes(alerts = {HAND_OVER, HAND_OVER_FAILED, BROKER_CHANGED, LIVE_LOCK})
    void realMoneyIsTradedOnlyAsLongAsTwoPeopleWantIt() throws Exception {
        try (RunningService service = venue.start("reducing", LIVE, APPROVERS)) {
            RunbookSteps steps = new RunbookSteps(venue, service);

            HttpResponse<String> refused = call(service, "PATCH", "/runtime-mode", TO_LIVE, service.token());
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("stays locked", "two approvals");
            steps.alerted(HAND_OVER_FAILED, Severity.WARNING);

            approve(service, "ada");
            refused = call(service, "PATCH", "/runtime-mode", TO_LIVE, service.token());
            assertThat(refused.body()).contains("a second approval by somebody other than ada");
            approve(service, "ben");
            HttpResponse<String> done = call(service, "PATCH", "/runtime-mode", TO_LIVE, service.token());
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            steps.alerted(HAND_OVER, Severity.INFO);
            steps.alerted(BROKER_CHANGED, Severity.INFO);
            steps.awaitState("ACTIVE", "");

            // a position is never larger than what was approved, whatever the model wants
            steps.trade(Wish.BUY_ALL, 1);
            JsonArray held = steps.positions();
            assertThat(new BigDecimal(held.getJsonObject(0).getString("quantityExact")))
                    .isLessThanOrEqualTo(new BigDecimal("2"));

            // one of them takes it back: exits only from that moment
            steps.order("/live/revoke");
            JsonObject risk = steps.awaitState("REDUCING", "live_lock");
            assertThat(risk.encode()).contains("two approvals");
            steps.alerted(LIVE_LOCK, Severity.CRITICAL);
            steps.trade(Wish.CLOSE, 2);
            assertThat(steps.positions()).isEmpty();
        }
        // and the next start refuses with the list of what is missing
        assertThatThrownBy(() -> venue.start("reducing", LIVE, APPROVERS).close())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("two approvals");
    }

    private static void approve(RunningService service, String who) throws Exception {
        HttpResponse<String> done = call(service, "POST", "/live/approvals", APPROVAL, who + "-token-0123456789");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    private static HttpResponse<String> call(
            RunningService service, String method, String path, String body, String token) throws Exception {
        return service.call(
                method,
                "/api/autotrade/v1" + path,
                body,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
    }
}
