package io.autotrade;

import io.autotrade.advisor.Advisor;
import io.autotrade.advisor.baseline.BaselineAdvisor;
import io.autotrade.bus.RuleChanged;
import io.autotrade.evaluation.ControlPlane;
import io.vertx.core.Future;
import java.util.List;

/** The advisor the configuration asks for. */
final class Advisors {

    private final Advisor baseline = new BaselineAdvisor();

    /** The advisor for the next cycle. */
    Advisor current() {
        return baseline;
    }

    /** Learned rules in force. */
    List<RuleChanged> rules(int limit) {
        return List.of();
    }

    void answer(ControlPlane control) {
        // the rules and calibration of the language model
    }

    Future<Void> close() {
        return Future.succeededFuture();
    }
}
