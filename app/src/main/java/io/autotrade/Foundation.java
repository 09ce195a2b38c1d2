package io.autotrade;

import io.autotrade.advisor.llm.CostLedger;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.evaluation.LiveTrading;
import io.autotrade.execution.Books;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.journal.PgJournal;
import io.autotrade.plugin.PluginRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What an instance has whether it trades or stands by.
 *
 * @param books folded up to the journal's end, as are approvals, what was learned and what models have cost
 */
record Foundation(
        LiveConfig config,
        InstantSource wallClock,
        PrometheusMeterRegistry metrics,
        Vertx vertx,
        PgJournal journal,
        Books books,
        LiveTrading live,
        FeedbackLoop learned,
        CostLedger spent,
        PluginRegistry plugins) {

    /**
     * The broker that trades when this instance starts or takes over, not opened.
     *
     * @throws IllegalArgumentException when no loaded plugin brings it
     */
    BrokerProvider provider() {
        return plugins.broker(StartBroker.of(books, config.get().trading().brokerType()));
    }
}
