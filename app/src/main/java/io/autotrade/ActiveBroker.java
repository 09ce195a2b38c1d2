package io.autotrade;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.evaluation.Evaluation;
import io.autotrade.evaluation.EvaluationVerticle;
import io.autotrade.execution.TradingDesk;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The broker that trades: what it is, the desk over it, and the evaluation that gives the desk its work. */
final class ActiveBroker {

    private final Vertx vertx;
    private final BrokerProvider provider;
    private final TradingDesk desk;
    private final EvaluationVerticle verticle;
    private volatile @Nullable String deployment;

    ActiveBroker(Vertx vertx, BrokerProvider provider, TradingDesk desk, EvaluationVerticle verticle) {
        this.vertx = vertx;
        this.provider = provider;
        this.desk = desk;
        this.verticle = verticle;
    }

    BrokerProvider provider() {
        return provider;
    }

    TradingDesk desk() {
        return desk;
    }

    /** @throws IllegalStateException before {@link #evaluate} */
    Evaluation evaluation() {
        return verticle.evaluation();
    }

    /** Begins to evaluate; returns when the beginning is journalled. */
    void evaluate() {
        deployment = vertx.deployVerticle(
                        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    /** Evaluates no more; completes when the current cycle has ended. */
    Future<Void> rest() {
        String running = deployment;
        deployment = null;
        return running == null ? Future.succeededFuture() : vertx.undeploy(running);
    }
}
