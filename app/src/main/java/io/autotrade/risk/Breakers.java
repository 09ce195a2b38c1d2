package io.autotrade.risk;

import io.autotrade.bus.TradingState;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.config.TradingConfig;
import io.autotrade.portfolio.Portfolio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which trading state the circumstances demand. Pure: the caller journals a change and acts on it.
 *
 * <p>A cause holds either as long as it is there, until the next UTC day, or until an operator re-arms; see
 * {@link Cause}. What is latched is read from the reasons of the journalled state, so a restart does not release it.
 */
public final class Breakers {

    /** {@link TradingStateChanged#by()} of a change that a person made. */
    public static final String OPERATOR = "operator";

    /** Failures in a row from which an advisor or a broker counts as down. */
    public static final int FAILURES = 3;

    /** Lead of the market's clock over that of the service from which nothing is opened. */
    public static final Duration CLOCK_DRIFT = Duration.ofSeconds(5);

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal ONE_AND_A_HALF = new BigDecimal("1.5");

    private Breakers() {}

    /** How long a cause holds once it has struck. */
    public enum Hold {
        WHILE_PRESENT,
        /** And at least until the next UTC day. */
        UNTIL_NEXT_DAY,
        UNTIL_REARMED
    }

    /** Why trading is restricted. The lower-case name is the stable code before the colon of a reason. */
    public enum Cause {
        DAILY_LOSS(TradingState.REDUCING, Hold.UNTIL_NEXT_DAY),
        DRAWDOWN(TradingState.REDUCING, Hold.UNTIL_REARMED),
        LOSS_STREAK(TradingState.REDUCING, Hold.UNTIL_REARMED),
        STALE_FEED(TradingState.REDUCING, Hold.WHILE_PRESENT),
        ADVISOR_FAILURES(TradingState.REDUCING, Hold.WHILE_PRESENT),
        /** As {@link #ADVISOR_FAILURES}, where the configuration wants no trading at all without the model. */
        ADVISOR_DOWN(TradingState.HALTED, Hold.WHILE_PRESENT),
        BROKER_FAILURES(TradingState.REDUCING, Hold.WHILE_PRESENT),
        UNRESOLVED_ORDER(TradingState.REDUCING, Hold.WHILE_PRESENT),
        RECONCILIATION(TradingState.REDUCING, Hold.WHILE_PRESENT),
        UNPROTECTED_POSITION(TradingState.REDUCING, Hold.WHILE_PRESENT),
        JOURNAL_DOWN(TradingState.REDUCING, Hold.WHILE_PRESENT),
        /** The clock of this machine and that of the market are apart. */
        CLOCK_DRIFT(TradingState.REDUCING, Hold.WHILE_PRESENT),
        /** The venue announced an interruption. */
        VENUE_MAINTENANCE(TradingState.REDUCING, Hold.WHILE_PRESENT),
        /** One broker hands over to another. */
        HAND_OVER(TradingState.REDUCING, Hold.WHILE_PRESENT),
        /** Liquidation is near, see {@link MarginRule}. */
        MARGIN(TradingState.REDUCING, Hold.UNTIL_REARMED),
        /** The approvals of live trading do not hold any more, see {@link LiveLock}. */
        LIVE_LOCK(TradingState.REDUCING, Hold.WHILE_PRESENT),
        OPERATOR_REDUCE(TradingState.REDUCING, Hold.UNTIL_REARMED),
        OPERATOR_HALT(TradingState.HALTED, Hold.UNTIL_REARMED);

        private final TradingState demands;
        private final Hold hold;

        Cause(TradingState demands, Hold hold) {
            this.demands = demands;
            this.hold = hold;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state this cause demands. */
        public TradingState demands() {
            return demands;
        }

        public Hold hold() {
            return hold;
        }

        /** A reason as it is journalled. */
        public String reason(String text) {
            return code() + ": " + text;
        }

        boolean isIn(List<String> reasons) {
            return find(reasons) != null;
        }

        private @Nullable String find(List<String> reasons) {
            return reasons.stream()
                    .filter(reason -> reason.equals(code()) || reason.startsWith(code() + ":"))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** How far a drawdown has gone, in multiples of the configured limit. */
    public enum DrawdownStage {
        NONE,
        /** Half of the limit: a warning. */
        WARN,
        /** The limit: no new exposure. */
        NO_NEW,
        /** One and a half of the limit: positions should be reduced. */
        REDUCE,
        /** Twice the limit: positions should be closed. */
        FLAT
    }

    /**
     * What the service observes about itself.
     *
     * @param feedAge age of the newest price of the symbol that is furthest behind; null when some symbol has none
     * @param advisorFailures in a row
     * @param brokerFailures in a row
     * @param unresolvedOrders orders of unknown outcome
     * @param unexplainedDifferences between books and venue, that stand now
     * @param unprotectedPositions open positions whose stop is missing at the venue
     * @param clockLead how far the newest price is ahead of the service's clock; negative or zero when it is not
     * @param maintenance what the venue said about an interruption; null without one
     * @param marginRatio maintenance margin per equity; null when it is not known
     * @param liveMissing what is missing for trading real money; empty when nothing is or no real money is traded
     * @param handOver which broker hands over to which; null when none does
     */
    public record Signals(
            @Nullable Duration feedAge,
            int advisorFailures,
            int brokerFailures,
            int unresolvedOrders,
            int unexplainedDifferences,
            int unprotectedPositions,
            boolean journalHealthy,
            Duration clockLead,
            @Nullable String maintenance,
            @Nullable BigDecimal marginRatio,
            List<String> liveMissing,
            @Nullable String handOver) {

        public Signals {
            liveMissing = List.copyOf(liveMissing);
        }

        /** Without the news of clock, venue, margin and approvals: all is well there. */
        public Signals(
                @Nullable Duration feedAge,
                int advisorFailures,
                int brokerFailures,
                int unresolvedOrders,
                int unexplainedDifferences,
                int unprotectedPositions,
                boolean journalHealthy) {
            this(
                    feedAge,
                    advisorFailures,
                    brokerFailures,
                    unresolvedOrders,
                    unexplainedDifferences,
                    unprotectedPositions,
                    journalHealthy,
                    Duration.ZERO,
                    null,
                    null,
                    List.of(),
                    null);
        }

        /** The same after a person has looked at the differences and accepted them. */
        Signals accepted() {
            return new Signals(
                    feedAge,
                    advisorFailures,
                    brokerFailures,
                    unresolvedOrders,
                    0,
                    unprotectedPositions,
                    journalHealthy,
                    clockLead,
                    maintenance,
                    marginRatio,
                    liveMissing,
                    handOver);
        }
    }

    /**
     * @param reasons one per cause, most severe state first as in {@link Cause}; empty when ACTIVE
     * @param warnings what is near a limit, in the same form
     */
    public record Wanted(TradingState state, List<String> reasons, List<String> warnings, DrawdownStage stage) {

        public Wanted {
            reasons = List.copyOf(reasons);
            warnings = List.copyOf(warnings);
        }

        /** Whether a change should be journalled. */
        public boolean differsFrom(TradingStateChanged current) {
            return state != current.state() || !reasons.equals(current.reasons());
        }

        /** The event to be journalled. */
        public TradingStateChanged change(String by, Instant at) {
            return new TradingStateChanged(state, reasons, by, at);
        }
    }

    /**
     * The state demanded now. Reasons that hold keep the text they were first journalled with, so that a moving number
     * does not look like news.
     */
    public static Wanted wanted(
            Portfolio portfolio,
            RiskHistory history,
            Signals signals,
            TradingStateChanged current,
            TradingConfig config,
            Instant now) {
        AccountView account =
                new AccountView(portfolio, history, GateInput.PendingExposure.NONE, current.state(), config);
        List<String> reasons = new ArrayList<>();
        TradingState state = TradingState.ACTIVE;
        for (Cause cause : Cause.values()) {
            String text = present(cause, account, signals);
            String held = cause.find(current.reasons());
            if (text != null || (held != null && holds(cause, current, now))) {
                reasons.add(held != null ? held : cause.reason(String.valueOf(text)));
                state = stricter(state, cause.demands());
            }
        }
        DrawdownStage stage = stage(account);
        return new Wanted(state, reasons, warnings(account, stage), stage);
    }

    /**
     * The state after an operator has re-armed: what was latched until then is released, what is still present stays.
     * Journal it with {@link #OPERATOR}, which also restarts peak and loss streak, see {@link RiskLedger}.
     */
    public static Wanted rearmed(
            Portfolio portfolio,
            RiskHistory history,
            Signals signals,
            TradingStateChanged current,
            TradingConfig config,
            Instant now) {
        RiskHistory accepted = new RiskHistory(
                history.dayStartEquity(), portfolio.equity(), 0, history.lastExit(), history.ordersLastHour());
        List<String> kept = current.reasons().stream()
                .filter(reason -> Cause.DAILY_LOSS.isIn(List.of(reason)))
                .toList();
        TradingStateChanged released = new TradingStateChanged(current.state(), kept, current.by(), current.at());
        return wanted(portfolio, accepted, signals.accepted(), released, config, now);
    }

    /** The state after an operator has reduced or halted, other causes kept. */
    public static Wanted ordered(TradingStateChanged current, Cause cause, String why) {
        List<String> reasons = new ArrayList<>();
        for (Cause each : Cause.values()) {
            String held = each.find(current.reasons());
            if (each == cause) {
                reasons.add(cause.reason(why));
            } else if (held != null) {
                reasons.add(held);
            }
        }
        return new Wanted(stricter(current.state(), cause.demands()), reasons, List.of(), DrawdownStage.NONE);
    }

    private static boolean holds(Cause cause, TradingStateChanged current, Instant now) {
        return switch (cause.hold()) {
            case WHILE_PRESENT -> false;
            case UNTIL_NEXT_DAY -> current.at().truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
            case UNTIL_REARMED -> true;
        };
    }

    private static @Nullable String present(Cause cause, AccountView account, Signals signals) {
        boolean exitsWithoutModel = account.config().llm().reducingWhenDown();
        return switch (cause) {
            case DAILY_LOSS -> broken(AccountRules.DAILY_LOSS, account);
            case DRAWDOWN -> broken(AccountRules.DRAWDOWN, account);
            case LOSS_STREAK -> broken(AccountRules.LOSS_STREAK, account);
            case STALE_FEED -> stale(signals.feedAge(), account.config().risk().staleAfter());
            case ADVISOR_FAILURES -> exitsWithoutModel ? failing("advisor", signals.advisorFailures()) : null;
            case ADVISOR_DOWN -> exitsWithoutModel ? null : failing("advisor", signals.advisorFailures());
            case BROKER_FAILURES -> failing("broker", signals.brokerFailures());
            case UNRESOLVED_ORDER -> count(signals.unresolvedOrders(), "order(s) of unknown outcome");
            case RECONCILIATION -> count(signals.unexplainedDifferences(), "unexplained difference(s) to the venue");
            case UNPROTECTED_POSITION -> count(signals.unprotectedPositions(), "position(s) without a stop");
            case JOURNAL_DOWN -> signals.journalHealthy() ? null : "the database takes no writes";
            case CLOCK_DRIFT ->
                signals.clockLead().compareTo(CLOCK_DRIFT) > 0
                        ? "the market's clock is more than " + Texts.duration(CLOCK_DRIFT)
                                + " ahead of this machine's; set the clock"
                        : null;
            case VENUE_MAINTENANCE -> signals.maintenance();
            case HAND_OVER -> signals.handOver();
            case MARGIN -> margin(signals.marginRatio());
            case LIVE_LOCK ->
                signals.liveMissing().isEmpty() ? null : "real money needs " + String.join("; ", signals.liveMissing());
            case OPERATOR_REDUCE, OPERATOR_HALT -> null;
        };
    }

    private static @Nullable String margin(@Nullable BigDecimal ratio) {
        return ratio == null || ratio.compareTo(MarginRule.REDUCE_AT) < 0
                ? null
                : "maintenance margin is " + Texts.plain(ratio) + " of equity, liquidation comes at 1";
    }

    private static @Nullable String broken(AccountRule rule, AccountView account) {
        AccountRule.Check found = rule.check().apply(account);
        return found.passed() ? null : found.reasonIfNot();
    }

    private static @Nullable String stale(@Nullable Duration age, Duration limit) {
        if (age == null) {
            return "a symbol has no price";
        }
        return age.compareTo(limit) > 0 ? "prices are older than " + Texts.duration(limit) : null;
    }

    private static @Nullable String failing(String what, int failures) {
        return failures >= FAILURES ? "the " + what + " failed " + failures + " times in a row" : null;
    }

    private static @Nullable String count(int number, String what) {
        return number > 0 ? number + " " + what : null;
    }

    private static TradingState stricter(TradingState a, TradingState b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static DrawdownStage stage(AccountView account) {
        BigDecimal peak = account.history().peakEquity();
        BigDecimal limit = account.config().risk().drawdownPausePct();
        BigDecimal equity = account.portfolio().equity();
        if (peak == null || peak.signum() <= 0) {
            return DrawdownStage.NONE;
        }
        if (AccountRules.isDrawdownAtLeast(limit.multiply(BigDecimal.TWO), peak, equity)) {
            return DrawdownStage.FLAT;
        }
        if (AccountRules.isDrawdownAtLeast(limit.multiply(ONE_AND_A_HALF), peak, equity)) {
            return DrawdownStage.REDUCE;
        }
        if (AccountRules.isDrawdownAtLeast(limit, peak, equity)) {
            return DrawdownStage.NO_NEW;
        }
        return AccountRules.isDrawdownAtLeast(limit.multiply(HALF), peak, equity)
                ? DrawdownStage.WARN
                : DrawdownStage.NONE;
    }

    private static List<String> warnings(AccountView account, DrawdownStage stage) {
        List<String> warnings = new ArrayList<>();
        BigDecimal loss = AccountRules.lossToday(account);
        BigDecimal cap = account.config().risk().dailyLossCap();
        if (loss != null && loss.compareTo(cap) < 0 && loss.compareTo(cap.multiply(HALF)) >= 0) {
            warnings.add(Cause.DAILY_LOSS.reason("more than half of the daily loss limit is used"));
        }
        if (stage == DrawdownStage.WARN) {
            warnings.add(Cause.DRAWDOWN.reason("more than half of the drawdown limit is used"));
        }
        return warnings;
    }
}
