package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody keeps others out by holding connections. */
class ConnectionsTest {

    /** Of one address. */
    private static final int MOST =
            Limits.MAX_CONNECTIONS_OF_ADDRESS + TestConfig.http().maxSockets();

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();

    @AfterEach
    void stop() {
        settled(vertx.close());
    }

    private HttpServer server(boolean behindProxy, Duration first, Duration next) {
        HttpConfig http = behindProxy ? TestConfig.behindProxy(TestConfig.http()) : TestConfig.http();
        Connections connections = new Connections(vertx, () -> http, first, next);
        Router router = Router.router(vertx);
        router.route().handler(connections::asked);
        router.route("/socket")
                .handler(context -> context.request().toWebSocket().onSuccess(ConnectionsTest::echo));
        router.route().handler(context -> context.end("answered"));
        return settled(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connections::opened)
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
    }

    private NetSocket connect(HttpServer server) {
        return settled(client.connect(server.actualPort(), "127.0.0.1"));
    }

    private static Future<Void> closed(NetSocket socket) {
        Promise<Void> closed = Promise.promise();
        socket.closeHandler(done -> closed.tryComplete());
        return closed.future();
    }

    @Test
    void whoDripsAByteNowAndThenInsteadOfARequestIsCutOff() {
        HttpServer server = server(false, SHORT, LONG);
        NetSocket socket = connect(server);
        Future<Void> closed = closed(socket);

        socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        long drip = vertx.setPeriodic(50, timer -> socket.write("a"));

        assertThat(settled(answer(server, GET))).as("others meanwhile").endsWith("answered");
        settled(closed);
        vertx.cancelTimer(drip);
    }

    @Test
    void whoStaysSilentAfterAnAnswerIsCutOff() {
        NetSocket socket = connect(server(false, LONG, SHORT));
        Future<Void> closed = closed(socket);
        Promise<String> answered = Promise.promise();
        socket.handler(buffer -> answered.tryComplete(buffer.toString()));

        socket.write(GET);

        assertThat(settled(answered.future())).endsWith("answered");
        settled(closed);
    }

    @Test
    void aSocketIsNotARequestThatIsLate() {
        HttpServer server = server(false, SHORT, SHORT);
        WebSocketClient sockets = vertx.createWebSocketClient();
        WebSocket socket = settled(sockets.connect(server.actualPort(), "127.0.0.1", "/socket"));
        Promise<String> echoed = Promise.promise();
        socket.textMessageHandler(echoed::tryComplete);

        settled(vertx.timer(4 * SHORT.toMillis(), TimeUnit.MILLISECONDS));
        settled(socket.writeTextMessage("still there"));

        assertThat(settled(echoed.future())).isEqualTo("still there");
    }

    @Test
    void oneAddressCannotTakeAllConnections() {
        HttpServer server = server(false, LONG, LONG);
        List<NetSocket> held = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            held.add(connect(server));
        }
        assertThat(settled(answer(server, GET))).isEqualTo("closed");

        settled(held.getFirst().close());
        String answer = "closed";
        while (answer.equals("closed")) {
            answer = settled(answer(server, GET)); // its place is free a moment later
        }
        assertThat(answer).endsWith("answered");
    }

    private Future<String> answer(HttpServer server, String request) {
        Promise<String> answered = Promise.promise();
        NetSocket socket = connect(server);
        socket.handler(buffer -> answered.tryComplete(buffer.toString()));
        socket.closeHandler(closed -> answered.tryComplete("closed"));
        socket.write(request).onFailure(refused -> answered.tryComplete("closed"));
        return answered.future();
    }

    @Test
    void aProxyStandsForMany() {
        HttpServer server = server(true, LONG, LONG);
        for (int i = 0; i < MOST; i++) {
            connect(server);
        }

        assertThat(settled(answer(server, GET))).endsWith("answered");
    }
}
