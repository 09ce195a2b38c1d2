package io.autotrade.okx.rest;

import io.autotrade.broker.BrokerFault;
import io.autotrade.okx.loop.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request and says what is known of it afterwards. The signature is made when the connection is there, not
 * when the request enters the queue.
 */
final class Http {

    private final Timing timing;
    private final RestSettings settings;
    private final ServerClock clock;
    private final @Nullable Signer signer;
    private final HttpWire wire;

    Http(Timing timing, HttpWire wire, RestSettings settings, ServerClock clock) {
        this.timing = timing;
        this.wire = wire;
        this.settings = settings;
        this.clock = clock;
        Credentials credentials = settings.credentials();
        signer = credentials == null ? null : new Signer(credentials);
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
        return wire.close();
    }

    private final class Attempt {

        private final Call call;
        private final Promise<Exchange> outcome = Promise.promise();
        private final Runnable cancelTimer;
        private HttpWire.@Nullable Line written;

        Attempt(Call call) {
            this.call = call;
            cancelTimer = timing.after(settings.timeout(), this::timeOut);
        }

        void start() {
            wire.line(call.endpoint.method().name(), call.endpoint.path() + call.query)
                    .onSuccess(this::send)
                    .onFailure(
                            failure -> end(notSent("no connection to " + settings.baseUrl() + ": " + text(failure))));
        }

        private synchronized void send(HttpWire.Line request) {
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
            request.send(call.body)
                    .onSuccess(reply -> end(Exchange.read(reply.status(), reply.body())))
                    .onFailure(failure -> end(new Exchange.Lost("the connection broke: " + text(failure))));
        }

        private @Nullable Exchange authorise(HttpWire.Line request) {
            request.header("Content-Type", "application/json");
            request.header("Accept", "application/json");
            if (settings.demo()) {
                request.header("x-simulated-trading", "1");
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
            request.header("OK-ACCESS-KEY", credentials.key());
            request.header("OK-ACCESS-PASSPHRASE", credentials.passphrase());
            request.header("OK-ACCESS-TIMESTAMP", timestamp);
            request.header(
                    "OK-ACCESS-SIGN",
                    signer.request(timestamp, call.endpoint.method().name(), path, call.body));
            Instant expiry = call.expiry;
            if (expiry != null) {
                request.header("expTime", Long.toString(expiry.toEpochMilli()));
            }
            return null;
        }

        private synchronized void timeOut() {
            HttpWire.Line request = written;
            Duration waited = settings.timeout();
            if (request == null) {
                end(notSent("no connection to " + settings.baseUrl() + " within " + waited.toMillis() + " ms"));
            } else if (outcome.tryComplete(new Exchange.Lost("no answer within " + waited.toMillis() + " ms"))) {
                request.reset();
            }
        }

        private void end(Exchange exchange) {
            if (outcome.tryComplete(exchange)) {
                cancelTimer.run();
            }
        }
    }

    private static Exchange notSent(String why) {
        return new Exchange.NotSent(new BrokerFault.Unavailable(why));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
