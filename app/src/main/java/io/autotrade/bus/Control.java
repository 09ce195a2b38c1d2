package io.autotrade.bus;

/**
 * Requests between rooms over the event bus. Not public: they never leave the process and may change.
 *
 * <p>Each address takes a {@link io.vertx.core.json.JsonObject} and replies with one. A refusal is a
 * {@link io.vertx.core.eventbus.ReplyException} whose failure code is the HTTP status that fits and whose message is a
 * sentence for a person. Keys of requests and replies:
 *
 * <table>
 *   <caption>Addresses</caption>
 *   <tr><td>{@link #SCHEDULER_STATUS}</td><td>{} → scheduler object of the wire contract, snake_case, section 2.5</td></tr>
 *   <tr><td>{@link #SCHEDULER_PAUSE}, {@link #SCHEDULER_RESUME}</td><td>{by} → scheduler object</td></tr>
 *   <tr><td>{@link #SCHEDULER_TRIGGER}</td><td>{by, trigger: operator|cron} → {triggered_at, skipped, reason, scheduler};
 *       replies when the run has ended</td></tr>
 *   <tr><td>{@link #PORTFOLIO}</td><td>{} → the snapshot of section 5 with exact texts beside, without decisions, service and
 *       generatedAt; 503 while the books are not open</td></tr>
 *   <tr><td>{@link #POSITIONS}</td><td>{} → {items: [...]}, each position with all that is known</td></tr>
 *   <tr><td>{@link #PORTFOLIO_SYNC}</td><td>{} → as PORTFOLIO, after a fresh read at the broker</td></tr>
 *   <tr><td>{@link #RUNTIME_MODE}</td><td>{} → {mode}; {mode: simulator|paper|live, by} changes it, 400 with the reason when it
 *       cannot be done</td></tr>
 *   <tr><td>{@link #PRICES}</td><td>{} → {symbols: {S: {price, change_pct_24h, timestamp, ...}}, count}; 503 without any price</td></tr>
 *   <tr><td>{@link #INDICATORS}</td><td>{symbol} → the indicator object of section 2.6; 404 unknown or no data</td></tr>
 *   <tr><td>{@link #CANDLES}</td><td>{symbol, timeframe: "15m", limit, indicators: true|absent} → {items: [{timestamp, open, high, low,
 *       close, volume, ...}]}; 404 unknown symbol, 400 unknown timeframe</td></tr>
 *   <tr><td>{@link #RISK}</td><td>{} → {state, reasons, rules: [{code, limit, value, headroom, description, last_fired}]}</td></tr>
 *   <tr><td>{@link #REDUCE}, {@link #HALT}, {@link #FLATTEN}, {@link #REARM}</td><td>{by, reason} → {state, reasons, actions:
 *       [...]}</td></tr>
 *   <tr><td>{@link #PLUGINS}</td><td>{} → {items: [...]}</td></tr>
 *   <tr><td>{@link #CONFIG_VIEW}</td><td>{} → effective configuration, secrets redacted</td></tr>
 *   <tr><td>{@link #STATUS}</td><td>{} → what health, readiness and the environment bar show: {ready, reasons, environment,
 *       broker, market_source, market_description, simulated_market, advisor, version, database, feed: {state:
 *       UP|DOWN|RESET|FINISHED},
 *       state, symbols, market_time}</td></tr>
 *   <tr><td>{@link #ORDER_LATENCY}</td><td>{} → {count, min_ms, max_ms, avg_ms, latest_ms}; 404 without samples</td></tr>
 * </table>
 */
public final class Control {

    public static final String SCHEDULER_STATUS = "autotrade.control.scheduler.status";
    public static final String SCHEDULER_PAUSE = "autotrade.control.scheduler.pause";
    public static final String SCHEDULER_RESUME = "autotrade.control.scheduler.resume";
    public static final String SCHEDULER_TRIGGER = "autotrade.control.scheduler.trigger";
    public static final String PORTFOLIO = "autotrade.control.portfolio";
    public static final String POSITIONS = "autotrade.control.positions";
    public static final String PORTFOLIO_SYNC = "autotrade.control.portfolio.sync";
    public static final String RUNTIME_MODE = "autotrade.control.runtime-mode";
    public static final String PRICES = "autotrade.control.market.prices";
    public static final String INDICATORS = "autotrade.control.market.indicators";
    public static final String CANDLES = "autotrade.control.market.candles";
    public static final String RISK = "autotrade.control.risk";
    public static final String REDUCE = "autotrade.control.reduce";
    public static final String HALT = "autotrade.control.halt";
    public static final String FLATTEN = "autotrade.control.flatten";
    public static final String REARM = "autotrade.control.rearm";
    public static final String PLUGINS = "autotrade.control.plugins";
    public static final String CONFIG_VIEW = "autotrade.control.config";
    public static final String STATUS = "autotrade.control.status";
    public static final String ORDER_LATENCY = "autotrade.control.order-latency";
    /** {action: list|pin|unpin|retire, ruleId, by} → {items: [...]} or the changed rule; 404 unknown rule. */
    public static final String RULES = "autotrade.control.rules";
    /**
     * {} → {S: {symbol, price, change_24h, change_pct_24h, volume_24h, high_24h, low_24h}}, 0 when unknown; may be
     * empty.
     */
    public static final String MARKET_UPDATE = "autotrade.control.market.update";
    /**
     * {from: ISO time or absent, points} → what doing nothing would have brought: {currency, openedAt, symbol, symbols,
     * note, items: [{timestamp, cash, buyAndHold, equalWeight}]}; a value is null while it is not known.
     */
    public static final String BASELINES = "autotrade.control.portfolio.baselines";
    /** {} → calibration per model and prompt version. */
    public static final String CALIBRATION = "autotrade.control.calibration";

    /** {by, reason, flatten} → as {@link #HALT}, tried out and released again; 409 with real money. */
    public static final String DRILL = "autotrade.control.drill";
    /** {} → {environment, locked, missing, profile, approved_until, approved_by, waiting}. */
    public static final String LIVE = "autotrade.control.live";
    /** {by, account, max_position_notional, max_gross_notional, daily_loss_cap, days} → as {@link #LIVE}. */
    public static final String LIVE_APPROVE = "autotrade.control.live.approve";
    /** {by, reason} → as {@link #LIVE}. */
    public static final String LIVE_REVOKE = "autotrade.control.live.revoke";

    private Control() {}
}
