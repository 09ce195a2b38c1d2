package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.autotrade.broker.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final Path HOME = Path.of("/srv/autotrade");

    private static AppConfig parse(String yaml, Map<String, String> env) {
        return ConfigLoader.parse(yaml, null, HOME, env);
    }

    private static AppConfig parse(String yaml) {
        return parse(yaml, Map.of());
    }

    static List<ConfigProblem> problems(String yaml, Map<String, String> env) {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.parse(yaml, null, HOME, env));
        assertThat(refused).as("refused: %s", yaml).isNotNull();
        return refused.problems();
    }

    private static String problem(String yaml) {
        List<ConfigProblem> problems = problems(yaml, Map.of());
        assertThat(problems).hasSize(1);
        return problems.getFirst().toString();
    }

    @Test
    void anEmptyFileIsTheDefaults() {
        AppConfig config = parse("# nothing\n");

        assertThat(config.trading().brokerType()).isEqualTo("simulated");
        assertThat(config.trading().symbols()).hasSize(6).startsWith(new Symbol("BTC-USDT-SWAP"));
        assertThat(config.trading().evaluationInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.trading().maxPositionSizePct()).isEqualByComparingTo("50");
        assertThat(config.trading().confidenceThreshold()).isEqualByComparingTo("0.6");
        assertThat(config.trading().allowShort()).isFalse();
        assertThat(config.trading().usesModel()).isFalse();
        assertThat(config.trading().llm().baseUrl()).isEqualTo("https://api.deepseek.com/v1");
        assertThat(config.trading().llm().apiKey()).isNull();
        assertThat(config.trading().risk().maxLeverage()).isEqualByComparingTo("10");
        assertThat(config.trading().risk().dailyLossCap()).isEqualByComparingTo("1000");
        assertThat(config.trading().risk().drawdownPausePct()).isEqualByComparingTo("5");
        assertThat(config.market().shortTimeframe()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.market().longTimeframe()).isEqualTo(Duration.ofHours(1));
        assertThat(config.store().embedded()).isTrue();
        assertThat(config.store().dataDir()).isEqualTo(HOME.resolve("data"));
        assertThat(config.http().port()).isEqualTo(8085);
        assertThat(config.http().auth()).isEqualTo(HttpConfig.Auth.TOKEN);
        assertThat(config.http().allowedOrigins()).containsExactly("http://localhost:5173", "http://localhost:4000");
        assertThat(config.plugins().dir()).isEqualTo(HOME.resolve("plugins"));
        assertThat(config.cluster().enabled()).isFalse();
    }

    @Test
    void theFilesThatAreDeliveredAreRight() {
        Path conf = Path.of("..", "conf");

        AppConfig standard = ConfigLoader.load(conf.resolve("autotrade.yaml"), null, Map.of());
        AppConfig demo = ConfigLoader.load(
                conf.resolve("okx-demo.yaml"),
                null,
                Map.of("OKX_DEMO_API_KEY", "k", "OKX_DEMO_SECRET_KEY", "s", "OKX_DEMO_PASSPHRASE", "0012"));

        assertThat(standard.home()).isEqualTo(Path.of("..").toAbsolutePath().normalize());
        assertThat(standard.section("simulated").getInteger("starting_cash")).isEqualTo(10_000);
        assertThat(demo.trading().brokerType()).isEqualTo("okx_demo");
        assertThat(demo.section("okx.demo").getString("passphrase")).isEqualTo("0012");
        assertThat(demo.section("market.okx").getString("region")).isEqualTo("global");
        assertThatThrownBy(() -> ConfigLoader.load(conf.resolve("okx-demo.yaml"), null, Map.of()))
                .hasMessageContaining("3 problems")
                .hasMessageContaining("okx.demo.passphrase (line 20): environment variable OKX_DEMO_PASSPHRASE");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithKeyLineValueAndWhatIsAllowed() {
        String yaml = """
                trading:
                  broker_typ: okx_demo
                  evaluation_interval_minutes: soon
                  risk:
                    max_leverage: 200
                    max_leverage: 3
                  llm:
                    api_key: ${MISSING_KEY}
                http:
                  port: "80850"
                store: embedded
                max_leverage: 5
                """;

        assertThat(problems(yaml, Map.of()))
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "trading.broker_typ (line 2): is not a key of the configuration; did you mean trading.broker_type?",
                        "trading.evaluation_interval_minutes = soon (line 3): must be a number of minutes from 0.02 to 1440",
                        "trading.risk.max_leverage = 200 (line 5): must be a number from 1 to 125",
                        "trading.risk.max_leverage (line 6): is given a second time; first in line 5",
                        "trading.llm.api_key (line 8): environment variable MISSING_KEY is not set; set it, put it into the .env"
                                + " file beside the configuration, or write ${MISSING_KEY:default}",
                        "http.port = 80850 (line 10): must be a whole number from 0 to 65535",
                        "store (line 11): must be a section with keys and values",
                        "max_leverage (line 12): is not a key of the configuration; did you mean trading.risk.max_leverage?");
    }

    @Test
    void textStaysTheTextItIs() {
        AppConfig config = parse("""
                simulated:
                  starting_cash: 10000.10
                  seed: 7
                  code: 0123
                  answer: yes
                  day: 2026-01-01
                  exponent: 1e5
                  quoted: "5"
                  flag: true
                  nothing:
                """);

        Map<String, Object> section = config.section("simulated").getMap();
        assertThat(section)
                .containsEntry("starting_cash", new BigDecimal("10000.10"))
                .containsEntry("seed", 7)
                .containsEntry("code", "0123")
                .containsEntry("answer", "yes")
                .containsEntry("day", "2026-01-01")
                .containsEntry("exponent", "1e5")
                .containsEntry("quoted", "5")
                .containsEntry("flag", true)
                .doesNotContainKey("nothing");
    }

    @Test
    void yesIsNotTrue() {
        assertThat(problem("trading: {allow_short: yes}"))
                .isEqualTo("trading.allow_short = yes (line 1): must be true or false");
    }

    @Test
    void variablesComeFromTheEnvironmentThenFromTheFileBeside(@TempDir Path home) throws IOException {
        Path conf = Files.createDirectory(home.resolve("conf"));
        Files.writeString(conf.resolve(".env"), """
                # comment
                export MODEL="from file # not a comment"
                PORT=9001 # comment
                HOST_NAME=localhost
                """);
        Path file = Files.writeString(conf.resolve("a.yaml"), """
                trading: {llm: {model: "${MODEL}"}, symbols: "${SYMBOLS:BTC-USDT-SWAP, ETH-USDT-SWAP}"}
                http: {port: "${PORT}", host: "${HOST_NAME}"}
                simulated: {note: "$${literal} ${UNSET:}x"}
                """);

        AppConfig config = ConfigLoader.load(file, null, Map.of("PORT", "9002"));

        assertThat(config.http().port()).isEqualTo(9002);
        assertThat(config.http().host()).isEqualTo("localhost");
        assertThat(config.trading().llm().model()).isEqualTo("from file # not a comment");
        assertThat(config.trading().symbols())
                .containsExactly(new Symbol("BTC-USDT-SWAP"), new Symbol("ETH-USDT-SWAP"));
        assertThat(config.section("simulated").getString("note")).isEqualTo("${literal} x");
        assertThat(config.home()).isEqualTo(home.toAbsolutePath().normalize());
        assertThat(config.store().dataDir()).isEqualTo(config.home().resolve("data"));
    }

    @Test
    void someVariablesNeedNoMention() {
        AppConfig config = parse(
                "trading: {broker_type: simulated}",
                Map.of(
                        "TRADING_BROKER", "okx_demo",
                        "DEEPSEEK_API_KEY", "sk-deep",
                        "AUTOTRADE_OKX_DEMO_API_KEY", "0042"));

        assertThat(config.trading().brokerType()).isEqualTo("okx_demo");
        assertThat(config.trading().usesModel()).isTrue();
        assertThat(config.section("okx.demo").getString("api_key")).isEqualTo("0042");
        assertThat(problems("", Map.of("TRADING_BROKER", "OKX demo")).getFirst().toString())
                .isEqualTo("trading.broker_type = OKX demo: must be lower-case letters, digits and underscores");
    }

    @Test
    void brokenYamlIsNamedByLineAndNotRepeated() {
        assertThat(problem("trading:\n  api_key: 'sk-secret\n\thttp: {"))
                .startsWith("line ")
                .contains("is not YAML")
                .doesNotContain("sk-secret");
        assertThat(problem("- a\n- b")).contains("must hold keys and values");
        assertThat(problems("trading: &x {llm: *x}", Map.of()).toString()).contains("nested too deeply");
        assertThat(problem("a: 1\n---\nb: 2")).contains("YAML");
    }

    @Test
    void combinationsThatAreNotSafeAreRefused() {
        assertThat(problem("http: {host: 0.0.0.0}"))
                .contains("http.host = 0.0.0.0")
                .contains("behind_proxy");
        assertThat(problem("http: {host: 0.0.0.0, behind_proxy: true, auth: off}"))
                .contains("http.auth = off");
        assertThat(problem("http: {tls: {certificate: a.pem}}")).contains("http.tls.key");
        assertThat(problem("trading: {llm: {fallbacks: [{provider: openai, model: gpt}]}}"))
                .contains("trading.llm.fallbacks[0].api_key");
        assertThat(problem("trading: {llm: {fallbacks: [{provider: mine, model: m, api_key: k}]}}"))
                .contains("trading.llm.fallbacks[0].base_url");
        assertThat(problem("trading: {llm: {provider: other}}")).contains("trading.llm.base_url");
        assertThat(problem("market: {short_timeframe: 1h, long_timeframe: 1h}")).contains("multiple");
        assertThat(parse("http: {host: 0.0.0.0, tls: {certificate: a.pem, key: /b.pem}}")
                        .http()
                        .tls())
                .isEqualTo(new HttpConfig.Tls(HOME.resolve("a.pem").toString(), "/b.pem"));
        assertThat(parse("trading: {advisor: llm, llm: {base_url: 'http://127.0.0.1:11434/v1/'}}")
                        .trading()
                        .llm()
                        .baseUrl())
                .isEqualTo("http://127.0.0.1:11434/v1");
    }

    @Test
    void aModelNeedsNoKeyOnThisMachineAndOnHostsThatAreAllowedByName() {
        String lan = "trading: {llm: {provider: ollama, model: m, base_url: 'http://10.0.0.7:11434/v1'%s}}";

        assertThat(parse(lan.formatted(", allowed_hosts: [10.0.0.7]")).trading().usesModel())
                .isTrue();
        assertThat(parse(lan.formatted("")).trading().usesModel()).isFalse();
        assertThat(parse("trading: {advisor: llm}").trading().usesModel())
                .as("starts, and trades in the safe mode until there is a key")
                .isTrue();
    }

    @Test
    void listsOfSectionsAreReadAndChecked() {
        AppConfig config = parse("""
                trading:
                  llm:
                    fallbacks:
                      - {model: deepseek-reasoner}
                      - {provider: openai, model: gpt, api_key: sk-2}
                    prices: [{model: gpt, prompt_usd: 2.50, completion_usd: 10}]
                http:
                  tokens: [{name: ann, role: operator, token: 0123456789abcdef}]
                alerts:
                  sinks: [{type: slack, url: 'https://hooks.example.com/T/x'}]
                """);

        assertThat(config.trading().llm().fallbacks())
                .containsExactly(
                        new TradingConfig.ModelRef("deepseek", "deepseek-reasoner", null, null),
                        new TradingConfig.ModelRef("openai", "gpt", "https://api.openai.com/v1", Secret.of("sk-2")));
        assertThat(config.trading().llm().prices().getFirst().cachedPromptUsd()).isEqualByComparingTo("2.5");
        assertThat(config.http().tokens())
                .containsExactly(new HttpConfig.Token("ann", HttpConfig.Role.OPERATOR, Secret.of("0123456789abcdef")));
        assertThat(config.alerts().sinks().getFirst().minimumSeverity()).isEqualTo("warning");
        assertThat(problems("http: {tokens: [{name: ann, tokn: 0123456789abcdef, token: short}]}", Map.of()))
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "http.tokens[0].tokn (line 1): is not a key of the configuration; did you mean token?",
                        "http.tokens[0].token = *** (line 1): must be a secret of at least 16 characters");
    }

    @Test
    void aSecretIsNeverShown() {
        String secret = "sk-canary-1234567890";
        AppConfig config = parse("trading: {llm: {api_key: " + secret + "}}\nhttp: {cron_token: " + secret
                + "}\nstore: {url: 'postgresql://u:" + secret + "@h/db'}\nokx: {demo: {secret_key: " + secret + "}}");
        assertThat(config.trading().toString() + config.http() + config.store()).doesNotContain(secret);

        List<ConfigProblem> problems = problems(
                "store: {url: 'mysql://u:" + secret + "@h/db'}\nhttp: {tokens: [{name: a, token: [" + secret
                        + "]}]}\nalerts: {sinks: [{url: 'ftp://" + secret + "'}]}",
                Map.of());
        assertThat(problems).hasSizeGreaterThanOrEqualTo(3);
        assertThat(problems.toString()).doesNotContain(secret);
    }

    @Test
    void aFileThatIsABombIsAProblemAndNotTheEndOfTheService() {
        String deep = "{a: ".repeat(5_000) + "1" + "}".repeat(5_000);
        String wide = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char name = 'b'; name < 'k'; name++) {
            String before = "*" + (char) (name - 1);
            wide += name + ": &" + name + " [" + String.join(", ", java.util.Collections.nCopies(10, before)) + "]\n";
        }

        for (String bomb : List.of(deep, "[".repeat(20_000), wide, "trading: &t {risk: *t}")) {
            assertThat(problems(bomb, Map.of())).isNotEmpty();
        }
    }
}
