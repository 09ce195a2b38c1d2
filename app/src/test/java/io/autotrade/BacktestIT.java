package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a strategy would have made of a recorded market, by one command. */
@Timeout(240)
class BacktestIT {

    @TempDir
    private Path home;

    /** @param text of standard output and standard error */
    private record Ran(int code, String text) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        int code = Autotrade.commandLine().setOut(printer).setErr(printer).execute(arguments);
        return new Ran(code, out.toString());
    }

    private Path conf;

    @BeforeEach
    void configure() throws Exception {
        Recording.of(home, 1_000);
        conf = Files.createDirectories(home.resolve("conf")).resolve("autotrade.yaml");
        Files.writeString(conf, """
                trading:
                  broker_type: okx_demo
                  symbols: [BTC-USDT-SWAP, ETH-USDT-SWAP, SOL-USDT-SWAP]
                  risk: {loss_streak_pause: 0, cooldown_minutes: 0, drawdown_pause_pct: 50}
                market: {source: okx}
                plugins: {dir: %s}
                """.formatted(RunningService.projectRoot().resolve("plugins")));
    }

    private Ran backtest(String... more) {
        String[] always = {
            "backtest",
            "--conf",
            conf.toString(),
            "--candles",
            "BTC-USDT-SWAP=" + home.resolve("BTC-USDT-SWAP.csv"),
            "--candles",
            "ETH-USDT-SWAP=" + home.resolve("ETH-USDT-SWAP.csv"),
            "--funding",
            "BTC-USDT-SWAP=" + home.resolve("BTC-USDT-SWAP-funding.csv")
        };
        String[] all = java.util.Arrays.copyOf(always, always.length + more.length);
        System.arraycopy(more, 0, all, always.length, more.length);
        return run(all);
    }

    @Test
    void playsARecordingOnAnAccountOfItsOwnAndTellsHowItDid() throws Exception {
        Path out = home.resolve("first");

        Ran ran = backtest("--out", out.toString(), "--cash", "5000", "--json");

        assertThat(ran.code()).as(ran.text()).isZero();
        JsonObject figures = new JsonObject(ran.text().lines().toList().getLast());
        assertThat(exact(figures, "paidIn")).isEqualByComparingTo("5000");
        assertThat(figures.getInteger("trades")).isPositive();
        assertThat(exact(figures, "fees")).isPositive();
        assertThat(exact(figures, "equity"))
                .isEqualByComparingTo(exact(figures, "paidIn")
                        .add(exact(figures, "realizedPnl"))
                        .add(exact(figures, "unrealizedPnl"))
                        .subtract(exact(figures, "fees"))
                        .add(exact(figures, "funding")));
        assertThat(Files.readString(out.resolve("report.html"))).contains("Largest drawdown", "BTC-USDT-SWAP");
        assertThat(home.resolve("data")).as("the account of the service").doesNotExist();

        Ran again = backtest("--out", out.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.text()).contains("is not empty");
    }

    private static BigDecimal exact(JsonObject figures, String name) {
        return new BigDecimal(figures.getString(name + "Exact", String.valueOf(figures.getValue(name))));
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        Ran none = run("backtest", "--conf", conf.toString());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.text()).contains("there are no candles to play").contains("--candles");

        Ran advisor = backtest("--advisor", "oracle");
        assertThat(advisor.code()).isEqualTo(1);
        assertThat(advisor.text())
                .contains("trading.advisor")
                .contains("oracle")
                .contains("baseline");

        Ran file = run("backtest", "--conf", conf.toString(), "--candles", "BTC-USDT-SWAP=nowhere.csv");
        assertThat(file.code()).isEqualTo(1);
        assertThat(file.text()).contains("nowhere.csv");
        assertThat(run("backtest", "--cash", "much").code()).isEqualTo(2);
    }
}
