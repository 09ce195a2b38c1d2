package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A request of the network. */
record NetVisit(HttpServerRequest request, String body) implements Visit {

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public String uri() {
        return request.uri();
    }

    @Override
    public MultiMap headers() {
        return request.headers();
    }

    @Override
    public MultiMap params() {
        return request.params();
    }

    @Override
    public void answer(int status, String contentType, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(text);
    }

    @Override
    public void half(String text) {
        request.response()
                .putHeader("Content-Length", Integer.toString(text.length()))
                .write(Buffer.buffer(text.substring(0, text.length() / 2)))
                .onComplete(done -> cut());
    }

    @Override
    public void cut() {
        request.connection().close();
    }
}
