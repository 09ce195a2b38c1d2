package com.example.beacon;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.MarketListener;
import io.autotrade.broker.MarketSourceContext;
import io.autotrade.broker.Symbol;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import java.util.stream.Collectors;

/**
 * The stream of prices, opened again whenever it breaks. Everything happens on one context.
 *
 * <pre>
 *   connecting --connected--&gt; UP (RESET after a break) --cut--&gt; DOWN --a moment later--&gt; connecting
 * </pre>
 */
final class Feed {

    private final MarketSourceContext service;
    private final Server server;
    private final Context context;
    private MarketListener listener;
    private WebSocket socket;
    private boolean stopped;
    private boolean wasUp;
    private boolean up;

    Feed(MarketSourceContext service, Server server) {
        this.service = service;
        this.server = server;
        this.context = service.vertx().getOrCreateContext();
    }

    void start(MarketListener to) {
        context.runOnContext(ignored -> {
            listener = to;
            connect();
        });
    }

    /** Completes when nothing is opened any more. */
    Future<Void> stop() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(ignored -> {
            stopped = true;
            if (socket != null) {
                socket.close();
            }
            done.complete();
        });
        return done.future();
    }

    private void connect() {
        if (stopped) {
            return;
        }
        String symbols = service.symbols().stream().map(Symbol::value).sorted().collect(Collectors.joining(","));
        server.stream("/stream?symbols=" + symbols, line -> context.runOnContext(ignored -> heard(line)), () ->
                        context.runOnContext(ignored -> cut()))
                .onComplete(opened -> context.runOnContext(ignored -> {
                    if (opened.failed()) {
                        cut();
                    } else if (stopped) {
                        opened.result().close();
                    } else {
                        socket = opened.result();
                        up = true;
                        // After a break candles may be missing: RESET makes the service read them again.
                        tell(wasUp ? FeedState.RESET : FeedState.UP, "connected");
                        wasUp = true;
                    }
                }));
    }

    private void cut() {
        if (stopped) {
            return;
        }
        if (up || !wasUp) {
            tell(FeedState.DOWN, "the stream is cut");
        }
        up = false;
        wasUp = true;
        double seconds = service.configuration().getNumber("reconnect_seconds").doubleValue();
        service.vertx().setTimer(Math.max(1, Math.round(seconds * 1000)), id -> context.runOnContext(go -> connect()));
    }

    private void heard(String line) {
        if (stopped) {
            return;
        }
        try {
            Reading.Told told = Reading.told(line);
            listener.onEvent(new MarketEvent.Traded(told.trade()));
            listener.onEvent(new MarketEvent.Ticked(told.ticker()));
        } catch (BrokerException e) {
            service.metrics().count("unreadable", 1);
            service.logger().warn("{}", e.getMessage());
        }
    }

    private void tell(FeedState state, String detail) {
        listener.onEvent(
                new MarketEvent.FeedChanged(state, detail, service.clock().instant()));
    }
}
