package io.autotrade.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeframesTest {

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "15m, PT15M", "1h, PT1H", "4h, PT4H", "1d, PT24H"})
    void textAndLengthBelongTogether(String text, Duration timeframe) {
        assertThat(Timeframes.parse(text)).isEqualTo(timeframe);
        assertThat(Timeframes.text(timeframe)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "0m", "-5m", "1.5h", "15M", "15 m", "999999m", "1w"})
    void anythingElseIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeframes.parse(text))
                .withMessageContaining("15m or 1h");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T10:14:59.999Z, PT15M, 2026-03-02T10:00:00Z",
        "2026-03-02T10:15:00Z, PT15M, 2026-03-02T10:15:00Z",
        "2026-03-02T10:15:00Z, PT24H, 2026-03-02T00:00:00Z",
        "1969-12-31T23:59:59Z, PT1H, 1969-12-31T23:00:00Z"
    })
    void aCandleBeginsOnTheGrid(Instant time, Duration timeframe, Instant opensAt) {
        assertThat(Timeframes.opensAt(time, timeframe)).isEqualTo(opensAt);
    }
}
