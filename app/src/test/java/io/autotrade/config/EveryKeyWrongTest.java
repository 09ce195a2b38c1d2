package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key once with a value it must not have. */
class EveryKeyWrongTest {

    private static final String SECRET = "Q7canary";

    /** Key, wrong value, what the message must say. The value of a secret must not come back. */
    private static final List<List<String>> WRONG = List.of(
            List.of("trading.broker_type", "OKX-Demo", "lower-case letters"),
            List.of("trading.symbols", "[]", "not empty"),
            List.of("trading.symbols", "[BTC USDT]", "BTC-USDT-SWAP"),
            List.of("trading.symbols", "[BTC-USDT-SWAP, btc-usdt-swap]", "already"),
            List.of("trading.evaluation_interval_minutes", "0", "from 0.02 to 1440"),
            List.of("trading.max_position_size_pct", "0", "above 0"),
            List.of("trading.confidence_threshold", "60", "from 0 to 1"),
            List.of("trading.allow_short", "1", "true or false"),
            List.of("trading.advisor", "gpt", "auto, baseline, llm"),
            List.of("trading.llm.provider", "Deep Seek", "lower-case"),
            List.of("trading.llm.model", "{a: b}", "not a list or a section"),
            List.of("trading.llm.base_url", "ftp://host", "http:// or https://"),
            List.of("trading.llm.base_url", "https://me:" + SECRET + "@host/v1", "without user name"),
            List.of("trading.llm.api_key", "[" + SECRET + "]", "an API key"),
            List.of("trading.llm.temperature", "2.1", "from 0 to 2"),
            List.of("trading.llm.timeout_seconds", "0.5", "from 1 to 600"),
            List.of("trading.llm.max_retries", "1.5", "whole number from 0 to 10"),
            List.of("trading.llm.cycle_deadline_seconds", "2h", "seconds from 1 to 3600"),
            List.of("trading.llm.daily_budget_usd", "-1", "from 0"),
            List.of("trading.llm.fallbacks", "deepseek-reasoner", "list of sections"),
            List.of("trading.llm.prices", "[{model: m, prompt_usd: free, completion_usd: 1}]", "from 0 to 100000"),
            List.of("trading.llm.tools", "yes", "true or false"),
            List.of("trading.llm.allowed_hosts", "['a b']", "host name"),
            List.of("trading.llm.max_rules_in_prompt", "101", "from 0 to 100"),
            List.of("trading.llm.max_history_trades", "-1", "from 0 to 100"),
            List.of("trading.llm.feedback_enabled", "on", "true or false"),
            List.of("trading.llm.when_down", "active", "halted, reducing"),
            List.of("trading.risk.max_leverage", "0.5", "from 1 to 125"),
            List.of("trading.risk.daily_loss_cap", "0", "above 0"),
            List.of("trading.risk.drawdown_pause_pct", "101", "at most 100"),
            List.of("trading.risk.min_reward_risk", "NaN", "a number from 0 to 100"),
            List.of("trading.risk.max_stop_distance_pct", "51", "at most 50"),
            List.of("trading.risk.min_cash_buffer_pct", "15%", "from 0 to 100"),
            List.of("trading.risk.max_gross_exposure_pct", "-150", "above 0"),
            List.of("trading.risk.min_notional", "1e3", "a number"),
            List.of("trading.risk.loss_streak_pause", "three", "whole number"),
            List.of("trading.risk.cooldown_minutes", "-1", "from 0 to 10080"),
            List.of("trading.risk.max_orders_per_hour", "0", "from 1 to 10000"),
            List.of("trading.risk.stale_after_seconds", "0", "from 1 to 3600"),
            List.of("trading.risk.max_decision_age_seconds", "3601", "from 1 to 3600"),
            List.of("trading.risk.max_price_drift_bps", "10001", "from 0 to 10000"),
            List.of("market.source", "a b", "lower-case"),
            List.of("market.short_timeframe", "7m", "divide a day"),
            List.of("market.long_timeframe", "2d", "divide a day"),
            List.of("store.url", "mysql://u:" + SECRET + "@h/db", "postgresql://"),
            List.of("store.data_dir", "[a]", "path"),
            List.of("http.host", "a b", "host name"),
            List.of("http.port", "65536", "from 0 to 65535"),
            List.of("http.auth", "none", "off, token"),
            List.of("http.tokens", "[{name: a, token: " + SECRET + "}]", "at least 16"),
            List.of(
                    "http.tokens",
                    "[{name: a, role: approver, token: " + SECRET + "-0123456789}, {name: b, role: approver, token: "
                            + SECRET + "-0123456789}]",
                    "different token each"),
            List.of("http.allowed_origins", "['*']", "http:// or https://"),
            List.of("http.allowed_hosts", "['*']", "host name"),
            List.of("http.cron_token", "{a: " + SECRET + "}", "a token"),
            List.of("http.tls.certificate", "[a]", "path"),
            List.of("http.tls.key", "[a]", "path"),
            List.of("http.max_sockets", "0", "from 1 to 20000"),
            List.of("http.requests_per_second", "0", "from 1 to 1000000"),
            List.of("http.behind_proxy", "maybe", "true or false"),
            List.of("plugins.dir", "[a]", "path"),
            List.of("plugins.allow_sha256", "[ABC]", "64 lower-case hex"),
            List.of("plugins.answer_within_seconds", "0", "from 1 to 600"),
            List.of("live.account", "{a: b}", "not a list or a section"),
            List.of("live.max_position_notional", "0", "above 0"),
            List.of("live.max_gross_notional", "much", "above 0"),
            List.of("live.daily_loss_cap", "-5", "above 0"),
            List.of("cluster.enabled", "'2'", "true or false"),
            List.of("cluster.host", "'a b'", "address of this machine"),
            List.of("cluster.port", "0", "from 1 to 65535"),
            List.of("cluster.members", "[a]", "host:port"),
            List.of("cluster.name", "'a b'", "letters, digits"),
            List.of("log.format", "xml", "auto, json, text"),
            List.of("log.level", "loud", "debug, error, info, trace, warn"),
            List.of("tracing.otlp_url", "localhost:4318", "http:// or https://"),
            List.of("tracing.sample_ratio", "2", "from 0 to 1"),
            List.of(
                    "alerts.sinks",
                    "[{type: mail, url: 'https://" + SECRET + "'}]",
                    "discord, slack, telegram, webhook"));

    static Stream<List<String>> wrong() {
        return WRONG.stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedWithKeyAndWhatIsAllowed(List<String> wrong) {
        String yaml = yaml(wrong.get(0), wrong.get(1));

        List<ConfigProblem> problems = ConfigLoaderTest.problems(yaml, Map.of());

        assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isPositive());
        assertThat(problems.getFirst().key()).startsWith(wrong.get(0));
        assertThat(problems.toString()).contains(wrong.get(2));
        assertThat(problems.toString()).doesNotContain(SECRET);
    }

    @Test
    void noKeyIsForgottenHere() {
        Set<String> tried = WRONG.stream().map(List::getFirst).collect(Collectors.toSet());

        assertThat(ConfigKeys.all()).extracting(Key::path).allMatch(tried::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "tradin.symbols, trading",
        "trading.simbols, trading.symbols",
        "trading.risk.maxleverage, trading.risk.max_leverage",
        "trading.risk.cool_down_minutes, trading.risk.cooldown_minutes",
        "http.prot, http.port",
        "llm.model, trading",
        "market.repaly.speed, market",
        "brokrs.mine.key, brokers",
    })
    void aMisspeltKeyIsRefusedWithTheRightOne(String key, String meant) {
        List<ConfigProblem> problems = ConfigLoaderTest.problems(yaml(key, "1"), Map.of());

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.toString())
                    .contains("is not a key of the configuration")
                    .contains(meant);
        });
    }

    private static String yaml(String path, String value) {
        StringBuilder yaml = new StringBuilder();
        String[] parts = path.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            yaml.append("  ".repeat(i))
                    .append(parts[i])
                    .append(i == parts.length - 1 ? ": " + value : ":")
                    .append('\n');
        }
        return yaml.toString();
    }
}
