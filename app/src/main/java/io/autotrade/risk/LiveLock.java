package io.autotrade.risk;

import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.bus.DomainEvent;
import io.autotrade.config.AppConfig.LiveProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether real money may be traded: a fold over the approvals in the journal, held against the live profile of the
 * configuration. Times are those of the wall clock. Not thread-safe.
 *
 * <p>A grant needs two approvals of the same account and limits by two different people within {@link #WINDOW}. It ends
 * with the earlier of the two, at most {@link #LONGEST} after it was given. The first grant is small; each further one
 * may at most double what was granted before.
 */
public final class LiveLock {

    /** {@link ApprovalRecorded#subject()} of an approval of live trading. */
    public static final String SUBJECT = "live_trading";

    /** Subject of the entry with which somebody takes all approvals back. */
    public static final String REVOKED = "live_trading_revoked";

    /** Longest time between the two approvals of a pair. */
    public static final Duration WINDOW = Duration.ofMinutes(60);

    /** Longest life of an approval. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final BigDecimal GROWTH = BigDecimal.TWO;
    /** Most that may be approved the first time, in settlement currency. */
    private static final Map<String, BigDecimal> FIRST = Map.of(
            LiveProfile.POSITION, new BigDecimal("200"),
            LiveProfile.GROSS, new BigDecimal("500"),
            LiveProfile.LOSS, new BigDecimal("50"));

    private record Grant(Map<String, String> terms, List<String> by, Instant until) {}

    private final List<ApprovalRecorded> approvals = new ArrayList<>();
    private final Map<String, BigDecimal> granted = new TreeMap<>();
    private @Nullable Grant grant;

    /** Folds one committed event. */
    public void apply(DomainEvent event) {
        if (!(event instanceof ApprovalRecorded approval)) {
            return;
        }
        if (approval.subject().equals(REVOKED)) {
            approvals.clear();
            grant = null;
        } else if (approval.subject().equals(SUBJECT)) {
            approved(approval);
        }
    }

    private void approved(ApprovalRecorded approval) {
        approvals.removeIf(earlier -> samePerson(earlier, approval)
                || earlier.at().plus(WINDOW).isBefore(approval.at())
                || !earlier.expiresAt().isAfter(approval.at()));
        approvals.stream()
                .filter(earlier -> earlier.terms().equals(approval.terms()))
                .findFirst()
                .ifPresentOrElse(
                        earlier -> {
                            granted(earlier, approval);
                            approvals.clear();
                        },
                        () -> approvals.add(approval));
    }

    private static boolean samePerson(ApprovalRecorded a, ApprovalRecorded b) {
        return a.operator().strip().equalsIgnoreCase(b.operator().strip());
    }

    private void granted(ApprovalRecorded first, ApprovalRecorded second) {
        Instant latest = second.at().plus(LONGEST);
        Instant until = earlier(earlier(first.expiresAt(), second.expiresAt()), latest);
        grant = new Grant(second.terms(), List.of(first.operator(), second.operator()), until);
        for (String limit : FIRST.keySet()) {
            String text = second.terms().get(limit);
            if (text != null) {
                granted.merge(limit, new BigDecimal(text), BigDecimal::max);
            }
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** What is missing before real money may be traded, one sentence each; empty when it may. */
    public List<String> missing(@Nullable LiveProfile profile, Instant now) {
        if (profile == null) {
            return List.of(
                    "a live profile: the section live of the configuration with account, max_position_notional,"
                            + " max_gross_notional and daily_loss_cap",
                    "two approvals of that profile by two different approvers");
        }
        if (until(profile, now) != null) {
            return List.of();
        }
        List<String> missing = new ArrayList<>(tooMuch(profile));
        Grant known = grant;
        if (known != null && !known.terms().equals(profile.terms())) {
            missing.add("approvals of these limits: approved were " + new TreeMap<>(known.terms())
                    + ", the configuration says " + new TreeMap<>(profile.terms()));
        } else if (known != null) {
            missing.add("approvals in force: those of " + String.join(" and ", known.by()) + " expired at "
                    + known.until());
        }
        List<ApprovalRecorded> open = open(profile, now);
        missing.add(
                open.isEmpty()
                        ? "two approvals of account and limits by two different approvers within "
                                + Texts.duration(WINDOW)
                        : "a second approval by somebody other than "
                                + open.getFirst().operator() + " before "
                                + open.getFirst().at().plus(WINDOW));
        return missing;
    }

    private List<ApprovalRecorded> open(LiveProfile profile, Instant now) {
        return approvals.stream()
                .filter(approval -> approval.terms().equals(profile.terms())
                        && !approval.at().plus(WINDOW).isBefore(now)
                        && approval.expiresAt().isAfter(now))
                .toList();
    }

    /** Until when this profile may be traded with real money; null when it may not. */
    public @Nullable Instant until(LiveProfile profile, Instant now) {
        Grant known = grant;
        if (known == null || !known.terms().equals(profile.terms())) {
            return null;
        }
        return now.isBefore(known.until()) ? known.until() : null;
    }

    /** Limits of the profile that are larger than may be approved now, one sentence each. */
    public List<String> tooMuch(LiveProfile profile) {
        List<String> found = new ArrayList<>();
        for (String limit : new TreeMap<>(FIRST).keySet()) {
            BigDecimal wanted = new BigDecimal(String.valueOf(profile.terms().get(limit)));
            BigDecimal most = most(limit);
            if (wanted.compareTo(most) > 0) {
                found.add("a smaller live." + limit + ": " + Texts.plain(wanted) + " is above " + Texts.plain(most)
                        + ", the most that may be approved now");
            }
        }
        return found;
    }

    private BigDecimal most(String limit) {
        BigDecimal first = FIRST.getOrDefault(limit, BigDecimal.ZERO);
        BigDecimal before = granted.get(limit);
        return before == null ? first : first.max(before.multiply(GROWTH));
    }

    /** The approvals that wait for a second one, oldest first. */
    public List<ApprovalRecorded> waiting(Instant now) {
        return approvals.stream()
                .filter(approval -> !approval.at().plus(WINDOW).isBefore(now))
                .toList();
    }

    /** Who gave the approvals in force or last in force. */
    public List<String> grantedBy() {
        return grant == null ? List.of() : grant.by();
    }
}
