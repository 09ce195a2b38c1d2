package io.autotrade;

import io.autotrade.advisor.Advisor;
import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.advisor.llm.CostLedger;
import io.autotrade.advisor.llm.LlmAdvisor;
import io.autotrade.advisor.llm.ModelStatus;
import io.autotrade.advisor.llm.PromptBuilder;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.config.TradingConfig;
import io.autotrade.journal.Journal;
import io.autotrade.risk.RiskGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The advisor the configuration asks for, and what it needs. */
final class Advisors {

    private static final Logger LOG = LoggerFactory.getLogger(Advisors.class);

    private final LiveConfig config;
    private final Advisor baseline = new BaselineAdvisor();
    private final LlmAdvisor model;
    private final Journal journal;
    private final InstantSource marketClock;
    private final Subscription committed;

    /**
     * @param spent has seen everything committed so far; from here on this object feeds it
     * @param marketClock time of what is journalled
     */
    Advisors(
            Vertx vertx,
            LiveConfig config,
            Journal journal,
            CostLedger spent,
            InstantSource wallClock,
            InstantSource marketClock) {
        this.config = config;
        this.journal = journal;
        this.marketClock = marketClock;
        this.committed = journal.onCommitted(entry -> {
            spent.accept(entry);
            if (entry.event() instanceof ConfigChanged changed && concernsModel(changed)) {
                check();
            }
        });
        this.model = new LlmAdvisor(
                vertx,
                () -> config.get().trading().llm(),
                new PromptBuilder(RiskGate.rules()),
                baseline,
                spent,
                wallClock);
    }

    private static boolean concernsModel(ConfigChanged changed) {
        return changed.changes().stream()
                .anyMatch(change ->
                        change.key().startsWith("trading.llm.") || change.key().equals("trading.advisor"));
    }

    /** The advisor for the next cycle. */
    Advisor current() {
        return config.get().trading().usesModel() ? model : baseline;
    }

    /** Has a closed trade looked at by the model; empty when none is used or feedback is switched off. */
    Future<Optional<CritiqueRecorded>> review(OutcomeRecorded trade, String rationale, List<String> rules, Instant at) {
        TradingConfig trading = config.get().trading();
        return trading.usesModel() && trading.llm().feedbackEnabled()
                ? model.critic().review(trade, rationale, rules, at).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }

    /** Tells at once when the model cannot be asked; the service runs on in the mode the configuration names. */
    void check() {
        if (!config.get().trading().usesModel()) {
            return;
        }
        model.check().onSuccess(status -> {
            if (status.state().equals("down")) {
                LOG.error("{} Cure: {}.", status.message(), status.cure());
                journal.append(AlertCode.MODEL_DOWN.raised(
                                AlertRaised.Severity.CRITICAL,
                                status.message() + " Cure: " + status.cure() + ".",
                                null,
                                marketClock.instant()))
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
                    .put("cure", status.cure())
                    .put("at", status.at().toString());
        }
        return json;
    }

    /** What keeps the model from deciding, one sentence; empty when nothing does. */
    String trouble() {
        return config.get().trading().usesModel() && model.status().away()
                ? "no model decides: " + model.status().message()
                : "";
    }

    Future<Void> close() {
        committed.cancel();
        model.close();
        return Future.succeededFuture();
    }
}
