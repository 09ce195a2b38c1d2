package io.autotrade;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser against the real service. Its pictures are in app/target/screenshots. */
@Timeout(480)
class DashboardIT {

    private static final int BARS = 1_200;
    private static final String VIEWER = "the-token-of-one-who-only-looks";
    private static final String ADA = "the-token-of-ada-who-approves";
    private static final String BEN = "the-token-of-ben-who-approves";
    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            live: {account: main, max_position_notional: 200, max_gross_notional: 500, daily_loss_cap: 50}
            market: {source: simulated, simulated: {seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void showsOnEveryPageWhatTheApiSaysToEverybody() throws Exception {
        Browser browser = Browser.orSkip();
        try (RunningService service = RunningService.start(home, Recording.of(home, BARS))) {
            service.awaitAlert("feed_finished");
            browser.run("pages.mjs", service, "screenshots", asked -> {
                throw new AssertionError("nothing to ask for: " + asked);
            });
        }
    }

    @Test
    void obeysAnOperatorAloneAndHealsAfterARestart() throws Exception {
        Browser browser = Browser.orSkip();
        String http = """
                {port: %d, tokens: [{name: watcher, role: viewer, token: %s}, {name: ada, role: approver, token: %s},
                  {name: ben, role: approver, token: %s}]}""".formatted(RunningService.freePort(), VIEWER, ADA, BEN);
        AtomicReference<RunningService> service = new AtomicReference<>(RunningService.start(home, SIMULATED, http));
        try {
            service.get().awaitType("fill");
            browser.run(
                    "controls.mjs",
                    service.get(),
                    "screenshots",
                    asked -> {
                        if (asked.equals("stop")) {
                            service.get().close();
                        } else {
                            service.set(RunningService.start(home, SIMULATED, http));
                        }
                    },
                    VIEWER,
                    ADA,
                    BEN);
        } finally {
            service.get().close();
        }
    }
}
