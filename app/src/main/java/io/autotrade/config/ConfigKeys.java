package io.autotrade.config;

import io.autotrade.broker.Symbol;
import io.autotrade.config.AppConfig.AlertSink;
import io.autotrade.config.HttpConfig.Auth;
import io.autotrade.config.HttpConfig.Role;
import io.autotrade.config.HttpConfig.Token;
import io.autotrade.config.TelemetryConfig.LogFormat;
import io.autotrade.config.TradingConfig.AdvisorChoice;
import io.autotrade.config.TradingConfig.ModelPrice;
import io.autotrade.config.TradingConfig.ModelRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every key of the service itself: type, default, range and meaning. The manual is made from this table. */
final class ConfigKeys {

    private static final List<Key<?>> TABLE = new ArrayList<>();

    private static final KeyType<String> LINE = Types.text("one line of text", "[^\\p{Cntrl}]{1,200}");
    private static final KeyType<String> HTTP_URL = Types.url(Set.of("http", "https"));

    static final Key<String> BROKER_TYPE = key(
            "trading.broker_type",
            Types.id(),
            "simulated",
            "Which broker plugin trades: simulated, okx_demo, okx_live or the id of a plugin of yours."
                    + " The environment variable TRADING_BROKER overrides it. Changing it while the service runs is a"
                    + " guarded hand-over.");
    static final Key<List<Symbol>> SYMBOLS = key(
            "trading.symbols",
            new ListType<>(Types.symbol(), false),
            "[BTC-USDT-SWAP, ETH-USDT-SWAP, SOL-USDT-SWAP, BNB-USDT-SWAP, DOGE-USDT-SWAP, XRP-USDT-SWAP]",
            "What is watched and may be traded.");
    static final Key<Duration> INTERVAL = key(
            "trading.evaluation_interval_minutes",
            Types.minutes("0.02", "1440"),
            "5",
            "Time between two evaluations, in minutes of the market's clock; fractions allowed.");
    static final Key<BigDecimal> MAX_POSITION = key(
            "trading.max_position_size_pct",
            Types.positive("1000"),
            "50",
            "Largest notional of one position after the trade, percent of equity, pending orders counted.");
    static final Key<BigDecimal> CONFIDENCE = key(
            "trading.confidence_threshold",
            Types.decimal("0", "1"),
            "0.6",
            "Least confidence of a proposal that opens a position.");
    static final Key<Boolean> ALLOW_SHORT = key(
            "trading.allow_short",
            Types.bool(),
            "false",
            "Whether a sell may open a short position; otherwise it closes a long one.");
    static final Key<AdvisorChoice> ADVISOR = key(
            "trading.advisor",
            Types.choice(
                    Map.of("auto", AdvisorChoice.AUTO, "llm", AdvisorChoice.LLM, "baseline", AdvisorChoice.BASELINE)),
            "auto",
            "Who proposes: llm, baseline (rules, needs no key), or auto: the model when an API key or a model on this"
                    + " machine is configured, else the baseline.");

    static final Key<String> LLM_PROVIDER = key(
            "trading.llm.provider",
            Types.id(),
            "deepseek",
            "Dialect of the endpoint: deepseek, openai, or any name for another OpenAI-compatible one, which then needs"
                    + " base_url.");
    static final Key<String> LLM_MODEL =
            key("trading.llm.model", LINE, "deepseek-chat", "Model name as the endpoint knows it.");
    static final Key<String> LLM_BASE_URL = key(
            "trading.llm.base_url",
            HTTP_URL,
            null,
            "Address of the endpoint up to and with the version, without /chat/completions. Default:"
                    + " https://api.deepseek.com/v1 for deepseek, https://api.openai.com/v1 for openai.");
    static final Key<Secret> LLM_API_KEY = key(
            "trading.llm.api_key",
            Types.secret("an API key"),
            null,
            "Key of the endpoint; write ${DEEPSEEK_API_KEY} rather than the key. For the provider deepseek the variable"
                    + " DEEPSEEK_API_KEY is taken when nothing is written here.");
    static final Key<BigDecimal> LLM_TEMPERATURE =
            key("trading.llm.temperature", Types.decimal("0", "2"), "0.7", "Sampling temperature.");
    static final Key<Duration> LLM_TIMEOUT =
            key("trading.llm.timeout_seconds", Types.seconds("1", "600"), "30", "Longest time for one call.");
    static final Key<Integer> LLM_RETRIES = key(
            "trading.llm.max_retries",
            Types.integer(0, 10),
            "3",
            "How often a call is repeated after a failure of the network or the server, with growing pauses.");
    static final Key<Duration> LLM_DEADLINE = key(
            "trading.llm.cycle_deadline_seconds",
            Types.seconds("1", "3600"),
            "90",
            "Time after which the answer of a cycle is stored but not traded, all retries and fallbacks included.");
    static final Key<BigDecimal> LLM_BUDGET = key(
            "trading.llm.daily_budget_usd",
            Types.decimal("0", "1000000"),
            null,
            "Cost of model calls per UTC day after which no more are made. Default: no limit.");
    static final Key<List<ModelRef>> LLM_FALLBACKS = key(
            "trading.llm.fallbacks",
            fallbacks(),
            "[]",
            "Further models to ask, in order, when those before them fail. What an entry leaves out is that of"
                    + " trading.llm.");
    static final Key<List<ModelPrice>> LLM_PRICES = key(
            "trading.llm.prices",
            prices(),
            "[]",
            "Prices of models in US dollars per million tokens, for cost and budget; override the built-in ones.");
    static final Key<Boolean> LLM_TOOLS = key(
            "trading.llm.tools",
            Types.bool(),
            "false",
            "Whether the model may ask for more market data before it answers.");
    static final Key<List<String>> LLM_HOSTS = key(
            "trading.llm.allowed_hosts",
            new ListType<>(Types.text("a host name or address", "[A-Za-z0-9._:\\[\\]-]{1,253}"), true),
            "[]",
            "Hosts of models that may have private addresses. This machine always may.");
    static final Key<Integer> LLM_RULES = key(
            "trading.llm.max_rules_in_prompt",
            Types.integer(0, 100),
            "8",
            "Largest number of learned rules shown to the model.");
    static final Key<Integer> LLM_HISTORY = key(
            "trading.llm.max_history_trades",
            Types.integer(0, 100),
            "5",
            "Largest number of past trades shown to the model.");
    static final Key<Boolean> LLM_FEEDBACK = key(
            "trading.llm.feedback_enabled",
            Types.bool(),
            "true",
            "Whether rules are learned from closed trades and shown to the model.");
    static final Key<Boolean> LLM_DOWN = key(
            "trading.llm.when_down",
            Types.choice(Map.of("reducing", true, "halted", false)),
            "reducing",
            "What the service does when no model answers: reducing (exits only) or halted (nothing).");

    static final Key<BigDecimal> MAX_LEVERAGE =
            key("trading.risk.max_leverage", Types.decimal("1", "125"), "10", "Largest leverage of a position.");
    static final Key<BigDecimal> DAILY_LOSS = key(
            "trading.risk.daily_loss_cap",
            Types.positive("1000000000"),
            "1000",
            "Loss since 00:00 UTC, unrealised included, in settlement currency, from which on nothing is opened.");
    static final Key<BigDecimal> DRAWDOWN = key(
            "trading.risk.drawdown_pause_pct",
            Types.positive("100"),
            "5",
            "Fall from the highest equity in percent from which on nothing is opened.");
    static final Key<BigDecimal> REWARD_RISK = key(
            "trading.risk.min_reward_risk",
            Types.decimal("0", "100"),
            "1.5",
            "Least ratio of what the target would win to what the stop would lose, after fees. A trader who is right"
                    + " four times in ten breaks even at 1.5.");
    static final Key<BigDecimal> STOP_DISTANCE = key(
            "trading.risk.max_stop_distance_pct",
            Types.positive("50"),
            "8",
            "Largest distance of the stop from the entry price in percent; wider than the daily range of the large"
                    + " perpetuals, narrower than what a leverage of 10 survives.");
    static final Key<BigDecimal> CASH_BUFFER = key(
            "trading.risk.min_cash_buffer_pct",
            Types.decimal("0", "100"),
            "15",
            "Percent of equity that stays free of margin after the trade, for fees, funding and adverse moves.");
    static final Key<BigDecimal> GROSS_EXPOSURE = key(
            "trading.risk.max_gross_exposure_pct",
            Types.positive("10000"),
            "150",
            "Largest sum of all notionals, long and short, after the trade, percent of equity: three positions of the"
                    + " default size.");
    static final Key<BigDecimal> MIN_NOTIONAL = key(
            "trading.risk.min_notional",
            Types.decimal("0", "1000000"),
            "10",
            "Smallest notional of an order in settlement currency; below it fees eat the trade.");
    static final Key<Integer> LOSS_STREAK = key(
            "trading.risk.loss_streak_pause",
            Types.integer(0, 100),
            "3",
            "Number of losing trades in a row from which on nothing is opened until somebody resumes; 0 switches the"
                    + " rule off.");
    static final Key<Duration> COOLDOWN = key(
            "trading.risk.cooldown_minutes",
            Types.minutes("0", "10080"),
            "15",
            "Time after closing a position before its symbol may be entered again.");
    static final Key<Integer> ORDER_RATE = key(
            "trading.risk.max_orders_per_hour",
            Types.integer(1, 10_000),
            "20",
            "Largest number of orders that open positions within an hour: about two for each default symbol, far below"
                    + " what a loop gone wrong would send.");
    static final Key<Duration> STALE = key(
            "trading.risk.stale_after_seconds",
            Types.seconds("1", "3600"),
            "60",
            "Age of the newest price above which nothing is opened.");
    static final Key<Duration> DECISION_AGE = key(
            "trading.risk.max_decision_age_seconds",
            Types.seconds("1", "3600"),
            "120",
            "Age of a decision above which it is not executed.");
    static final Key<BigDecimal> DRIFT = key(
            "trading.risk.max_price_drift_bps",
            Types.decimal("0", "10000"),
            "50",
            "Move of the price against the order since the decision, in basis points, above which it is not executed.");

    static final Key<String> MARKET_SOURCE = key(
            "market.source",
            Types.id(),
            "simulated",
            "Where prices come from: simulated, replay (recorded candles), okx (public data, no key) or the id of a"
                    + " plugin of yours. Its own keys are in the section market.ID.");
    static final Key<Duration> SHORT_FRAME =
            key("market.short_timeframe", Types.timeframe(), "15m", "Length of the short candles.");
    static final Key<Duration> LONG_FRAME = key(
            "market.long_timeframe",
            Types.timeframe(),
            "1h",
            "Length of the long candles; a multiple of the short ones.");

    static final Key<Secret> STORE_URL = key(
            "store.url",
            Types.secret("embedded or postgresql://user:password@host:port/database"),
            "embedded",
            "Where the journal is: embedded (a PostgreSQL of the service's own below data_dir) or the URL of a"
                    + " PostgreSQL 14 or newer.");
    static final Key<String> DATA_DIR = key(
            "store.data_dir",
            Types.path(),
            "data",
            "Folder for the embedded database, the operator token and the halt file.");

    static final Key<String> HTTP_HOST = key(
            "http.host",
            Types.text("a host name or address to listen on", "[A-Za-z0-9._:\\[\\]-]{1,253}"),
            "127.0.0.1",
            "Address to listen on. Anything but this machine itself needs auth: token and either tls or behind_proxy.");
    static final Key<Integer> HTTP_PORT =
            key("http.port", Types.integer(0, 65_535), "8085", "Port; 0 lets the system choose one.");
    static final Key<Auth> HTTP_AUTH = key(
            "http.auth",
            Types.choice(Map.of("token", Auth.TOKEN, "off", Auth.OFF)),
            "token",
            "token asks for a bearer token; off asks for none and is only for this machine and brokers that are not"
                    + " live.");
    static final Key<List<Token>> HTTP_TOKENS = key(
            "http.tokens",
            tokens(),
            "[]",
            "Tokens of people and programs with their roles: viewer, operator, approver; each may do what those before"
                    + " it may. The generated operator token exists besides.");
    static final Key<List<String>> HTTP_ORIGINS = key(
            "http.allowed_origins",
            new ListType<>(HTTP_URL, true),
            "[http://localhost:5173, http://localhost:4000]",
            "Web pages from elsewhere that may call the service.");
    static final Key<List<String>> HTTP_HOSTS = key(
            "http.allowed_hosts",
            new ListType<>(Types.text("a host name or address", "[A-Za-z0-9._:\\[\\]-]{1,253}"), true),
            "[]",
            "Names under which the service may be called besides those of this machine and http.host.");
    static final Key<Secret> HTTP_CRON = key(
            "http.cron_token", Types.secret("a token"), null, "Token that may trigger an evaluation and nothing else.");
    static final Key<String> TLS_CERTIFICATE =
            key("http.tls.certificate", Types.path(), null, "PEM file with the certificate chain.");
    static final Key<String> TLS_KEY = key("http.tls.key", Types.path(), null, "PEM file with the private key.");
    static final Key<Boolean> BEHIND_PROXY = key(
            "http.behind_proxy",
            Types.bool(),
            "false",
            "TLS ends at a proxy in front of the service, so that it may listen beyond this machine without TLS.");

    static final Key<Integer> MAX_SOCKETS = key(
            "http.max_sockets",
            Types.integer(1, 20_000),
            "64",
            "WebSockets that may be open at a time. Each dashboard has one.");
    static final Key<Integer> REQUEST_RATE = key(
            "http.requests_per_second",
            Types.integer(1, 1_000_000),
            "100",
            "Requests of one address per second in the long run; six seconds' worth may come at once.");

    static final Key<String> PLUGINS_DIR = key(
            "plugins.dir",
            Types.path(),
            "plugins",
            "Folder with the jars of brokers, market sources and event consumers.");
    static final Key<List<String>> PLUGINS_ALLOWED = key(
            "plugins.allow_sha256",
            new ListType<>(Types.text("the 64 lower-case hex digits of a SHA-256", "[0-9a-f]{64}"), true),
            "[]",
            "SHA-256 of the jars that may be loaded. Default: all in the folder.");
    static final Key<Duration> PLUGINS_ANSWER = key(
            "plugins.answer_within_seconds",
            Types.seconds("1", "600"),
            "30",
            "How long a broker that is to take over may take to open, and again to tell what its account holds; after"
                    + " that the old one trades on.");

    static final Key<Boolean> CLUSTER =
            key("cluster.enabled", Types.bool(), "false", "Whether the event bus spans several machines (Hazelcast).");

    static final Key<String> CLUSTER_HOST = key(
            "cluster.host",
            Types.text("an address of this machine", "[0-9A-Fa-f.:]{2,45}"),
            "127.0.0.1",
            "Address of this machine under which the others reach it. The traffic is neither encrypted nor"
                    + " authenticated: a private network only.");
    static final Key<Integer> CLUSTER_PORT =
            key("cluster.port", Types.integer(1, 65_535), "5701", "Port of Hazelcast on that address.");
    static final Key<List<String>> CLUSTER_MEMBERS = key(
            "cluster.members",
            new ListType<>(Types.text("host:port of a member", "[A-Za-z0-9.-]{1,253}:[0-9]{1,5}"), true),
            "[]",
            "Addresses of all members, this one included or not.");
    static final Key<String> CLUSTER_NAME = key(
            "cluster.name",
            Types.text("letters, digits, dashes and underscores", "[A-Za-z0-9_-]{1,60}"),
            "autotrade",
            "Clusters of different names do not hear each other; one name per store.");

    static final Key<List<AlertSink>> SINKS =
            key("alerts.sinks", sinks(), "[]", "Where alerts go besides log and event bus.");

    static final Key<LogFormat> LOG_FORMAT = key(
            "log.format",
            Types.choice(Map.of("auto", LogFormat.AUTO, "text", LogFormat.TEXT, "json", LogFormat.JSON)),
            "auto",
            "Lines of the log, on standard error: text for people, json for machines (one object a line), or auto: text"
                    + " on a terminal, else json.");
    static final Key<String> LOG_LEVEL = key(
            "log.level",
            Types.choice(Map.of("error", "error", "warn", "warn", "info", "info", "debug", "debug", "trace", "trace")),
            null,
            "Least level that is logged. Default: the environment variable AUTOTRADE_LOG_LEVEL, else info.");

    static final Key<String> TRACING_URL = key(
            "tracing.otlp_url",
            HTTP_URL,
            null,
            "Where spans of each cycle go, as OTLP over HTTP, such as http://localhost:4318/v1/traces. Default: no"
                    + " spans are made.");
    static final Key<BigDecimal> TRACING_RATIO =
            key("tracing.sample_ratio", Types.decimal("0", "1"), "1", "Share of the cycles that are traced.");

    static final Key<String> LIVE_ACCOUNT = key(
            "live.account",
            LINE,
            null,
            "Name of the account that trades real money, as its owners know it; approvers type it. Needed, with the limits"
                    + " below, before a LIVE broker starts; see live-trading.md.");
    static final Key<BigDecimal> LIVE_POSITION = key(
            "live.max_position_notional",
            Types.positive("1000000000"),
            null,
            "Largest notional of one position with real money, settlement currency. At most 200 at first, then at most"
                    + " twice what was approved before.");
    static final Key<BigDecimal> LIVE_GROSS = key(
            "live.max_gross_notional",
            Types.positive("1000000000"),
            null,
            "Largest sum of all notionals with real money, settlement currency. At most 500 at first, then at most twice"
                    + " what was approved before.");
    static final Key<BigDecimal> LIVE_LOSS = key(
            "live.daily_loss_cap",
            Types.positive("1000000000"),
            null,
            "Loss since 00:00 UTC with real money, settlement currency, from which on nothing is opened. At most 50 at"
                    + " first, then at most twice what was approved before.");

    private ConfigKeys() {}

    /** All keys in the order of the manual. */
    static List<Key<?>> all() {
        return List.copyOf(TABLE);
    }

    private static KeyType<List<ModelRef>> fallbacks() {
        Key<String> provider = item("provider", Types.id(), null, "As trading.llm.provider.");
        Key<String> model = item("model", LINE, null, "Model name; must be given.");
        Key<String> url = item("base_url", HTTP_URL, null, "As trading.llm.base_url.");
        Key<Secret> apiKey = item("api_key", Types.secret("an API key"), null, "As trading.llm.api_key.");
        return new TableListType<>(List.of(provider, model, url, apiKey), values -> {
            String name = values.find(provider);
            return new ModelRef(name == null ? "" : name, values.get(model), values.find(url), values.find(apiKey));
        });
    }

    private static KeyType<List<ModelPrice>> prices() {
        KeyType<BigDecimal> price = Types.decimal("0", "100000");
        Key<String> model = item("model", LINE, null, "Model name; must be given.");
        Key<BigDecimal> prompt = item("prompt_usd", price, null, "Prompt tokens; must be given.");
        Key<BigDecimal> cached = item(
                "cached_prompt_usd", price, null, "Prompt tokens served from the provider's cache; as prompt_usd.");
        Key<BigDecimal> completion = item("completion_usd", price, null, "Completion tokens; must be given.");
        return new TableListType<>(List.of(model, prompt, cached, completion), values -> {
            BigDecimal full = values.get(prompt);
            BigDecimal less = values.find(cached);
            return new ModelPrice(values.get(model), full, less == null ? full : less, values.get(completion));
        });
    }

    private static KeyType<List<Token>> tokens() {
        Key<String> name = item("name", LINE, null, "Whose token it is, as shown in the journal; must be given.");
        Key<Role> role = item(
                "role",
                Types.choice(Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "approver", Role.APPROVER)),
                "viewer",
                "What it may do.");
        Key<Secret> token = item(
                "token",
                new ScalarType<>("a secret of at least 16 characters", true, Types::token, text -> text),
                null,
                "The secret itself, at least 16 characters; must be given.");
        return new TableListType<>(
                List.of(name, role, token), values -> new Token(values.get(name), values.get(role), values.get(token)));
    }

    private static KeyType<List<AlertSink>> sinks() {
        Key<String> type = item(
                "type",
                Types.choice(
                        Map.of("webhook", "webhook", "slack", "slack", "discord", "discord", "telegram", "telegram")),
                "webhook",
                "Format of the message.");
        Key<Secret> url = item(
                "url",
                new ScalarType<>("an http or https URL", true, Types::secretUrl, text -> text),
                null,
                "Where it is posted to; a secret, because such addresses mostly hold a token; must be given.");
        Key<String> severity = item(
                "minimum_severity",
                Types.choice(Map.of("info", "info", "warning", "warning", "critical", "critical")),
                "warning",
                "Least severity that is sent.");
        return new TableListType<>(
                List.of(type, url, severity),
                values -> new AlertSink(values.get(type), values.get(url), values.get(severity)));
    }

    private static <T> Key<T> key(String path, KeyType<T> type, @Nullable String standard, String meaning) {
        Key<T> key = new Key<>(path, type, standard, meaning);
        TABLE.add(key);
        return key;
    }

    private static <T> Key<T> item(String path, KeyType<T> type, @Nullable String standard, String meaning) {
        return new Key<>(path, type, standard, meaning);
    }
}
