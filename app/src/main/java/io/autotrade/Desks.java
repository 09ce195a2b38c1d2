package io.autotrade;

import io.autotrade.advisor.Advisor;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.MarketSource;
import io.autotrade.broker.Symbol;
import io.autotrade.evaluation.EvaluationVerticle;
import io.autotrade.evaluation.Feedback;
import io.autotrade.execution.BookKeeping;
import io.autotrade.execution.TradingDesk;
import io.autotrade.execution.Venue;
import io.autotrade.journal.Journal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.risk.RiskGate;
import io.autotrade.telemetry.LiveMetrics;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Opens brokers and puts desk and evaluation over them. Everything else is the same whichever broker trades. */
final class Desks {

    private final Foundation foundation;
    private final Journal journal;
    private final Tracer tracer;
    private final BookKeeping keeping;
    private final MarketSource source;
    private final MarketFeedService feed;
    private final Supplier<Advisor> advisor;
    private final Feedback feedback;

    Desks(
            Foundation foundation,
            Journal journal,
            Tracer tracer,
            BookKeeping keeping,
            MarketSource source,
            MarketFeedService feed,
            Supplier<Advisor> advisor,
            Feedback feedback) {
        this.foundation = foundation;
        this.journal = journal;
        this.tracer = tracer;
        this.keeping = keeping;
        this.source = source;
        this.feed = feed;
        this.advisor = advisor;
        this.feedback = feedback;
    }

    /** Opens a broker with the configuration in force; what failed half-way is closed again. */
    Venue open(BrokerProvider provider) {
        Openings openings = new Openings(
                foundation.vertx(),
                foundation.config().get(),
                foundation.plugins(),
                foundation.journal(),
                foundation.metrics(),
                foundation.wallClock(),
                tracer);
        Broker broker = openings.broker(provider, source.clock(), feed.hub());
        try {
            Map<Symbol, Instrument> instruments = broker.instruments().await().stream()
                    .collect(Collectors.toMap(Instrument::symbol, Function.identity(), (first, second) -> first));
            return new Venue(provider.id(), provider.environment(), broker, instruments);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Puts a desk over an open broker; it listens from here on and orders nothing by itself. */
    ActiveBroker over(BrokerProvider provider, Venue venue) {
        TradingDesk desk = new TradingDesk(
                foundation.vertx(),
                venue,
                journal,
                keeping,
                source.clock(),
                new HaltNote(foundation.config().get().store().dataDir()));
        LiveMetrics.count(foundation.metrics(), desk);
        return new ActiveBroker(
                foundation.vertx(),
                provider,
                desk,
                new EvaluationVerticle(new EvaluationVerticle.Parts(
                        foundation.config(),
                        journal,
                        desk,
                        source,
                        feed,
                        new RiskGate(),
                        advisor,
                        feedback,
                        foundation.live(),
                        foundation.wallClock(),
                        tracer)));
    }
}
