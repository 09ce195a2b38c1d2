package com.example.beacon;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;

/** The server at the other end. Every failure is a {@link BrokerException}, as the specification asks. */
final class Server {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final WebSocketClient sockets;
    private final Context context;
    private final URI base;

    Server(Vertx vertx, URI base) {
        this.base = base;
        context = vertx.getOrCreateContext();
        http = vertx.createHttpClient(new HttpClientOptions().setSsl(base.getScheme().equals("https")));
        sockets = vertx.createWebSocketClient(
                new WebSocketClientOptions().setSsl(base.getScheme().equals("https")));
    }

    /** Reads one answer, on one context: elsewhere it may have passed before somebody listens. */
    Future<Buffer> get(String path) {
        Promise<Buffer> answered = Promise.promise();
        context.runOnContext(go -> ask(path).onComplete(answered));
        return answered.future();
    }

    private Future<Buffer> ask(String path) {
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(base.getHost())
                        .setPort(port())
                        .setURI(path)
                        .setTimeout(PATIENCE.toMillis()))
                .compose(request -> request.send())
                .compose(answer -> answer.body().compose(body -> checked(path, answer, body)))
                .recover(cause -> Future.failedFuture(
                        cause instanceof BrokerException
                                ? cause
                                : failure(new BrokerFault.Unavailable(path + " was not answered"), cause)));
    }

    private static Future<Buffer> checked(String path, HttpClientResponse answer, Buffer body) {
        return answer.statusCode() == 200
                ? Future.succeededFuture(body)
                : Future.failedFuture(new BrokerException(
                        new BrokerFault.Unavailable(path + " was answered with status " + answer.statusCode())));
    }

    static BrokerException failure(BrokerFault fault, Throwable cause) {
        return new BrokerException(fault, cause);
    }

    /** Opens a stream whose handlers are set before anything can arrive. */
    Future<WebSocket> stream(String path, java.util.function.Consumer<String> message, Runnable closed) {
        var socket = sockets.webSocket();
        socket.textMessageHandler(message::accept);
        socket.closeHandler(ignored -> closed.run());
        return socket.connect(new WebSocketConnectOptions()
                .setHost(base.getHost())
                .setPort(port())
                .setURI(path)
                .setTimeout(PATIENCE.toMillis()));
    }

    private int port() {
        return base.getPort() > 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
    }

    Future<Void> close() {
        return Future.join(http.close(), sockets.close()).mapEmpty();
    }
}
