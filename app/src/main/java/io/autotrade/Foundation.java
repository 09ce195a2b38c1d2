package io.autotrade;

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
 * @param books folded up to the journal's end, as are approvals and what was learned
 * @param provider of the configured broker, not opened
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
        PluginRegistry plugins,
        BrokerProvider provider) {}
