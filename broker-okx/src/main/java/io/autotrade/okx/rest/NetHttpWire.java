package io.autotrade.okx.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;

/**
 * The plain client of Vert.x, which tells apart "no connection was made" and "the connection broke after the request
 * was written".
 */
final class NetHttpWire implements HttpWire {

    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 25;
    private static final int LARGEST_BODY = 32 << 20;

    private final HttpClientAgent client;

    NetHttpWire(Vertx vertx, RestSettings settings) {
        int connectMillis = (int) Math.min(settings.timeout().toMillis(), Integer.MAX_VALUE);
        client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setDefaultHost(settings.baseUrl().getHost())
                        .setDefaultPort(settings.port())
                        .setSsl(settings.tls())
                        .setConnectTimeout(connectMillis)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setTcpNoDelay(true)
                        .setDecompressionSupported(true))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
                .build();
    }

    @Override
    public Future<Line> line(String method, String pathAndQuery) {
        return client.request(HttpMethod.valueOf(method), pathAndQuery).map(NetLine::new);
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    private record NetLine(HttpClientRequest request) implements Line {

        @Override
        public void header(String name, String value) {
            request.putHeader(name, value);
        }

        @Override
        public Future<Reply> send(String body) {
            Future<HttpClientResponse> response = body.isEmpty() ? request.send() : request.send(Buffer.buffer(body));
            return response.compose(NetLine::whole);
        }

        private static Future<Reply> whole(HttpClientResponse response) {
            Promise<Reply> read = Promise.promise();
            Buffer collected = Buffer.buffer();
            response.exceptionHandler(failure -> read.tryFail(new IOException("the answer broke off", failure)));
            response.handler(chunk -> {
                collected.appendBuffer(chunk);
                if (collected.length() > LARGEST_BODY) {
                    read.tryFail(new IOException("the answer is larger than " + LARGEST_BODY + " bytes"));
                    response.request().reset();
                }
            });
            response.endHandler(end -> read.tryComplete(new Reply(response.statusCode(), collected)));
            return read.future();
        }

        @Override
        public void reset() {
            request.reset();
        }
    }
}
