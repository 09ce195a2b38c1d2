package io.autotrade;

import io.autotrade.advisor.llm.ModelServer;
import io.autotrade.plugin.Template;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The dashboard in a real browser against the real service. Its pictures are in app/target/screenshots. */
@Timeout(480)
@Execution(ExecutionMode.CONCURRENT)
class DashboardIT {

    private static final int BARS = 500;
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
        Vertx vertx = Vertx.vertx();
        try (ModelServer model = ModelServer.start(vertx).then(new RecordedTrader(3, 5));
                RunningService service = RunningService.start(home, traded(model))) {
            service.awaitAlert("feed_finished");
            browser.run("pages.mjs", service, "screenshots", asked -> {
                throw new AssertionError("nothing to ask for: " + asked);
            });
        } finally {
            vertx.close().await();
        }
    }

    /** A model trades a recorded market, so that every panel has something to show and nothing changes at the end. */
    private String traded(ModelServer model) throws Exception {
        return Recording.of(home, BARS).replace("trading:", """
                trading:
                  advisor: llm
                  llm: {provider: local, model: trader-1, base_url: "%s"}""".formatted(model.baseUrl()));
    }

    @Test
    void obeysAnOperatorAloneAndHealsAfterARestart() throws Exception {
        Browser browser = Browser.orSkip();
        String http = """
                {port: %d, tokens: [{name: watcher, role: viewer, token: %s}, {name: ada, role: approver, token: %s},
                  {name: ben, role: approver, token: %s}]}""".formatted(RunningService.freePort(), VIEWER, ADA, BEN);
        Path plugins = RunningService.copyOfPlugins(home.resolve("jars"));
        Template.LANTERN.jar(false).write(plugins.resolve("lantern.jar"));
        AtomicReference<RunningService> service =
                new AtomicReference<>(RunningService.startWith(plugins, home, SIMULATED, http));
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
                            service.set(RunningService.startWith(plugins, home, SIMULATED, http));
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
