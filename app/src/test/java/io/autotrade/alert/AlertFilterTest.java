package io.autotrade.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.AlertRaised.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertFilterTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AlertFilter filter = new AlertFilter();

    static AlertRaised alert(Severity severity, String code) {
        return new AlertRaised(severity, code, "something happened", null, NOON);
    }

    @Test
    void theSameIsToldOnceInAWhileAndSaysHowOftenItWasHeldBack() {
        AlertRaised alert = alert(Severity.WARNING, "stale_feed");

        assertThat(filter.admit(alert, NOON)).hasValue(0);
        assertThat(filter.admit(alert, NOON.plusSeconds(1))).isEmpty();
        assertThat(filter.admit(alert, NOON.plus(AlertFilter.QUIET).minusMillis(1)))
                .isEmpty();
        assertThat(filter.admit(alert, NOON.plus(AlertFilter.QUIET))).hasValue(2);
        assertThat(filter.heldBack()).isEqualTo(2);
    }

    @Test
    void anotherCodeSymbolOrSeverityIsAnotherAlert() {
        AlertRaised first = alert(Severity.WARNING, "order_unresolved");

        assertThat(filter.admit(first, NOON)).hasValue(0);
        assertThat(filter.admit(alert(Severity.CRITICAL, "order_unresolved"), NOON))
                .hasValue(0);
        assertThat(filter.admit(alert(Severity.WARNING, "stale_feed"), NOON)).hasValue(0);
        assertThat(filter.admit(
                        new AlertRaised(Severity.WARNING, first.code(), "", new Symbol("BTC-USDT-SWAP"), NOON), NOON))
                .hasValue(0);
    }

    @Test
    void aStormIsCutOffButCriticalOnesGetThrough() {
        for (int i = 0; i < AlertFilter.MOST; i++) {
            assertThat(filter.admit(alert(Severity.INFO, "code_" + i), NOON)).hasValue(0);
        }

        assertThat(filter.admit(alert(Severity.WARNING, "one_more"), NOON)).isEmpty();
        assertThat(filter.admit(alert(Severity.CRITICAL, "liquidation"), NOON)).hasValue(0);
        assertThat(filter.admit(alert(Severity.WARNING, "one_more"), NOON.plusSeconds(60)))
                .hasValue(0);
    }

    /** Whatever comes: what goes out in a minute is bounded, and each alert is either sent or counted. */
    @Property(tries = 200)
    void isBoundedAndLosesCountOfNothing(
            @ForAll @Size(max = 200) int @IntRange(max = 60) [] codes, @ForAll @IntRange(max = 2_000) int stepMillis) {
        AlertFilter any = new AlertFilter();
        int sent = 0;
        Instant now = NOON;
        for (int code : codes) {
            OptionalInt admitted = any.admit(alert(Severity.WARNING, "c" + code), now);
            sent += admitted.isPresent() ? 1 : 0;
            now = now.plusMillis(stepMillis);
        }

        long minutes = Duration.between(NOON, now).toMinutes() + 1;
        assertThat(sent + any.heldBack()).isEqualTo(codes.length);
        assertThat((long) sent).isLessThanOrEqualTo(AlertFilter.MOST * (minutes + 1));
    }
}
