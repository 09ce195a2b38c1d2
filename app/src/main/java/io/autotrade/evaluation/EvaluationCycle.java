package io.autotrade.evaluation;

import io.autotrade.advisor.Advice;
import io.autotrade.advisor.AdviceRequest;
import io.autotrade.advisor.Advisor;
import io.autotrade.advisor.llm.ParseContext;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.Leg;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.config.AppConfig;
import io.autotrade.config.TradingConfig;
import io.autotrade.execution.Books;
import io.autotrade.execution.OrderDesk.Cause;
import io.autotrade.execution.OrderDesk.Ticket;
import io.autotrade.execution.Reconciler;
import io.autotrade.execution.TradingDesk;
import io.autotrade.journal.Journal;
import io.autotrade.market.MarketFeedService;
import io.autotrade.market.MarketView;
import io.autotrade.market.MarketViewJson;
import io.autotrade.market.SymbolView;
import io.autotrade.portfolio.Ledger;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.Breakers;
import io.autotrade.risk.GateInput;
import io.autotrade.risk.RiskGate;
import io.autotrade.risk.Verdict;
import io.autotrade.risk.Verdict.Allowed;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One evaluation, top to bottom: look at the market, agree with the venue, ask the advisor, judge, execute, protect,
 * mark. Runs on a virtual thread; the caller sees to it that runs do not overlap.
 */
final class EvaluationCycle {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationCycle.class);

    /** Candles of each timeframe that are kept with a decision; the market source has the others. */
    private static final int KEPT_CANDLES = 12;

    /** Result of one run. */
    record Result(String cycleId, long number, boolean success, String detail, int decisions, int orders) {}

    private final Journal journal;
    private final TradingDesk desk;
    private final Books books;
    private final MarketFeedService feed;
    private final RiskGate gate;
    private final StateKeeper states;
    private final AdviceContext context;
    private final Feedback feedback;
    private final LiveTrading live;
    private final SerialTasks deskTasks;
    private final CycleSpans spans;
    private final InstantSource clock;
    private final Instant startedAt;
    /** Verdicts of this cycle that are being written. */
    private final List<Future<?>> verdicts = new ArrayList<>();

    EvaluationCycle(
            Journal journal,
            TradingDesk desk,
            MarketFeedService feed,
            RiskGate gate,
            StateKeeper states,
            AdviceContext context,
            Feedback feedback,
            LiveTrading live,
            SerialTasks deskTasks,
            CycleSpans spans) {
        this.journal = journal;
        this.desk = desk;
        this.books = desk.books();
        this.feed = feed;
        this.gate = gate;
        this.states = states;
        this.context = context;
        this.feedback = feedback;
        this.live = live;
        this.deskTasks = deskTasks;
        this.spans = spans;
        this.clock = desk.clock();
        this.startedAt = clock.instant();
    }

    /**
     * @param trigger {@code schedule}, {@code operator} or {@code cron}
     * @throws io.autotrade.journal.JournalException when not even the beginning could be journalled; nothing was done
     *     then
     */
    Result run(String trigger, AppConfig config, Advisor advisor) {
        Instant began = clock.instant();
        long number = books.schedule().lastCycle() + 1;
        String cycleId = CycleIds.of(desk.venue().brokerId(), number, began);
        StageTimes times = new StageTimes(spans);
        journal.append(new CycleStarted(cycleId, number, trigger, began)).await();
        try {
            Counts counts = steps(cycleId, number, config.trading(), advisor, times);
            Instant ended = clock.instant();
            CycleEnded end = new CycleEnded(
                    cycleId,
                    number,
                    CycleEnded.SUCCESS,
                    "",
                    counts.decisions(),
                    counts.orders(),
                    times.millis(),
                    ended);
            List<DomainEvent> last = new ArrayList<>(feedback.observe(freshPrices(config.trading(), ended), ended));
            last.add(books.mark(marks(), "cycle", ended));
            last.add(end);
            journal.append(last).await();
            return new Result(cycleId, number, true, "", counts.decisions(), counts.orders());
        } catch (RuntimeException e) {
            String detail = Objects.toString(e.getMessage(), e.getClass().getSimpleName());
            LOG.atError()
                    .addKeyValue("cycle_id", cycleId)
                    .setCause(e)
                    .log("cycle {} was broken off: {}", number, detail);
            desk.facts()
                    .record(List.of(new CycleEnded(
                            cycleId, number, CycleEnded.FAILURE, detail, 0, 0, times.millis(), clock.instant())));
            desk.facts().known().await();
            return new Result(cycleId, number, false, detail, 0, 0);
        }
    }

    private record Counts(int decisions, int orders) {}

    private Counts steps(String cycleId, long number, TradingConfig configured, Advisor advisor, StageTimes times) {
        MarketView market = times.measure("market", () -> feed.freshView().await());
        Reconciler.Report venue = times.measure("reconcile", () -> onDesk(this::agree));
        TradingConfig config = held(configured);
        Breakers.Wanted wanted = states.update(feed, venue, config);
        onDesk(() -> states.unwind(wanted.stage()));

        AdviceRequest request = request(cycleId, number, market, config);
        Advice advice = times.measure("advice", () -> advisor.advise(request).await());
        List<Decision> decisions = times.measure("record", () -> record(request, market, advice));
        states.advised(advice);

        int orders = times.measure("execution", () -> execute(cycleId, market, config, advice, decisions));
        states.protectionChecked(times.measure("protection", () -> onDesk(desk.guard()::check)));
        desk.facts().known().await();
        return new Counts(decisions.size(), orders);
    }

    /** Finishes stops, agrees with the venue, and makes room where liquidation is near. */
    private Reconciler.Report agree() {
        desk.killSwitch().resume();
        Reconciler.Report report = desk.reconciler().run();
        states.marginChecked(desk.killSwitch().lookAfterMargin());
        return report;
    }

    private TradingConfig held(TradingConfig configured) {
        return live.held(configured, books.portfolio(marks(), clock.instant()).equity());
    }

    private AdviceRequest request(String cycleId, long number, MarketView market, TradingConfig config) {
        Instant now = clock.instant();
        return new AdviceRequest(
                cycleId,
                number,
                market,
                books.portfolio(marks(), now),
                books.history(now),
                books.tradingState(),
                config,
                books.pendingEntries(),
                books.recentFills(),
                context.recentTrades(config),
                context.rules(config),
                config.llm().cycleDeadline(),
                startedAt,
                sharpe());
    }

    private @Nullable BigDecimal sharpe() {
        Double ratio = books.withLedger(Ledger::statistics).sharpe();
        return ratio == null ? null : BigDecimal.valueOf(ratio);
    }

    /** Journals the advice and its proposals before anything is done with them. */
    private List<Decision> record(AdviceRequest request, MarketView market, Advice advice) {
        String cycleId = request.cycleId();
        String seen = MarketViewJson.write(market.withCandles(KEPT_CANDLES));
        String asked = EventJson.write(AskedWith.of(request));
        Future<?> stored = Future.all(journal.putBlob(seen), journal.putBlob(asked));
        List<DomainEvent> events = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        events.add(advice.record().basedOn(Journal.hashOf(seen), Journal.hashOf(asked), readAgainst(request)));
        for (Decision decision : advice.decisions()) {
            BigDecimal price = market.symbol(decision.symbol())
                    .map(view -> view.ticker().last())
                    .orElse(null);
            decisions.add(decision);
            events.add(new DecisionMade(
                    cycleId,
                    decision,
                    advice.record().advisor(),
                    advice.record().model(),
                    price,
                    market.at()));
        }
        Future.all(stored, journal.append(events)).await();
        return decisions;
    }

    private static AdviceReceived.ReadAgainst readAgainst(AdviceRequest request) {
        ParseContext context = ParseContext.of(request);
        return new AdviceReceived.ReadAgainst(
                context.symbols().stream().sorted().toList(), context.held(), context.allowShort());
    }

    private int execute(
            String cycleId, MarketView market, TradingConfig config, Advice advice, List<Decision> decisions) {
        int orders = 0;
        verdicts.clear();
        for (Decision decision : decisions) {
            boolean sent = onDesk(() -> judgeAndExecute(cycleId, market, config, advice.exitsOnly(), decision));
            orders += sent ? 1 : 0;
        }
        Future.all(verdicts).await();
        return orders;
    }

    /** Judged with what is true at this moment: earlier decisions of the same cycle have changed the books already. */
    private boolean judgeAndExecute(
            String cycleId, MarketView market, TradingConfig config, boolean exitsOnly, Decision decision) {
        desk.facts().known().await();
        GateInput input = input(market, config, exitsOnly || !journal.healthy(), decision);
        Verdict verdict = gate.judge(input);
        String kept = EventJson.write(input);
        verdicts.add(journal.putBlob(kept));
        Journal.Receipt written = journal.remember(
                Journal.Urgency.FACT,
                List.of(new VerdictGiven(
                        cycleId,
                        decision.decisionId(),
                        decision.symbol(),
                        decision.action(),
                        verdict.outcome(),
                        verdict.rules(),
                        CycleReplay.quantity(verdict.action()),
                        input.live() == null ? null : input.live().last(),
                        clock.instant(),
                        Journal.hashOf(kept))));
        verdicts.add(written.known());
        if (verdict.action() == null) {
            return false; // nothing follows from it, so several share one commit
        }
        written.known().await(); // an order that adds exposure waits for the commit of its intent behind it
        return carryOut(cycleId, decision, verdict.action());
    }

    private GateInput input(MarketView market, TradingConfig config, boolean exitsOnly, Decision decision) {
        Symbol symbol = decision.symbol();
        Instant now = clock.instant();
        Portfolio portfolio = books.portfolio(marks(), now);
        TradingState state = books.tradingState();
        return new GateInput(
                decision,
                portfolio,
                market.symbol(symbol).map(SymbolView::ticker).map(Ticker::last).orElse(null),
                market.at(),
                live(symbol),
                books.pendingExposure(),
                books.history(now),
                exitsOnly && state == TradingState.ACTIVE ? TradingState.REDUCING : state,
                desk.venue().instrument(symbol).orElse(null),
                desk.venue().canProtect(),
                books.blockedSymbols(),
                context.takerFeeRate(),
                config.withoutModels(),
                now);
    }

    private GateInput.@Nullable LivePrice live(Symbol symbol) {
        return feed.hub()
                .latest(symbol)
                .map(ticker -> new GateInput.LivePrice(ticker.bid(), ticker.ask(), ticker.last(), ticker.at()))
                .orElse(null);
    }

    private boolean carryOut(String cycleId, Decision decision, Allowed action) {
        Cause cause = Cause.decision(decision.decisionId(), cycleId, decision.rationale());
        Symbol symbol = decision.symbol();
        Ticket ticket = switch (action) {
            case Allowed.Open open -> desk.orders().open(cause, symbol, open);
            case Allowed.Close close ->
                desk.orders().close(cause, Leg.EXIT, 0, symbol, close.side(), close.referencePrice());
            case Allowed.MoveProtection move -> move(cause, symbol, move);
        };
        LOG.debug("{} {}: {}", decision.action(), symbol, ticket);
        return true;
    }

    private Ticket move(Cause cause, Symbol symbol, Allowed.MoveProtection move) {
        var position = books.portfolio(Map.of(), clock.instant())
                .position(symbol)
                .orElseThrow(() -> new IllegalStateException("no position of " + symbol + " to protect"));
        return desk.orders()
                .protect(
                        cause,
                        0,
                        symbol,
                        position.side(),
                        move.stopPrice() != null ? move.stopPrice() : position.stopPrice(),
                        move.targetPrice() != null ? move.targetPrice() : position.targetPrice());
    }

    /** Prices that are not stale, of everything that is traded. */
    private Map<Symbol, BigDecimal> freshPrices(TradingConfig config, Instant now) {
        Map<Symbol, BigDecimal> prices = new HashMap<>();
        for (Symbol symbol : config.symbols()) {
            feed.hub()
                    .latest(symbol)
                    .filter(ticker ->
                            !ticker.at().plus(config.risk().staleAfter()).isBefore(now))
                    .ifPresent(ticker -> prices.put(symbol, ticker.last()));
        }
        return prices;
    }

    /** Mark prices of everything that has a price now. */
    private Map<Symbol, BigDecimal> marks() {
        return Marks.of(feed, books, clock.instant());
    }

    private <T> T onDesk(Callable<T> task) {
        return deskTasks.submit(task).await();
    }
}
