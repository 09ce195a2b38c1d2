package io.autotrade.risk;

import static io.autotrade.risk.Proposals.NOW;
import static io.autotrade.risk.Proposals.n;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.config.AppConfig.LiveProfile;
import io.autotrade.config.TradingConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveLockTest {

    private static final LiveProfile SMALL = new LiveProfile("main", n("200"), n("500"), n("50"));

    private final LiveLock lock = new LiveLock();

    private static LiveProfile profile(String position, String gross, String loss) {
        return new LiveProfile("main", n(position), n(gross), n(loss));
    }

    private void approve(String who, LiveProfile profile, Instant at, Duration life) {
        lock.apply(new ApprovalRecorded(LiveLock.SUBJECT, who, profile.terms(), at.plus(life), at));
    }

    private void approve(String who, LiveProfile profile, Instant at) {
        approve(who, profile, at, LiveLock.LONGEST);
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThat(lock.missing(null, NOW))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("section live"));
        assertThat(lock.missing(SMALL, NOW)).singleElement().asString().contains("two approvals");

        approve("ada", SMALL, NOW);
        assertThat(lock.missing(SMALL, NOW))
                .singleElement()
                .asString()
                .contains("somebody other than ada before 2026-03-02T13:00:00Z");
    }

    @Test
    void opensWithTwoPeopleWithinTheWindow() {
        approve("ada", SMALL, NOW);
        approve("ben", SMALL, NOW.plus(LiveLock.WINDOW));

        assertThat(lock.missing(SMALL, NOW.plus(LiveLock.WINDOW))).isEmpty();
        assertThat(lock.grantedBy()).containsExactly("ada", "ben");
    }

    @Test
    void onePersonTwiceIsOne() {
        approve("ada", SMALL, NOW);
        approve("Ada ", SMALL, NOW.plusSeconds(5));

        assertThat(lock.until(SMALL, NOW.plusSeconds(5))).isNull();
    }

    @Test
    void theSecondMustComeInTimeAndMeanTheSame() {
        approve("ada", SMALL, NOW);
        Instant late = NOW.plus(LiveLock.WINDOW).plusSeconds(1);
        approve("ben", SMALL, late);
        assertThat(lock.until(SMALL, late)).isNull();

        approve("cy", profile("100", "500", "50"), late.plusSeconds(1));
        assertThat(lock.until(SMALL, late.plusSeconds(1))).isNull();
    }

    @Test
    void endsWithTheEarlierApprovalAndAfterThirtyDaysAtTheLatest() {
        approve("ada", SMALL, NOW, Duration.ofDays(2));
        approve("ben", SMALL, NOW, Duration.ofDays(300));
        Instant end = NOW.plus(Duration.ofDays(2));
        assertThat(lock.until(SMALL, end.minusSeconds(1))).isEqualTo(end);
        assertThat(lock.missing(SMALL, end).toString()).contains("expired at").contains("ada and ben");

        approve("ada", SMALL, end, Duration.ofDays(300));
        approve("ben", SMALL, end, Duration.ofDays(300));
        assertThat(lock.until(SMALL, end)).isEqualTo(end.plus(Duration.ofDays(30)));
    }

    @Test
    void limitsStartSmallAndAtMostDoubleWithAnApproval() {
        assertThat(lock.tooMuch(profile("200.01", "500", "50")))
                .containsExactly("a smaller live.max_position_notional: 200.01 is above 200, the most that may be"
                        + " approved now");
        assertThat(lock.tooMuch(profile("400", "1000", "100"))).hasSize(3);

        approve("ada", SMALL, NOW);
        approve("ben", SMALL, NOW);
        LiveProfile grown = profile("400", "1000", "100");
        assertThat(lock.tooMuch(grown)).isEmpty();
        assertThat(lock.tooMuch(profile("400.01", "1000", "100"))).hasSize(1);
        assertThat(lock.missing(grown, NOW).toString())
                .contains("approved were")
                .contains("400");
    }

    @Test
    void aRevocationEndsItAtOnce() {
        approve("ada", SMALL, NOW);
        approve("ben", SMALL, NOW);
        lock.apply(new ApprovalRecorded(LiveLock.REVOKED, "otto", Map.of("reason", "audit"), NOW, NOW));

        assertThat(lock.until(SMALL, NOW)).isNull();
    }

    @Test
    void aRevocationVoidsAnApprovalThatWaits() {
        approve("ada", SMALL, NOW);
        lock.apply(new ApprovalRecorded(LiveLock.REVOKED, "otto", Map.of("reason", "audit"), NOW, NOW));
        approve("ben", SMALL, NOW);

        assertThat(lock.until(SMALL, NOW)).isNull();
        assertThat(lock.waiting(NOW)).extracting(ApprovalRecorded::operator).containsExactly("ben");
    }

    @Test
    void anApprovalOfSomethingElseOpensNothing() {
        lock.apply(new ApprovalRecorded("model", "ada", SMALL.terms(), NOW.plus(LiveLock.LONGEST), NOW));
        approve("ben", SMALL, NOW);

        assertThat(lock.until(SMALL, NOW)).isNull();
    }

    @Test
    void twoApprovalsAreUsedUpByTheGrant() {
        approve("ada", SMALL, NOW, Duration.ofHours(1));
        approve("ben", SMALL, NOW, Duration.ofHours(1));
        Instant later = NOW.plus(Duration.ofMinutes(50));
        approve("cy", SMALL, later);

        assertThat(lock.grantedBy()).containsExactly("ada", "ben");
        assertThat(lock.waiting(later)).extracting(ApprovalRecorded::operator).containsExactly("cy");
    }

    @Test
    void onlyAnApprovalWithinTheWindowWaits() {
        approve("ada", SMALL, NOW);

        Instant end = NOW.plus(LiveLock.WINDOW);
        assertThat(lock.waiting(end)).hasSize(1);
        assertThat(lock.missing(SMALL, end).toString()).contains("a second approval");
        assertThat(lock.waiting(end.plusMillis(1))).isEmpty();
        assertThat(lock.missing(SMALL, end.plusMillis(1)).toString()).contains("two approvals");
    }

    @Test
    void anApprovalOfOtherLimitsIsNotHalfOfThese() {
        approve("ada", profile("100", "500", "50"), NOW);

        assertThat(lock.missing(SMALL, NOW).toString()).contains("two approvals");
    }

    @Test
    void holdsTheConfiguredLimitsDown() {
        TradingConfig config = new Proposals().config();

        TradingConfig held = LiveLimits.tightened(config, SMALL, n("10000"));
        assertThat(held.maxPositionSizePct()).isEqualByComparingTo("2");
        assertThat(held.risk().maxGrossExposurePct()).isEqualByComparingTo("5");
        assertThat(held.risk().dailyLossCap()).isEqualByComparingTo("50");

        TradingConfig loose = LiveLimits.tightened(config, profile("9999999", "9999999", "9999999"), n("10000"));
        assertThat(loose).isEqualTo(config);
        assertThat(LiveLimits.tightened(config, SMALL, n("0")).maxPositionSizePct())
                .isEqualByComparingTo("0");
    }
}
