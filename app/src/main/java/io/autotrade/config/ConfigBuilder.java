package io.autotrade.config;

import io.autotrade.config.TradingConfig.LlmConfig;
import io.autotrade.config.TradingConfig.ModelRef;
import io.autotrade.config.TradingConfig.RiskConfig;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns checked values into the typed tree and checks what only shows when several keys are seen together. */
final class ConfigBuilder {

    private static final Map<String, String> BASE_URLS =
            Map.of("deepseek", "https://api.deepseek.com/v1", "openai", "https://api.openai.com/v1");

    private final Values values;
    private final Problems problems;
    private final Path home;
    private final @Nullable Path file;

    ConfigBuilder(Values values, Problems problems, Path home, @Nullable Path file) {
        this.values = values;
        this.problems = problems;
        this.home = home;
        this.file = file;
    }

    AppConfig build(JsonObject sections) {
        return new AppConfig(
                home,
                file,
                trading(),
                market(),
                store(),
                http(),
                new AppConfig.PluginsConfig(
                        path(ConfigKeys.PLUGINS_DIR),
                        Set.copyOf(values.get(ConfigKeys.PLUGINS_ALLOWED)),
                        values.get(ConfigKeys.PLUGINS_ANSWER)),
                new AppConfig.ClusterConfig(
                        values.get(ConfigKeys.CLUSTER),
                        values.get(ConfigKeys.CLUSTER_HOST),
                        values.get(ConfigKeys.CLUSTER_PORT),
                        values.get(ConfigKeys.CLUSTER_MEMBERS),
                        values.get(ConfigKeys.CLUSTER_NAME)),
                new AppConfig.AlertsConfig(values.get(ConfigKeys.SINKS)),
                live(),
                new TelemetryConfig(
                        values.get(ConfigKeys.LOG_FORMAT),
                        values.find(ConfigKeys.LOG_LEVEL),
                        values.find(ConfigKeys.TRACING_URL),
                        values.get(ConfigKeys.TRACING_RATIO)),
                sections);
    }

    private TradingConfig trading() {
        return new TradingConfig(
                values.get(ConfigKeys.BROKER_TYPE),
                values.get(ConfigKeys.SYMBOLS),
                values.get(ConfigKeys.INTERVAL),
                values.get(ConfigKeys.MAX_POSITION),
                values.get(ConfigKeys.CONFIDENCE),
                values.get(ConfigKeys.ALLOW_SHORT),
                values.get(ConfigKeys.ADVISOR),
                llm(),
                risk());
    }

    private LlmConfig llm() {
        String provider = values.get(ConfigKeys.LLM_PROVIDER);
        return new LlmConfig(
                provider,
                values.get(ConfigKeys.LLM_MODEL),
                baseUrl(provider),
                values.find(ConfigKeys.LLM_API_KEY),
                values.get(ConfigKeys.LLM_TEMPERATURE),
                values.get(ConfigKeys.LLM_TIMEOUT),
                values.get(ConfigKeys.LLM_RETRIES),
                values.get(ConfigKeys.LLM_DEADLINE),
                values.find(ConfigKeys.LLM_BUDGET),
                fallbacks(provider),
                values.get(ConfigKeys.LLM_PRICES),
                values.get(ConfigKeys.LLM_TOOLS),
                values.get(ConfigKeys.LLM_HOSTS),
                values.get(ConfigKeys.LLM_RULES),
                values.get(ConfigKeys.LLM_HISTORY),
                values.get(ConfigKeys.LLM_FEEDBACK),
                values.get(ConfigKeys.LLM_DOWN));
    }

    private String baseUrl(String provider) {
        String given = values.find(ConfigKeys.LLM_BASE_URL);
        String known = BASE_URLS.get(provider);
        if (given == null && known == null) {
            problem(ConfigKeys.LLM_BASE_URL, "", "must be given for the provider " + provider);
        }
        return given != null ? given : known != null ? known : "";
    }

    /** An entry that names another provider but no address gets the address of that provider. */
    private List<ModelRef> fallbacks(String provider) {
        List<ModelRef> complete = new ArrayList<>();
        List<ModelRef> given = values.get(ConfigKeys.LLM_FALLBACKS);
        for (int i = 0; i < given.size(); i++) {
            ModelRef ref = given.get(i);
            String own = ref.provider().isEmpty() ? provider : ref.provider();
            String url = ref.baseUrl();
            if (url == null && !own.equals(provider)) {
                url = BASE_URLS.get(own);
            }
            ModelRef model = new ModelRef(own, ref.model(), url, ref.apiKey());
            checkFallback(model, !own.equals(provider), "trading.llm.fallbacks[" + i + "]");
            complete.add(model);
        }
        return complete;
    }

    /** The key of one provider is not shown to another. */
    private void checkFallback(ModelRef model, boolean otherProvider, String key) {
        int line = values.line(ConfigKeys.LLM_FALLBACKS);
        String url = model.baseUrl();
        if (otherProvider && url == null) {
            problems.add(key + ".base_url", line, "", "must be given for the provider " + model.provider());
        } else if (url != null
                && model.apiKey() == null
                && !LlmConfig.needsNoKey(url, values.get(ConfigKeys.LLM_HOSTS))) {
            problems.add(key + ".api_key", line, "", "must be given for another address than that of trading.llm");
        }
    }

    private RiskConfig risk() {
        return new RiskConfig(
                values.get(ConfigKeys.MAX_LEVERAGE),
                values.get(ConfigKeys.DAILY_LOSS),
                values.get(ConfigKeys.DRAWDOWN),
                values.get(ConfigKeys.REWARD_RISK),
                values.get(ConfigKeys.STOP_DISTANCE),
                values.get(ConfigKeys.CASH_BUFFER),
                values.get(ConfigKeys.GROSS_EXPOSURE),
                values.get(ConfigKeys.MIN_NOTIONAL),
                values.get(ConfigKeys.LOSS_STREAK),
                values.get(ConfigKeys.COOLDOWN),
                values.get(ConfigKeys.ORDER_RATE),
                values.get(ConfigKeys.STALE),
                values.get(ConfigKeys.DECISION_AGE),
                values.get(ConfigKeys.DRIFT));
    }

    private AppConfig.MarketConfig market() {
        AppConfig.MarketConfig market = new AppConfig.MarketConfig(
                values.get(ConfigKeys.MARKET_SOURCE),
                values.get(ConfigKeys.SHORT_FRAME),
                values.get(ConfigKeys.LONG_FRAME));
        long shorter = market.shortTimeframe().toSeconds();
        long longer = market.longTimeframe().toSeconds();
        if (longer <= shorter || longer % shorter != 0) {
            problem(
                    ConfigKeys.LONG_FRAME,
                    market.longTimeframe().toString(),
                    "must be a multiple of market.short_timeframe, at least twice as long");
        }
        return market;
    }

    private AppConfig.StoreConfig store() {
        Secret url = values.get(ConfigKeys.STORE_URL);
        if (!url.matches("embedded") && !url.reveal().matches("postgres(ql)?://[^/\\s]+/[^/\\s]+")) {
            problem(ConfigKeys.STORE_URL, "***", "must be embedded or postgresql://user:password@host:port/database");
        }
        return new AppConfig.StoreConfig(url, path(ConfigKeys.DATA_DIR));
    }

    /** All of it or nothing. */
    private AppConfig.@Nullable LiveProfile live() {
        String account = values.find(ConfigKeys.LIVE_ACCOUNT);
        BigDecimal position = values.find(ConfigKeys.LIVE_POSITION);
        BigDecimal gross = values.find(ConfigKeys.LIVE_GROSS);
        BigDecimal loss = values.find(ConfigKeys.LIVE_LOSS);
        if (account != null && position != null && gross != null && loss != null) {
            return new AppConfig.LiveProfile(account, position, gross, loss);
        }
        if (account != null || position != null || gross != null || loss != null) {
            needed(ConfigKeys.LIVE_ACCOUNT, account);
            needed(ConfigKeys.LIVE_POSITION, position);
            needed(ConfigKeys.LIVE_GROSS, gross);
            needed(ConfigKeys.LIVE_LOSS, loss);
        }
        return null;
    }

    private void needed(Key<?> key, @Nullable Object value) {
        if (value == null) {
            problem(key, "", "must be given too: the section live is complete or not there");
        }
    }

    private HttpConfig http() {
        String certificate = values.find(ConfigKeys.TLS_CERTIFICATE);
        String key = values.find(ConfigKeys.TLS_KEY);
        if ((certificate == null) != (key == null)) {
            problem(
                    certificate == null ? ConfigKeys.TLS_CERTIFICATE : ConfigKeys.TLS_KEY,
                    "",
                    "must be given too: TLS needs certificate and key");
        }
        HttpConfig http = new HttpConfig(
                values.get(ConfigKeys.HTTP_HOST),
                values.get(ConfigKeys.HTTP_PORT),
                values.get(ConfigKeys.HTTP_AUTH),
                values.get(ConfigKeys.HTTP_TOKENS),
                values.get(ConfigKeys.HTTP_ORIGINS),
                values.get(ConfigKeys.HTTP_HOSTS),
                values.find(ConfigKeys.HTTP_CRON),
                certificate == null || key == null
                        ? null
                        : new HttpConfig.Tls(
                                path(ConfigKeys.TLS_CERTIFICATE).toString(),
                                path(ConfigKeys.TLS_KEY).toString()),
                values.get(ConfigKeys.BEHIND_PROXY),
                values.get(ConfigKeys.MAX_SOCKETS),
                values.get(ConfigKeys.REQUEST_RATE));
        checkExposure(http);
        return http;
    }

    private void checkExposure(HttpConfig http) {
        if (http.auth() == HttpConfig.Auth.OFF && !http.loopback()) {
            problem(ConfigKeys.HTTP_AUTH, "off", "is allowed only when http.host is this machine, such as 127.0.0.1");
        }
        if (!http.loopback() && http.tls() == null && !http.behindProxy()) {
            problem(
                    ConfigKeys.HTTP_HOST,
                    http.host(),
                    "is reachable from elsewhere and needs http.tls.certificate and http.tls.key, or"
                            + " http.behind_proxy: true");
        }
        long names =
                http.tokens().stream().map(HttpConfig.Token::name).distinct().count();
        if (names < http.tokens().size()) {
            problem(ConfigKeys.HTTP_TOKENS, "", "must have a different name each");
        }
        long tokens = http.tokens().stream()
                .map(token -> token.token().reveal())
                .distinct()
                .count();
        if (tokens < http.tokens().size()) {
            problem(ConfigKeys.HTTP_TOKENS, "", "must have a different token each, or nobody knows who it was");
        }
    }

    private Path path(Key<String> key) {
        String text = values.find(key);
        try {
            return home.resolve(text == null ? "" : text).normalize();
        } catch (InvalidPathException e) {
            problem(key, String.valueOf(text), "must be " + key.type().allowed());
            return home;
        }
    }

    private void problem(Key<?> key, String value, String message) {
        problems.add(key.path(), values.line(key), value, message);
    }
}
