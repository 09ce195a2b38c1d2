package io.autotrade.evaluation;

import io.autotrade.advisor.Advice;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised.Severity;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.config.TradingConfig;
import io.autotrade.execution.Books;
import io.autotrade.execution.Reconciler;
import io.autotrade.execution.TradingDesk;
import io.autotrade.journal.Journal;
import io.autotrade.market.FeedStatus;
import io.autotrade.market.MarketFeedService;
import io.autotrade.portfolio.Portfolio;
import io.autotrade.risk.Breakers;
import io.autotrade.risk.Breakers.Cause;
import io.autotrade.risk.Breakers.Wanted;
import io.autotrade.risk.RiskLedger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the trading state what the circumstances demand, see {@link Breakers}, and tells when it changes. Methods that
 * wait run on a virtual thread.
 */
final class StateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final Journal journal;
    private final Books books;
    private final TradingDesk desk;
    private final LiveTrading live;
    private final InstantSource clock;
    private final boolean driven;
    private final Set<String> warned = new HashSet<>();
    private volatile int advisorFailures;
    private volatile int brokerFailures;
    private volatile int unprotected;
    private volatile @Nullable BigDecimal marginRatio;
    private volatile @Nullable LocalDate markedDay;
    private volatile @Nullable String handingOver;

    /** @param driven whether the market drives the clock, so that the two cannot differ */
    StateKeeper(Journal journal, TradingDesk desk, LiveTrading live, boolean driven) {
        this.journal = journal;
        this.desk = desk;
        this.live = live;
        this.driven = driven;
        this.books = desk.books();
        this.clock = desk.clock();
    }

    /** Notes what an advisor answered. */
    void advised(Advice advice) {
        advisorFailures = advice.record().status().equals("ok") ? 0 : advisorFailures + 1;
    }

    /** Notes how many positions were found without their stop. */
    void protectionChecked(int naked) {
        unprotected = naked;
    }

    /** Notes how near liquidation is; null when that could not be read. */
    void marginChecked(@Nullable BigDecimal ratio) {
        marginRatio = ratio;
    }

    /** Notes that one broker hands over to another; null when none does. */
    void handingOver(@Nullable String what) {
        handingOver = what;
    }

    /** Journals the demanded state, also while the database is away, when it differs from the one in force. */
    Wanted update(MarketFeedService feed, Reconciler.Report venue, TradingConfig config) {
        brokerFailures = venue.complete() ? 0 : brokerFailures + 1;
        return apply(wanted(feed, config), "rule");
    }

    /** The database went away or came back: the state follows at once, whatever else is due. */
    Wanted storeChanged(MarketFeedService feed, TradingConfig config) {
        return apply(wanted(feed, config), "rule");
    }

    private Wanted wanted(MarketFeedService feed, TradingConfig config) {
        Instant now = clock.instant();
        Portfolio portfolio = portfolio(feed, now);
        return Breakers.wanted(portfolio, books.history(now), signals(feed), current(), held(config, portfolio), now);
    }

    /** The limits in force, which where real money is traded are those of the approvals. */
    private TradingConfig held(TradingConfig config, Portfolio portfolio) {
        return live.held(config, portfolio.equity());
    }

    private Portfolio portfolio(MarketFeedService feed, Instant now) {
        return books.portfolio(Marks.of(feed, books, now), now);
    }

    /**
     * Releases what is latched; what is still present stays.
     *
     * @throws ControlFailure 503 while the database is away: what lets trading go on must be durable
     */
    Wanted rearm(MarketFeedService feed, TradingConfig config, String by, String reason) {
        if (!journal.healthy()) {
            throw new ControlFailure(503, "the database takes no writes; trading can be re-armed when it is back");
        }
        Instant now = clock.instant();
        Portfolio portfolio = portfolio(feed, now);
        Wanted wanted =
                Breakers.rearmed(portfolio, books.history(now), signals(feed), current(), held(config, portfolio), now);
        String text =
                "trading was re-armed by " + by + (reason.isBlank() ? "" : ": " + reason) + "; it is " + wanted.state();
        // in its place among other changes of the state, should the database go away at this moment
        desk.facts()
                .record(List.of(
                        wanted.change(Breakers.OPERATOR, now),
                        AlertCode.REARMED.raised(Severity.INFO, text, null, now)));
        desk.facts().known().await();
        return wanted;
    }

    private Breakers.Signals signals(MarketFeedService feed) {
        return new Breakers.Signals(
                oldest(feed.status()),
                advisorFailures,
                brokerFailures,
                books.unresolvedOrders().size(),
                books.haltedSymbols().size(),
                unprotected,
                journal.healthy(),
                clockLead(feed),
                desk.maintenance(),
                marginRatio,
                live.missingNow(),
                handingOver);
    }

    /** How far the newest price is ahead of this machine; a clock that is ahead of the market shows as a stale feed. */
    private Duration clockLead(MarketFeedService feed) {
        return driven ? Duration.ZERO : feed.hub().lead(clock.instant());
    }

    private static @Nullable Duration oldest(FeedStatus status) {
        if (!status.withoutPrice().isEmpty()) {
            return null;
        }
        return status.ages().values().stream().max(Comparator.naturalOrder()).orElse(null);
    }

    private TradingStateChanged current() {
        return books.withLimits(RiskLedger::state);
    }

    private Wanted apply(Wanted wanted, String by) {
        TradingStateChanged before = current();
        Instant now = clock.instant();
        List<DomainEvent> events = new ArrayList<>();
        if (wanted.differsFrom(before)) {
            LOG.warn("trading state {} -> {} {}", before.state(), wanted.state(), wanted.reasons());
            events.add(wanted.change(by, now));
            events.addAll(alerts(before, wanted, now));
        }
        for (String warning : wanted.warnings()) {
            if (warned.add(warning)) {
                events.add(AlertCode.of(code(warning)).raised(Severity.WARNING, warning, null, now));
            }
        }
        warned.retainAll(wanted.warnings());
        if (!events.isEmpty()) {
            desk.facts().record(events);
            desk.facts().known().await();
        }
        return wanted;
    }

    private static List<DomainEvent> alerts(TradingStateChanged before, Wanted wanted, Instant now) {
        List<DomainEvent> alerts = new ArrayList<>();
        for (String reason : wanted.reasons()) {
            if (!before.reasons().contains(reason)) {
                AlertCode about = AlertCode.of(code(reason));
                Severity severity = about == AlertCode.HAND_OVER ? Severity.INFO : Severity.CRITICAL;
                alerts.add(about.raised(severity, "trading is " + wanted.state() + " because of " + reason, null, now));
            }
        }
        if (wanted.state() == TradingState.ACTIVE) {
            alerts.add(AlertCode.TRADING_ACTIVE.raised(Severity.INFO, "trading is ACTIVE again", null, now));
        }
        return alerts;
    }

    /** What a deep drawdown asks for; a peak is halved once, however often it is asked for. */
    boolean unwind(Breakers.DrawdownStage stage) {
        switch (stage) {
            case NONE, WARN, NO_NEW -> {
                // positions may stay
            }
            case REDUCE -> {
                String peak = String.valueOf(books.history(clock.instant()).peakEquity());
                desk.killSwitch().halveAll("drawdown/" + peak, "the drawdown is one and a half times its limit");
            }
            case FLAT -> desk.killSwitch().closeAll("drawdown", "the drawdown is twice its limit");
        }
        return true;
    }

    private static String code(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }

    /** Whether the UTC day has changed since the books were last marked for a day. */
    boolean newDay(Instant now) {
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).equals(markedDay);
    }

    /** Marks the books at the start of a day, which is what the daily loss limit counts from. */
    boolean markDay(MarketFeedService feed, Instant now) {
        desk.facts().record(List.of(books.mark(Marks.of(feed, books, now), "day", now)));
        desk.facts().known().await();
        markedDay = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return true;
    }

    JsonObject stateJson() {
        TradingStateChanged now = current();
        return new JsonObject()
                .put("state", now.state().name())
                .put("reasons", new JsonArray(now.reasons()))
                .put("since", now.at().toString())
                .put("by", now.by());
    }

    /** The state, changed by an operator. */
    TradingStateChanged ordered(Cause cause, String why) {
        return Breakers.ordered(current(), cause, why).change(Breakers.OPERATOR, clock.instant());
    }
}
