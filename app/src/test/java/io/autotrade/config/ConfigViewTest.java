package io.autotrade.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.ConfigView.Change;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigViewTest {

    private static final String SECRET = "Q7canary-0123456789";

    private static AppConfig parse(String yaml) {
        return ConfigLoader.parse(yaml, null, Path.of("/srv/autotrade"), Map.of());
    }

    private static AppConfig withSecrets(String secret) {
        return parse("""
                trading:
                  llm:
                    api_key: SECRET
                    base_url: https://example.com/v1
                    fallbacks: [{model: m, api_key: SECRET}]
                store: {url: 'postgresql://u:SECRET@h/db'}
                http: {cron_token: SECRET, tokens: [{name: ann, token: SECRET}]}
                alerts: {sinks: [{url: 'https://hooks.example.com/SECRET'}]}
                okx: {demo: {api_key: SECRET, secret_key: SECRET, passphrase: SECRET, base_url: 'https://x.com'}}
                brokers: {mine: {webhook_url: SECRET, proxy: 'socks5://u:SECRET@h', list: [{password: SECRET}]}}
                """.replace("SECRET", secret));
    }

    @Test
    void theViewShowsEveryKeyAndNoSecret() {
        JsonObject view = ConfigView.redacted(withSecrets(SECRET));

        assertThat(view.encode()).doesNotContain(SECRET);
        JsonObject llm = view.getJsonObject("trading").getJsonObject("llm");
        assertThat(llm.getString("api_key")).isEqualTo("***");
        assertThat(llm.getString("base_url")).isEqualTo("https://example.com/v1");
        assertThat(llm.getString("model")).isEqualTo("deepseek-chat");
        assertThat(view.getJsonObject("http").getInteger("port")).isEqualTo(8085);
        assertThat(view.getJsonObject("http")
                        .getJsonArray("tokens")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("ann");
        assertThat(ConfigView.redacted(parse("")).getJsonObject("store").getString("url"))
                .isEqualTo("embedded");
        assertThat(withSecrets(SECRET).toString()).doesNotContain(SECRET);
    }

    @Test
    void aDifferenceNamesKeysWithBothValuesAndHidesSecrets() {
        AppConfig before = parse("trading: {risk: {max_leverage: 10}}\nsimulated: {seed: 1}");
        AppConfig after = parse("trading: {risk: {max_leverage: 5}, symbols: [BTC-USDT-SWAP]}\nhttp: {cron_token: x}");

        assertThat(ConfigView.changes(before, after))
                .contains(
                        new Change("http.cron_token", "", "***"),
                        new Change("simulated.seed", "1", ""),
                        new Change("trading.risk.max_leverage", "10", "5"),
                        new Change("trading.symbols[1]", "ETH-USDT-SWAP", ""))
                .hasSize(3 + 5);
        assertThat(ConfigView.changes(before, before)).isEmpty();
    }

    @Test
    void aNewSecretIsADifferenceEvenThoughItIsNotShown() {
        assertThat(ConfigView.changes(withSecrets(SECRET), withSecrets("another-secret-0123")))
                .isNotEmpty()
                .allSatisfy(change -> {
                    assertThat(change.before()).isEqualTo("***");
                    assertThat(change.after()).isEqualTo("***");
                });
    }

    @Test
    void theHashIsOfWhatIsShown() {
        assertThat(ConfigView.hash(withSecrets(SECRET))).isEqualTo(ConfigView.hash(withSecrets("another-secret-0123")));
        assertThat(ConfigView.hash(parse(""))).isEqualTo(ConfigView.hash(parse("http: {port: 8085}")));
        assertThat(ConfigView.hash(parse(""))).isNotEqualTo(ConfigView.hash(parse("http: {port: 8086}")));
    }

    @Test
    void sectionsOfPluginsGetTheTypesOfTheirSchema() {
        JsonObject schema = new JsonObject("""
                {"properties": {"rate": {"type": "integer"}, "fee": {"type": "number"}, "on": {"type": "boolean"},
                  "passphrase": {"type": "string"}, "inner": {"properties": {"n": {"type": "integer"}}},
                  "files": {"additionalProperties": {"type": "string"}}, "list": {"items": {"type": "number"}}}}""");
        AppConfig config = ConfigLoader.parse("""
                brokers: {mine: {rate: '${RATE}', fee: '2.50', on: 'true', passphrase: 1234, inner: {n: '7'},
                  files: {BTC: 12}, list: ['1.5'], other: '5'}}""", null, Path.of("/srv/autotrade"), Map.of("RATE", "20"));

        JsonObject typed = SectionTypes.typed(schema, config.section("brokers.mine"));

        assertThat(typed).isEqualTo(new JsonObject("""
                        {"rate": 20, "fee": 2.50, "on": true, "passphrase": "1234", "inner": {"n": 7},
                         "files": {"BTC": "12"}, "list": [1.5], "other": "5"}"""));
    }
}
