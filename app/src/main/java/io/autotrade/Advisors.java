package io.autotrade;

import io.autotrade.advisor.Advisor;
import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.advisor.llm.CostLedger;
import io.autotrade.advisor.llm.LlmAdvisor;
import io.autotrade.advisor.llm.ModelStatus;
import io.autotrade.advisor.llm.PromptBuilder;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.RuleChanged;
import io.autotrade.journal.Journal;
import io.autotrade.risk.RiskGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The advisor the configuration asks for, and what it needs. */
final class Advisors {

    private static final Logger LOG = LoggerFactory.getLogger(Advisors.class);

    private final LiveConfig config;
    private final Advisor baseline = new BaselineAdvisor();
    private final LlmAdvisor model;
    private final Subscription costs;

    Advisors(Vertx vertx, LiveConfig config, Journal journal, InstantSource wallClock) {
        this.config = config;
        CostLedger spent = new CostLedger();
        journal.replay(spent::accept).await();
        this.costs = journal.onCommitted(spent::accept);
        this.model = new LlmAdvisor(
                vertx,
                () -> config.get().trading().llm(),
                new PromptBuilder(RiskGate.rules()),
                baseline,
                spent,
                wallClock);
    }

    /** The advisor for the next cycle. */
    Advisor current() {
        return config.get().trading().usesModel() ? model : baseline;
    }

    /** Learned rules in force. */
    List<RuleChanged> rules(int limit) {
        return List.of();
    }

    /** Tells at once when the model cannot be asked; the service runs on in the mode the configuration names. */
    void check(Journal journal, InstantSource clock) {
        if (!config.get().trading().usesModel()) {
            return;
        }
        model.check().onSuccess(status -> {
            if (status.state().equals("down")) {
                LOG.error("{}: {}", status.model(), status.message());
                journal.append(new AlertRaised(
                                AlertRaised.Severity.CRITICAL,
                                "model_down",
                                status.model() + " cannot be asked: " + status.message(),
                                null,
                                clock.instant()))
                        .onFailure(e -> LOG.warn("an alert could not be journalled: {}", e.getMessage()));
            }
        });
    }

    /** How the model is doing; null parts when the rule-based advisor decides. */
    JsonObject status() {
        JsonObject json = new JsonObject()
                .put("name", current().displayName())
                .put("id", current().id());
        if (config.get().trading().usesModel()) {
            ModelStatus status = model.status();
            json.put("model", status.model())
                    .put("state", status.state())
                    .put("message", status.message())
                    .put("at", status.at().toString());
        }
        return json;
    }

    Future<Void> close() {
        costs.cancel();
        model.close();
        return Future.succeededFuture();
    }
}
