package io.autotrade.simulated.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are read exactly, or refused with file, line and reason before anything is traded. */
class RecordedFileTest {

    private static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    private static final String FIRST = "1772323200000,100,110,90,105,7";
    private static final String SECOND = "1772323500000,105,106,104,104.5,0.25";

    @TempDir
    private Path folder;

    /** In the table a semicolon stands for a comma and a bar for the end of a line. */
    private Path file(String table) {
        return CandleFile.text(folder, "candles.csv", table.replace(';', ',').replace('|', '\n'));
    }

    @Test
    void readsEveryFigureExactly() {
        Recording recording = Recording.read(BTC, file(FIRST + "|" + SECOND));

        assertThat(recording.count()).isEqualTo(2);
        assertThat(recording.size()).isEqualTo(Duration.ofMinutes(5));
        assertThat(recording.first()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(recording.end()).isEqualTo(Instant.parse("2026-03-01T00:10:00Z"));
        assertThat(recording.price(recording.close(1))).isEqualByComparingTo("104.5");
        assertThat(recording.price(recording.high(0))).isEqualByComparingTo("110");
        assertThat(recording.quantity(recording.volume(1))).isEqualByComparingTo("0.25");
        assertThat(recording.priceStep()).isEqualByComparingTo("0.1");
    }

    @Test
    void takesHeaderWindowsLineEndsBlankLinesGzipAndEveryNotationOfANumber() {
        String text = "ts, open, high, low, close, volume\r\n" + FIRST + "\r\n\r\n"
                + "1772323500000,1.05e2,106.000000,104,104.50,0.250\r\n";

        Recording plain = Recording.read(BTC, CandleFile.text(folder, "plain.csv", text));
        Recording packed = Recording.read(BTC, CandleFile.text(folder, "packed.csv.gz", text));

        assertThat(plain.priceStep()).isEqualByComparingTo("0.1");
        assertThat(plain.price(plain.open(1))).isEqualByComparingTo("105");
        assertThat(packed.price(packed.close(1))).isEqualByComparingTo("104.5");
        assertThat(packed.count()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "1772323500000;x;110;90;105;7, line 2 open is 'x'; allowed: a number",
        "1772323500000;NaN;110;90;105;7, line 2 open is 'NaN'; allowed: a number",
        "1772323500000;100;Infinity;90;105;7, line 2 high is 'Infinity'; allowed: a number",
        "1772323500000;100;110;;105;7, line 2 low is ''; allowed: a number",
        "1772323500000;100;110;-90;105;7, line 2 low is '-90'; allowed: a number greater than 0",
        "1772323500000;100;110;90;0;7, line 2 close is '0'; allowed: a number greater than 0",
        "1772323500000;100;110;90;105;-1, line 2 volume is '-1'; allowed: a number of at least 0",
        "1772323500000;100;1e999999999;90;105;7, line 2 high is '1e999999999'; allowed: a number of sensible size",
        "1772323500000;100;110;90;105;0.1234567890123456789, line 2 volume is '0.1234567890123456789'; allowed: a number of at most 18 digits",
        "1772323500000;100;80;90;105;7, 'line 2 high is ''80''; allowed: at least low, which is 90'",
        "1772323500000;100;104;90;105;7, line 2 high is '104'; allowed: at least open and close",
        "1772323500000;100;110;101;105;7, line 2 low is '101'; allowed: at most open and close",
        "soon;100;110;90;105;7, line 2 ts is 'soon'; allowed: epoch milliseconds",
        "1772323500.5;100;110;90;105;7, line 2 ts is '1772323500.5'; allowed: epoch milliseconds",
        "1772323500;100;110;90;105;7, line 2 ts is '1772323500'; allowed: epoch milliseconds between 2009 and 2100",
        "1772323200000;100;110;90;105;7, 'line 2 ts is ''1772323200000''; allowed: later than the line before, 1772323200000'",
        "1772322900000;100;110;90;105;7, 'line 2 ts is ''1772322900000''; allowed: later than the line before, 1772323200000'",
        "1772323500000;100;110;90;105, 'line 2 has 5 columns; allowed: the 6 columns ts,open,high,low,close,volume'",
        "1772323500000;100;110;90;105;7;8, 'line 2 has 7 columns; allowed: the 6 columns ts,open,high,low,close,volume'",
        "1772323500000;105;106;104;105;7|1772324100000;105;106;104;105;7, "
                + "'line 3 comes 600000 ms after the line before, while the first two are 300000 ms apart; allowed: bars of equal length without a gap'",
        "1772323800000;105;106;104;105;7|1772324100000;105;106;104;105;7, "
                + "'line 3 comes 300000 ms after the line before, while the first two are 600000 ms apart; allowed: bars of equal length without a gap'",
        "1772323200500;100;110;90;105;7, line 2 comes 500 ms after the line before; allowed: bars that divide a day; at least 1 s",
        "1772323620000;100;110;90;105;7, line 2 comes 420000 ms after the line before; allowed: bars that divide a day; at least 1 s"
    })
    void refusesAMalformedLine(String second, String reason) {
        Path path = file(FIRST + "|" + second);

        assertThatThrownBy(() -> Recording.read(BTC, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + ": " + reason.replace("day; at", "day, at"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', holds no rows",
        "ts;open;high;low;close;volume, holds no rows",
        "1772323200000;100;110;90;105;7, holds one row only; the length of its bars cannot be told",
        "time;open;high;low;close, 'line 1 has the header ''time,open,high,low,close''; allowed: ts,open,high,low,close,volume'",
        "1772323201000;1;1;1;1;1|1772323501000;1;1;1;1;1, "
                + "'line 2 shows bars of 300000 ms, but the first opens at 1772323201000; allowed: a multiple of their length'",
        "1772323200000;1e17;1e17;1e17;1e17;1|1772323500000;0.01;0.01;0.01;0.01;1, "
                + "its numbers are too large for the finest of their decimals; allowed: 18 digits together",
        "1772323200000;1;1;1;1;5e18|1772323500000;1;1;1;1;5e18, line 1 volume is '5e18'; allowed: a number of at most 18 digits"
    })
    void refusesAFileThatCannotBeUsed(String text, String reason) {
        Path path = file(text);

        assertThatThrownBy(() -> Recording.read(BTC, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + ": " + reason);
    }

    @Test
    void refusesALineWithoutEndBeforeItFillsTheMemory() {
        Path path = CandleFile.text(folder, "long.csv", FIRST + "\n" + "1".repeat(2_000_000));

        assertThatThrownBy(() -> Recording.read(BTC, path))
                .hasMessage(path + ": line 2 is longer than 1000 characters");
    }

    @Test
    void showsLittleOfWhatItDoesNotKnow() {
        Path path = file("1772323200000;100;\u0007" + "y".repeat(500) + ";90;105;7");

        assertThatThrownBy(() -> Recording.read(BTC, path))
                .hasMessage(path + ": line 1 high is '?" + "y".repeat(59) + "...'; allowed: a number");
    }

    @Test
    void refusesWhatIsNotGzipCutOffOrNotThere() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.csv.gz"), FIRST + "\n" + SECOND + "\n");
        Path whole = new CandleFile(Duration.ofMinutes(5)).bars(5_000, 100).write(folder, "whole.csv.gz");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        Path empty = Files.createFile(folder.resolve("empty.csv.gz"));
        Path missing = folder.resolve("missing.csv");

        assertThatThrownBy(() -> Recording.read(BTC, plain))
                .hasMessage(plain + ": is not a complete gzip file, readable up to line 0: Not in GZIP format");
        assertThatThrownBy(() -> Recording.read(BTC, cut))
                .hasMessageMatching(
                        "\\Q" + cut + "\\E: is not a complete gzip file, readable up to line [1-9][0-9]+: .*");
        assertThatThrownBy(() -> Recording.read(BTC, empty))
                .hasMessageStartingWith(empty + ": is not a complete gzip file, readable up to line 0");
        assertThatThrownBy(() -> Recording.read(BTC, missing)).hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> Recording.read(BTC, folder)).hasMessage(folder + ": there is no such file");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "1772323200000;much, line 2 fundingRate is 'much'; allowed: a number",
        "1772323200000;1.5, line 2 fundingRate is '1.5'; allowed: a fraction between -1 and 1",
        "1772323200000;0.0001;3, 'line 2 has 3 columns; allowed: the 2 columns ts,fundingRate'",
        "1772323200000;0.0001|1772323200000;0.0001, 'line 3 ts is ''1772323200000''; allowed: later than the line before, 1772323200000'"
    })
    void refusesMalformedFunding(String rows, String reason) {
        Path path = file("ts;fundingRate|" + rows);

        assertThatThrownBy(() -> TimedValues.funding(path)).hasMessage(path + ": " + reason);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "1772323200000;-5;0.05, line 2 oiContracts is '-5'; allowed: a number of at least 0",
        "1772323200000;5;NaN, line 2 oiBase is 'NaN'; allowed: a number",
        "1772323200000;5, 'line 2 has 2 columns; allowed: the 3 columns ts,oiContracts,oiBase'"
    })
    void refusesMalformedOpenInterest(String rows, String reason) {
        Path path = file("ts;oiContracts;oiBase|" + rows);

        assertThatThrownBy(() -> TimedValues.openInterest(path)).hasMessage(path + ": " + reason);
    }

    @Test
    void anyOrderOfSoundLinesButTheirOwnIsRefused() {
        List<String> rows = new CandleFile(Duration.ofMinutes(5)).bars(4, 100).rows();
        for (int i = 1; i < rows.size(); i++) {
            List<String> swapped = new java.util.ArrayList<>(rows);
            java.util.Collections.swap(swapped, i - 1, i);
            Path path = CandleFile.text(folder, "swapped.csv", String.join("\n", swapped));

            assertThatThrownBy(() -> Recording.read(BTC, path))
                    .as("lines %d and %d swapped", i, i + 1)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("line ");
        }
    }
}
