package io.autotrade.api;

import io.autotrade.broker.Symbol;
import io.autotrade.config.AppConfig;
import io.autotrade.config.HttpConfig;
import io.autotrade.config.HttpConfig.Auth;
import io.autotrade.config.HttpConfig.Role;
import io.autotrade.config.HttpConfig.Token;
import io.autotrade.config.Secret;
import io.autotrade.config.TradingConfig;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A configuration for the API: loopback, any port, tokens asked for. */
final class TestConfig {

    static final String VIEWER = "viewer-token-0123456789";
    static final String OPERATOR = "operator-token-0123456789";

    static final String APPROVER = "approver-token-0123456789";

    private TestConfig() {}

    static HttpConfig http() {
        return new HttpConfig(
                "127.0.0.1",
                0,
                Auth.TOKEN,
                List.of(
                        new Token("vera", Role.VIEWER, Secret.of(VIEWER)),
                        new Token("otto", Role.OPERATOR, Secret.of(OPERATOR)),
                        new Token("ada", Role.APPROVER, Secret.of(APPROVER))),
                List.of("http://localhost:5173", "http://localhost:4000"),
                List.of("trader.example"),
                null,
                null,
                false,
                64,
                100);
    }

    static HttpConfig auth(HttpConfig http, Auth auth) {
        return new HttpConfig(
                http.host(),
                http.port(),
                auth,
                http.tokens(),
                http.allowedOrigins(),
                http.allowedHosts(),
                http.cronToken(),
                http.tls(),
                http.behindProxy(),
                64,
                100);
    }

    static HttpConfig tokens(HttpConfig http, List<Token> tokens) {
        return new HttpConfig(
                http.host(),
                http.port(),
                http.auth(),
                tokens,
                http.allowedOrigins(),
                http.allowedHosts(),
                http.cronToken(),
                http.tls(),
                http.behindProxy(),
                64,
                100);
    }

    static HttpConfig cron(HttpConfig http, String token) {
        return new HttpConfig(
                http.host(),
                http.port(),
                http.auth(),
                http.tokens(),
                http.allowedOrigins(),
                http.allowedHosts(),
                Secret.of(token),
                http.tls(),
                http.behindProxy(),
                64,
                100);
    }

    static HttpConfig behindProxy(HttpConfig http) {
        return new HttpConfig(
                http.host(),
                http.port(),
                http.auth(),
                http.tokens(),
                http.allowedOrigins(),
                http.allowedHosts(),
                http.cronToken(),
                http.tls(),
                true,
                64,
                100);
    }

    static AppConfig app(Path home, HttpConfig http) {
        TradingConfig.LlmConfig llm = new TradingConfig.LlmConfig(
                "deepseek",
                "deepseek-chat",
                "https://api.deepseek.com/v1",
                null,
                new BigDecimal("0.7"),
                Duration.ofSeconds(30),
                3,
                Duration.ofSeconds(90),
                null,
                List.of(),
                List.of(),
                false,
                List.of(),
                8,
                5,
                true,
                true);
        TradingConfig trading = new TradingConfig(
                "simulated",
                List.of(new Symbol("BTC-USDT-SWAP"), new Symbol("ETH-USDT-SWAP")),
                Duration.ofMinutes(5),
                new BigDecimal("50"),
                new BigDecimal("0.6"),
                false,
                TradingConfig.AdvisorChoice.AUTO,
                llm,
                risk());
        return new AppConfig(
                home,
                null,
                trading,
                new AppConfig.MarketConfig("simulated", Duration.ofMinutes(15), Duration.ofHours(1)),
                new AppConfig.StoreConfig(Secret.of("embedded"), home),
                http,
                new AppConfig.PluginsConfig(home, Set.of(), Duration.ofSeconds(30)),
                AppConfig.ClusterConfig.NONE,
                new AppConfig.AlertsConfig(List.of()),
                null,
                io.autotrade.config.TelemetryConfig.STANDARD,
                new JsonObject());
    }

    private static TradingConfig.RiskConfig risk() {
        return new TradingConfig.RiskConfig(
                BigDecimal.TEN,
                new BigDecimal("1000"),
                new BigDecimal("5"),
                new BigDecimal("1.5"),
                new BigDecimal("8"),
                new BigDecimal("15"),
                new BigDecimal("80"),
                BigDecimal.TEN,
                3,
                Duration.ofMinutes(15),
                20,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                new BigDecimal("50"));
    }
}
