package io.autotrade.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The two WebSocket paths: who may open one, and how many there may be. */
final class Sockets {

    static final String MARKET_DATA = "/ws/market-data";
    static final String LIVE = "/ws/v1";

    /** Sub-protocol to ask for when a token travels as one: browsers want one of those they asked for confirmed. */
    static final String PROTOCOL = "autotrade.v1";

    private final Gate gate;
    private final MarketDataSockets marketData;
    private final LiveHub live;
    private final IntSupplier most;

    /** @param most how many may be open */
    Sockets(Gate gate, MarketDataSockets marketData, LiveHub live, IntSupplier most) {
        this.most = most;
        this.gate = gate;
        this.marketData = marketData;
        this.live = live;
    }

    void mount(Router router) {
        router.get(MARKET_DATA).handler(context -> open(context, marketData::join));
        router.get(LIVE).handler(context -> open(context, live::join));
    }

    private void open(RoutingContext context, Consumer<ServerWebSocket> join) {
        HttpServerRequest request = context.request();
        String upgrade = request.getHeader(HttpHeaders.UPGRADE);
        if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
            throw Problem.withHeader(426, "this is a WebSocket", "Upgrade", "websocket");
        }
        gate.admitSocket(request);
        if (size() >= most.getAsInt()) {
            throw Problem.withHeader(503, "too many sockets are open", "Retry-After", "10");
        }
        request.toWebSocket()
                .onSuccess(socket -> {
                    socket.exceptionHandler(broken -> socket.close());
                    join.accept(socket);
                })
                .onFailure(failure -> context.fail(400, failure));
    }

    int size() {
        return marketData.size() + live.size();
    }

    void close() {
        marketData.close();
        live.close();
    }
}
