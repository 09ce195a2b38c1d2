package io.autotrade.okx.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.okx.sandbox.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seeded schedules of faults, in virtual time: connections cut before and after the deed, half answers, rate limits,
 * items refused one by one, lost, doubled, late and reordered pushes, silent stalls, rows that come late into the
 * lists, clocks that are wrong and that step, maintenance, suspended trading, attached stops that fail, forced closes,
 * trades by hand, gaps in the order book, and the process killed between any two steps. After each: no order twice, no
 * fill lost, no position without a stop for more than five seconds, books equal to the exchange. That each of these
 * really occurs is counted at the exchange.
 *
 * <p>{@code -Dautotrade.okx.schedules=N} sets how many, {@code -Dautotrade.okx.seed=N} where to begin.
 */
@Timeout(24 * 3600)
class FaultSchedulesTest {

    private static final long SCHEDULES = Long.getLong("autotrade.okx.schedules", 2_000);
    private static final long FIRST = Long.getLong("autotrade.okx.seed", 1);

    private static final long ENOUGH_TO_MEET_ALL = 500;

    @Test
    void leaveNoDoubleOrderNoLostFillAndNoNakedPositionBehind() {
        Schedules schedules = new Schedules(FIRST, SCHEDULES, 2, done -> {}, problem -> {});

        List<String> problems = schedules.run();

        assertThat(problems).withFailMessage(() -> String.join("\n", problems)).isEmpty();
        if (SCHEDULES >= ENOUGH_TO_MEET_ALL) {
            assertThat(schedules.troubles()).as("what really went wrong").containsOnlyKeys(Trouble.values());
            assertThat(schedules.troubles().values()).allMatch(times -> times >= SCHEDULES / 100);
            assertThat(schedules.killedAfter())
                    .as("kinds of requests before a kill")
                    .hasSizeGreaterThan(8);
        }
    }
}
