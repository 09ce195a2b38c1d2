package io.autotrade.okx.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"50001", "50004", "50026", "51054", "51149", "51412", "64007", "99999", "50013"})
    void whatLeavesADoubtIsUnknown(String code) {
        assertThat(ErrorTable.of(code).kind()).isEqualTo(VenueError.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "50101, MISMATCH",
        "50119, MISMATCH",
        "60032, MISMATCH",
        "50110, UNAUTHORIZED",
        "50113, UNAUTHORIZED",
        "60005, UNAUTHORIZED",
        "50102, CLOCK",
        "60006, CLOCK",
        "50011, LIMITED",
        "50061, LIMITED",
        "51016, STATE",
        "51603, STATE",
        "51030, BUSY",
        "51008, REJECTED"
    })
    void theCodesThatDecideAreWhatTheyShouldBe(String code, VenueError.Kind kind) {
        assertThat(ErrorTable.of(code).kind()).isEqualTo(kind);
    }

    @Test
    void aSuffixDoesNotMatter() {
        assertThat(ErrorTable.of("51008_1000").reason()).isEqualTo(RejectReason.INSUFFICIENT_FUNDS);
        assertThat(ErrorTable.of("51004_1103").reason()).isEqualTo(RejectReason.ABOVE_MAXIMUM);
    }

    @Test
    void everyOrderCodeOfOkxIsKnown() {
        for (int code : new int[] {
            50000, 50006, 50025, 50036, 50037, 50040, 50042, 50060, 50072, 50121, 51007, 51031, 51046, 51099, 51100,
                    51121,
            51196, 51280, 51308, 51333, 51405, 51411, 51512, 51514, 54000, 54031, 54092, 59109, 59301, 59670, 60033,
                    64003
        }) {
            assertThat(ErrorTable.knows(Integer.toString(code)))
                    .as("code %s", code)
                    .isTrue();
        }
    }

    @Test
    void aMessageSaysWhatToDo() {
        assertThat(ErrorTable.of("50119").describe("API key doesn't exist"))
                .contains("50119", "okx.region", "API key doesn't exist");
    }
}
