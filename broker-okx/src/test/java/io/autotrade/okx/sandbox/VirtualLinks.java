package io.autotrade.okx.sandbox;

import io.autotrade.okx.loop.Life;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.loop.Timing;
import io.autotrade.okx.rest.HttpWire;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.ws.Links;
import io.autotrade.okx.ws.SocketTimings;
import io.autotrade.okx.ws.SocketWire;
import io.autotrade.okx.ws.SocketWires;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The wires from one process to an exchange in the same thread: everything takes its time, and comes after a while. */
final class VirtualLinks implements Links {

    private final Core core;
    private final Timing time;
    private final Life life;
    private final Loop loop;
    private final Latency latency;

    /** How long a message is under way, drawn anew for each. */
    interface Latency {
        Duration draw();
    }

    VirtualLinks(Core core, Timing time, Life life, Latency latency) {
        this.core = core;
        this.time = time;
        this.life = life;
        this.latency = latency;
        loop = life.loop();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public Timing timing() {
        return life;
    }

    @Override
    public HttpWire http(RestSettings settings) {
        return new Wire();
    }

    @Override
    public SocketWires sockets(SocketTimings timings) {
        return new Wires();
    }

    private final class Wire implements HttpWire {

        @Override
        public Future<Line> line(String method, String pathAndQuery) {
            return life.pause(Duration.ZERO).map(there -> new Request(method, pathAndQuery));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** A request under way: it arrives even when its sender has died meanwhile. */
    private final class Request implements HttpWire.Line, Visit {

        private final String method;
        private final QueryStringDecoder target;
        private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        private final Promise<HttpWire.Reply> reply = Promise.promise();
        private String body = "";

        Request(String method, String pathAndQuery) {
            this.method = method;
            target = new QueryStringDecoder(pathAndQuery);
        }

        @Override
        public void header(String name, String value) {
            headers.set(name, value);
        }

        @Override
        public Future<HttpWire.Reply> send(String text) {
            body = text;
            time.after(latency.draw(), () -> core.rest.handle(this));
            return reply.future();
        }

        @Override
        public void reset() {
            reply.tryFail(new IOException("reset"));
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public String path() {
            return target.path();
        }

        @Override
        public String uri() {
            return target.uri();
        }

        @Override
        public MultiMap headers() {
            return headers;
        }

        @Override
        public MultiMap params() {
            MultiMap params = MultiMap.caseInsensitiveMultiMap();
            target.parameters().forEach(params::add);
            return params;
        }

        @Override
        public String body() {
            return body;
        }

        @Override
        public void answer(int status, String contentType, String text) {
            life.after(latency.draw(), () -> reply.tryComplete(new HttpWire.Reply(status, Buffer.buffer(text))));
        }

        @Override
        public void half(String text) {
            cut();
        }

        @Override
        public void cut() {
            life.after(latency.draw(), () -> reply.tryFail(new IOException("Connection was closed")));
        }
    }

    private final class Wires implements SocketWires {

        @Override
        public SocketWire wire() {
            return new Ends();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Both ends of a WebSocket; each direction keeps its order. */
    private final class Ends implements SocketWire, Peer {

        private Consumer<WebSocketFrame> frames = frame -> {};
        private Runnable closed = () -> {};
        private Consumer<String> texts = text -> {};
        private Runnable gone = () -> {};
        private @Nullable URI uri;
        private String ending = "";
        private boolean over;
        private long toClient;
        private long toVenue;

        @Override
        public void listen(Consumer<WebSocketFrame> onFrame, Runnable onClose, Consumer<Throwable> onFailure) {
            frames = onFrame;
            closed = onClose;
        }

        @Override
        public Future<?> connect(URI to) {
            uri = to;
            Promise<Void> connected = Promise.promise();
            life.onDeath(this::close);
            life.after(latency.draw(), () -> {
                connected.complete();
                toVenue(() -> core.sockets.accept(this));
            });
            return connected.future();
        }

        private void toVenue(Runnable work) {
            toVenue = Math.max(toVenue, time.nanoTime() + latency.draw().toNanos());
            time.after(Duration.ofNanos(toVenue - time.nanoTime()), work);
        }

        private void toClient(Runnable work) {
            toClient = Math.max(toClient, time.nanoTime() + latency.draw().toNanos());
            life.after(Duration.ofNanos(toClient - time.nanoTime()), work);
        }

        // As the client sees it

        /** What the client writes. */
        @Override
        public void write(String text) {
            toVenue(() -> {
                if (!over) {
                    texts.accept(text);
                }
            });
        }

        @Override
        public void close() {
            toVenue(() -> {
                over = true;
                gone.run();
            });
        }

        @Override
        public String ending() {
            return ending;
        }

        // As the exchange sees it

        @Override
        public String path() {
            return uri == null ? "" : uri.getPath();
        }

        @Override
        public void listen(Consumer<String> onText, Runnable onGone) {
            texts = onText;
            gone = onGone;
        }

        @Override
        public void tell(String text) {
            if (!over) {
                toClient(() -> frames.accept(WebSocketFrame.textFrame(text, true)));
            }
        }

        @Override
        public void close(int code, String reason) {
            if (over) {
                return;
            }
            over = true;
            ending = "code " + code + " (" + reason + ")";
            gone.run();
            toClient(closed);
        }

        @Override
        public boolean isClosed() {
            return over;
        }

        @Override
        public Future<Void> settle() {
            return Future.succeededFuture();
        }
    }
}
