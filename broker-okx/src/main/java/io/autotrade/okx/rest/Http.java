package io.autotrade.okx.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autotrade.broker.BrokerFault;
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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request and says what is known of it afterwards. The plain client of Vert.x is used because it tells apart
 * "no connection was made" and "the connection broke after the request was written", on which it depends whether an
 * order may exist. The signature is made when the connection is there, not when the request enters the queue.
 */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 25;
    private static final int LARGEST_BODY = 32 << 20;

    private final Vertx vertx;
    private final RestSettings settings;
    private final ServerClock clock;
    private final @Nullable Signer signer;
    private final HttpClientAgent client;

    Http(Vertx vertx, RestSettings settings, ServerClock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        Credentials credentials = settings.credentials();
        signer = credentials == null ? null : new Signer(credentials);
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

    /** One request as it will be written. */
    record Call(
            Endpoint endpoint,
            String query,
            String body,
            @Nullable Instant expiry) {}

    /** Makes the request; the future never fails. */
    Future<Exchange> exchange(Call call) {
        Attempt attempt = new Attempt(call);
        attempt.start();
        return attempt.outcome.future();
    }

    Future<Void> close() {
        return client.close();
    }

    private final class Attempt {

        private final Call call;
        private final Promise<Exchange> outcome = Promise.promise();
        private final long timer;
        private @Nullable HttpClientRequest written;

        Attempt(Call call) {
            this.call = call;
            timer = vertx.setTimer(settings.timeout().toMillis(), fired -> timeOut());
        }

        void start() {
            HttpMethod method = HttpMethod.valueOf(call.endpoint.method().name());
            client.request(method, call.endpoint.path() + call.query)
                    .onSuccess(this::send)
                    .onFailure(
                            failure -> end(notSent("no connection to " + settings.baseUrl() + ": " + text(failure))));
        }

        private synchronized void send(HttpClientRequest request) {
            if (outcome.future().isComplete()) {
                request.reset();
                return;
            }
            Exchange refused = authorise(request);
            if (refused != null) {
                request.reset();
                end(refused);
                return;
            }
            written = request;
            Future<HttpClientResponse> response =
                    call.body.isEmpty() ? request.send() : request.send(Buffer.buffer(call.body));
            response.compose(this::body)
                    .onSuccess(this::end)
                    .onFailure(failure -> end(new Exchange.Lost("the connection broke: " + text(failure))));
        }

        private @Nullable Exchange authorise(HttpClientRequest request) {
            request.putHeader("Content-Type", "application/json").putHeader("Accept", "application/json");
            if (settings.demo()) {
                request.putHeader("x-simulated-trading", "1");
            }
            if (!call.endpoint.signed()) {
                return null;
            }
            Credentials credentials = settings.credentials();
            if (credentials == null || signer == null) {
                return new Exchange.NotSent(
                        new BrokerFault.Unauthorized("", "no key is configured for a private call"));
            }
            if (!clock.isReliable()) {
                return notSent("the time at OKX is known only to within "
                        + clock.error().toMillis() + " ms; requests are not signed until it is measured again");
            }
            String timestamp = Signer.timestamp(clock.instant());
            String path = call.endpoint.path() + call.query;
            request.putHeader("OK-ACCESS-KEY", credentials.key())
                    .putHeader("OK-ACCESS-PASSPHRASE", credentials.passphrase())
                    .putHeader("OK-ACCESS-TIMESTAMP", timestamp)
                    .putHeader(
                            "OK-ACCESS-SIGN",
                            signer.request(timestamp, call.endpoint.method().name(), path, call.body));
            Instant expiry = call.expiry;
            if (expiry != null) {
                request.putHeader("expTime", Long.toString(expiry.toEpochMilli()));
            }
            return null;
        }

        private Future<Exchange> body(HttpClientResponse response) {
            Promise<Exchange> read = Promise.promise();
            Buffer collected = Buffer.buffer();
            response.exceptionHandler(
                    failure -> read.tryComplete(new Exchange.Lost("the answer broke off: " + text(failure))));
            response.handler(chunk -> {
                collected.appendBuffer(chunk);
                if (collected.length() > LARGEST_BODY) {
                    read.tryComplete(new Exchange.Lost("the answer is larger than " + LARGEST_BODY + " bytes"));
                    response.request().reset();
                }
            });
            response.endHandler(end -> read.tryComplete(parse(response.statusCode(), collected)));
            return read.future();
        }

        private synchronized void timeOut() {
            HttpClientRequest request = written;
            Duration waited = settings.timeout();
            if (request == null) {
                end(notSent("no connection to " + settings.baseUrl() + " within " + waited.toMillis() + " ms"));
            } else if (outcome.tryComplete(new Exchange.Lost("no answer within " + waited.toMillis() + " ms"))) {
                request.reset();
            }
        }

        private void end(Exchange exchange) {
            if (outcome.tryComplete(exchange)) {
                vertx.cancelTimer(timer);
            }
        }
    }

    /** Reads the envelope; pages of a proxy and half an answer are no answer. */
    static Exchange parse(int status, Buffer body) {
        JsonNode root;
        try {
            root = JSON.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            return new Exchange.Lost("HTTP " + status + " with an answer that is not JSON");
        } catch (IOException e) {
            return new Exchange.Lost("HTTP " + status + " with an answer that cannot be read");
        }
        JsonNode code = root == null ? null : root.get("code");
        if (root == null || code == null || !code.isValueNode() || code.asText().isEmpty()) {
            return new Exchange.Lost("HTTP " + status + " with an answer that is not an envelope of OKX");
        }
        String base = Exchange.Replied.base(code.asText());
        return new Exchange.Replied(status, base, root.path("msg").asText(""), root.path("data"));
    }

    private static Exchange notSent(String why) {
        return new Exchange.NotSent(new BrokerFault.Unavailable(why));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
