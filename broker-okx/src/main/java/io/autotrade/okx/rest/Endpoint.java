package io.autotrade.okx.rest;

import java.time.Duration;

/**
 * The endpoints in use, with the rate limits OKX publishes for them.
 *
 * @see #limit() requests (orders for batch calls) per {@link #window()} and {@link #scope()}
 */
public enum Endpoint {
    TIME(Method.GET, "/api/v5/public/time", 10, Scope.ALL, false),
    PUBLIC_INSTRUMENTS(Method.GET, "/api/v5/public/instruments", 20, Scope.ALL, false),
    FUNDING_RATE(Method.GET, "/api/v5/public/funding-rate", 10, Scope.INSTRUMENT, false),
    FUNDING_HISTORY(Method.GET, "/api/v5/public/funding-rate-history", 10, Scope.INSTRUMENT, false),
    MARK_PRICE(Method.GET, "/api/v5/public/mark-price", 10, Scope.INSTRUMENT, false),
    OPEN_INTEREST(Method.GET, "/api/v5/public/open-interest", 20, Scope.INSTRUMENT, false),
    PRICE_LIMIT(Method.GET, "/api/v5/public/price-limit", 20, Scope.ALL, false),
    INDEX_TICKERS(Method.GET, "/api/v5/market/index-tickers", 20, Scope.ALL, false),
    TICKER(Method.GET, "/api/v5/market/ticker", 20, Scope.ALL, false),
    CANDLES(Method.GET, "/api/v5/market/candles", 40, Scope.ALL, false),
    HISTORY_CANDLES(Method.GET, "/api/v5/market/history-candles", 20, Scope.ALL, false),
    BOOKS(Method.GET, "/api/v5/market/books", 40, Scope.ALL, false),
    STATUS(Method.GET, "/api/v5/system/status", 1, Duration.ofSeconds(5), Scope.ALL, false),

    CONFIG(Method.GET, "/api/v5/account/config", 5, Scope.ALL, true),
    INSTRUMENTS(Method.GET, "/api/v5/account/instruments", 20, Scope.ALL, true),
    BALANCE(Method.GET, "/api/v5/account/balance", 10, Scope.ALL, true),
    POSITIONS(Method.GET, "/api/v5/account/positions", 10, Scope.ALL, true),
    LEVERAGE(Method.GET, "/api/v5/account/leverage-info", 20, Scope.ALL, true),
    SET_LEVERAGE(Method.POST, "/api/v5/account/set-leverage", 20, Scope.ALL, true),
    BILLS(Method.GET, "/api/v5/account/bills", 5, Duration.ofSeconds(1), Scope.ALL, true),
    BILLS_ARCHIVE(Method.GET, "/api/v5/account/bills-archive", 5, Scope.ALL, true),

    PLACE(Method.POST, "/api/v5/trade/order", 60, Scope.INSTRUMENT, true),
    CANCEL(Method.POST, "/api/v5/trade/cancel-order", 60, Scope.INSTRUMENT, true),
    AMEND(Method.POST, "/api/v5/trade/amend-order", 60, Scope.INSTRUMENT, true),
    CANCEL_ALL_AFTER(Method.POST, "/api/v5/trade/cancel-all-after", 1, Duration.ofSeconds(1), Scope.ALL, true),
    ORDER(Method.GET, "/api/v5/trade/order", 60, Scope.INSTRUMENT, true),
    ORDERS_PENDING(Method.GET, "/api/v5/trade/orders-pending", 60, Scope.ALL, true),
    ORDERS_HISTORY(Method.GET, "/api/v5/trade/orders-history", 40, Scope.ALL, true),
    FILLS(Method.GET, "/api/v5/trade/fills", 60, Scope.ALL, true),
    FILLS_HISTORY(Method.GET, "/api/v5/trade/fills-history", 10, Scope.ALL, true),
    PLACE_ALGO(Method.POST, "/api/v5/trade/order-algo", 20, Scope.INSTRUMENT, true),
    CANCEL_ALGOS(Method.POST, "/api/v5/trade/cancel-algos", 20, Scope.INSTRUMENT, true),
    AMEND_ALGOS(Method.POST, "/api/v5/trade/amend-algos", 20, Scope.INSTRUMENT, true),
    ALGO(Method.GET, "/api/v5/trade/order-algo", 20, Scope.ALL, true),
    ALGOS_PENDING(Method.GET, "/api/v5/trade/orders-algo-pending", 20, Scope.ALL, true);

    /** How a call is made. */
    public enum Method {
        GET,
        POST
    }

    /** What a limit counts for, besides the user or the address it always counts for. */
    public enum Scope {
        ALL,
        INSTRUMENT
    }

    private final Method method;
    private final String path;
    private final int limit;
    private final Duration window;
    private final Scope scope;
    private final boolean signed;

    Endpoint(Method method, String path, int limit, Scope scope, boolean signed) {
        this(method, path, limit, Duration.ofSeconds(2), scope, signed);
    }

    Endpoint(Method method, String path, int limit, Duration window, Scope scope, boolean signed) {
        this.method = method;
        this.path = path;
        this.limit = limit;
        this.window = window;
        this.scope = scope;
        this.signed = signed;
    }

    public Method method() {
        return method;
    }

    public String path() {
        return path;
    }

    public int limit() {
        return limit;
    }

    public Duration window() {
        return window;
    }

    public Scope scope() {
        return scope;
    }

    /** Whether the call needs a key. */
    public boolean signed() {
        return signed;
    }
}
