package io.autotrade.advisor.llm;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the OpenAI-compatible chat-completions API. Safe from any thread.
 *
 * <p>Rate limits, server errors and transport failures are tried again with growing, jittered waits as long as the
 * deadline allows; any other refusal is final. After repeated failure of one model its circuit opens and calls fail at
 * once for a while. A call goes to the address that was checked, so that a name cannot resolve to another one in
 * between. What can go wrong is a {@link ChatFault}; the futures returned here do not fail.
 */
public final class ChatClient {

    /** A model is asked once in some minutes, so failures must be remembered much longer than one cycle takes. */
    private static final Duration FAILURES_COUNT_FOR = Duration.ofHours(6);

    /** How the client behaves beyond what the configuration says. */
    record Tuning(
            Backoff backoff, int maxResponseBytes, int failuresToOpen, Duration openFor, Duration connectTimeout) {
        static final Tuning DEFAULT = new Tuning(
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new Random()),
                1024 * 1024,
                5,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }

    /** Names to addresses; may block. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ChatFault fault;

        Fault(ChatFault fault) {
            super(fault.message(), null, false, false);
            this.fault = fault;
        }
    }

    private final Vertx vertx;
    private final InstantSource clock;
    private final Tuning tuning;
    private final Resolver resolver;
    private final WebClient web;
    private final Map<String, CircuitBreaker> circuits = new ConcurrentHashMap<>();
    /** What went wrong last, by the key of the circuit. */
    private final Map<String, ChatFault> lastFaults = new ConcurrentHashMap<>();

    /** @param clock wall time */
    public ChatClient(Vertx vertx, InstantSource clock) {
        this(vertx, clock, Tuning.DEFAULT, InetAddress::getAllByName);
    }

    ChatClient(Vertx vertx, InstantSource clock, Tuning tuning, Resolver resolver) {
        this.vertx = vertx;
        this.clock = clock;
        this.tuning = tuning;
        this.resolver = resolver;
        this.web = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgent("autotrade")
                        .setConnectTimeout(
                                Math.toIntExact(tuning.connectTimeout().toMillis())),
                new PoolOptions().setHttp1MaxSize(4).setMaxWaitQueueSize(16));
    }

    /** Asks; completes with an outcome by the deadline of the limits. */
    Future<ChatOutcome> complete(ModelEndpoint endpoint, ChatRequest request, CallLimits limits) {
        ProviderTraits traits = ProviderTraits.of(endpoint);
        Buffer body = Buffer.buffer(request.body(endpoint, traits));
        return check(endpoint, limits)
                .compose(address -> attempt(endpoint, request, limits, address, body, 1))
                .recover(failure -> Future.succeededFuture(new ChatOutcome.Failed(faultOf(failure, endpoint), 0)));
    }

    /**
     * Looks whether address, key and model fit, without asking the model anything; empty when nothing is known to be
     * wrong.
     */
    Future<Optional<ChatFault>> probe(ModelEndpoint endpoint, CallLimits limits) {
        return check(endpoint, limits)
                .compose(address -> send(endpoint, limits, address, HttpMethod.GET, "/models", null))
                .map(response -> probeResult(endpoint, response))
                .recover(failure -> Future.succeededFuture(Optional.of(faultOf(failure, endpoint))));
    }

    private static Optional<ChatFault> probeResult(ModelEndpoint endpoint, HttpResponse<Buffer> response) {
        String body = response.body() == null ? "" : response.body().toString();
        return switch (response.statusCode()) {
            case 200 ->
                body.contains("\"id\"") && !lists(body, endpoint.model())
                        ? Optional.of(ChatFault.of(
                                ChatFault.Kind.UNKNOWN_MODEL,
                                endpoint.label()
                                        + " is not among the models the address lists. Check trading.llm.model."))
                        : Optional.empty();
            // Not every endpoint lists its models.
            case 404, 405, 501 -> Optional.empty();
            default -> Optional.of(ChatFault.ofStatus(response.statusCode(), body, null, endpoint));
        };
    }

    /** Some list {@code llama3:latest} or {@code models/gemini} for what they are asked for without that. */
    private static boolean lists(String body, String model) {
        return body.contains('"' + model + '"')
                || body.contains('"' + model + ":latest\"")
                || body.contains('/' + model + '"');
    }

    private Future<ChatOutcome> attempt(
            ModelEndpoint endpoint,
            ChatRequest request,
            CallLimits limits,
            SocketAddress address,
            Buffer body,
            int number) {
        return circuit(endpoint)
                .execute(() -> send(endpoint, limits, address, HttpMethod.POST, "/chat/completions", body)
                        .map(response -> read(endpoint, request, response)))
                .<ChatOutcome>map(reply -> {
                    circuit(endpoint).reset(); // only failures without an answer between them count
                    return new ChatOutcome.Answered(reply, number);
                })
                .recover(failure -> {
                    ChatFault fault = faultOf(failure, endpoint);
                    if (fault.kind() != ChatFault.Kind.CIRCUIT_OPEN) {
                        lastFaults.put(endpoint.key(), fault);
                    }
                    Duration wait = tuning.backoff().before(number, fault.retryAfter());
                    boolean again = fault.kind().retryable()
                            && number <= limits.maxRetries()
                            && clock.instant().plus(wait).isBefore(limits.deadline());
                    if (!again) {
                        return Future.succeededFuture(new ChatOutcome.Failed(fault, number));
                    }
                    return vertx.timer(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)
                            .compose(v -> attempt(endpoint, request, limits, address, body, number + 1));
                });
    }

    private Future<HttpResponse<Buffer>> send(
            ModelEndpoint endpoint,
            CallLimits limits,
            SocketAddress address,
            HttpMethod method,
            String path,
            @Nullable Buffer body) {
        Duration left = Duration.between(clock.instant(), limits.deadline());
        Duration timeout = left.compareTo(limits.timeout()) < 0 ? left : limits.timeout();
        if (timeout.toMillis() <= 0) {
            return Future.failedFuture(
                    new Fault(ChatFault.of(ChatFault.Kind.TIMEOUT, "no time was left to ask " + endpoint.label())));
        }
        URI uri = URI.create(endpoint.baseUrl());
        HttpRequest<Buffer> request = web.request(
                        method,
                        address,
                        new RequestOptions()
                                .setHost(uri.getHost())
                                .setPort(port(uri))
                                .setSsl(isTls(uri))
                                .setURI(String.valueOf(uri.getRawPath()) + path))
                .as(new BoundedBody(tuning.maxResponseBytes()))
                .timeout(timeout.toMillis())
                .putHeader(HttpHeaders.ACCEPT.toString(), "application/json");
        if (endpoint.apiKey() != null && endpoint.hasKey()) {
            request.bearerTokenAuthentication(endpoint.apiKey().reveal());
        }
        Future<HttpResponse<Buffer>> response = body == null
                ? request.send()
                : request.putHeader(HttpHeaders.CONTENT_TYPE.toString(), "application/json")
                        .sendBuffer(body);
        // The timeout of the request ends with the first byte of a body that then never ends.
        return response.timeout(timeout.toMillis() + 50, TimeUnit.MILLISECONDS);
    }

    private ChatReply read(ModelEndpoint endpoint, ChatRequest request, HttpResponse<Buffer> response) {
        // A proxy may show what it was sent, and everything from here on is stored and shown.
        String body = endpoint.withoutKey(
                response.body() == null ? "" : response.body().toString(StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            Duration retryAfter = Backoff.retryAfter(response.getHeader("Retry-After"), clock.instant());
            throw new Fault(ChatFault.ofStatus(response.statusCode(), body, retryAfter, endpoint));
        }
        return ChatReply.read(body, ProviderTraits.of(endpoint), request)
                .orElseThrow(() -> new Fault(ChatFault.of(
                        ChatFault.Kind.NOT_JSON,
                        endpoint.label() + " did not answer with a chat completion. Check trading.llm.base_url.")));
    }

    /** Resolves the host and refuses addresses a model must not have. */
    private Future<SocketAddress> check(ModelEndpoint endpoint, CallLimits limits) {
        String refusal = AddressRules.refusal(endpoint.baseUrl(), limits.allowedHosts());
        if (refusal != null) {
            return Future.failedFuture(new Fault(ChatFault.of(ChatFault.Kind.BAD_ADDRESS, refusal + ".")));
        }
        URI uri = URI.create(endpoint.baseUrl());
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return vertx.executeBlocking(() -> resolver.resolve(host), false)
                .timeout(tuning.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(addresses -> choose(endpoint, addresses, host, limits.allowedHosts(), port(uri)))
                // Without a key a name that is not known is the smaller trouble.
                .recover(failure -> Future.failedFuture(
                        failure instanceof Fault
                                        || endpoint.hasKey()
                                        || AddressRules.isAllowed(host, limits.allowedHosts())
                                ? failure
                                : new Fault(withoutKey(endpoint))));
    }

    private static SocketAddress choose(
            ModelEndpoint endpoint, InetAddress[] addresses, String host, Set<String> allowed, int port) {
        boolean loopback = true;
        for (InetAddress address : addresses) {
            String refusal = AddressRules.isAllowed(host, allowed) ? null : AddressRules.refusal(address);
            if (refusal != null) {
                throw new Fault(ChatFault.of(
                        ChatFault.Kind.BAD_ADDRESS,
                        "trading.llm.base_url leads to " + refusal + " (" + host
                                + "). Add the host to trading.llm.allowed_hosts if that is meant."));
            }
            loopback &= address.isLoopbackAddress();
        }
        if (!loopback && !endpoint.hasKey() && !AddressRules.isAllowed(host, allowed)) {
            throw new Fault(withoutKey(endpoint));
        }
        return SocketAddress.inetSocketAddress(port, addresses[0].getHostAddress());
    }

    private static ChatFault withoutKey(ModelEndpoint endpoint) {
        return ChatFault.of(
                ChatFault.Kind.MISSING_KEY, "no API key is set for " + endpoint.label() + ". Set trading.llm.api_key.");
    }

    private CircuitBreaker circuit(ModelEndpoint endpoint) {
        return circuits.computeIfAbsent(
                endpoint.key(),
                key -> CircuitBreaker.create("model " + endpoint.label(), vertx, circuitOptions(tuning)));
    }

    static CircuitBreakerOptions circuitOptions(Tuning tuning) {
        return new CircuitBreakerOptions()
                .setMaxFailures(tuning.failuresToOpen())
                .setFailuresRollingWindow(FAILURES_COUNT_FOR.toMillis())
                .setResetTimeout(tuning.openFor().toMillis())
                .setTimeout(-1)
                .setMaxRetries(0)
                .setNotificationAddress(null);
    }

    private ChatFault faultOf(Throwable failure, ModelEndpoint endpoint) {
        String who = endpoint.label();
        return switch (failure) {
            case Fault fault -> fault.fault;
            case OpenCircuitException e -> leftAlone(endpoint);
            case BoundedBody.TooLarge e ->
                ChatFault.of(
                        ChatFault.Kind.TOO_LARGE,
                        who + " answered with more than " + tuning.maxResponseBytes() + " bytes.");
            case SSLException e ->
                ChatFault.of(
                        ChatFault.Kind.UNTRUSTED,
                        "the certificate of " + who + " is not trusted, or not for this host; nothing was sent.");
            case TimeoutException e -> ChatFault.of(ChatFault.Kind.TIMEOUT, who + " did not answer in time.");
            case UnknownHostException e ->
                ChatFault.of(
                        ChatFault.Kind.TRANSPORT, "the host of " + who + " is not known. Check trading.llm.base_url.");
            case ConnectException e ->
                ChatFault.of(ChatFault.Kind.TRANSPORT, who + " could not be reached: nobody answers at its port.");
            default -> ChatFault.of(ChatFault.Kind.TRANSPORT, who + " could not be reached (" + words(failure) + ").");
        };
    }

    private ChatFault leftAlone(ModelEndpoint endpoint) {
        ChatFault last = lastFaults.get(endpoint.key());
        return ChatFault.of(
                ChatFault.Kind.CIRCUIT_OPEN,
                endpoint.label() + " failed " + tuning.failuresToOpen() + " times in a row and is left alone for "
                        + tuning.openFor().toSeconds() + " s." + (last == null ? "" : " Last: " + last.message()));
    }

    private static String words(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
    }

    private static boolean isTls(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether calls to this model fail at once now; for health. */
    boolean circuitOpen(ModelEndpoint endpoint) {
        CircuitBreaker circuit = circuits.get(endpoint.key());
        return circuit != null && circuit.state() == io.vertx.circuitbreaker.CircuitBreakerState.OPEN;
    }

    /** Wall time. */
    Instant now() {
        return clock.instant();
    }

    /** Ends all connections. */
    public void close() {
        circuits.values().forEach(CircuitBreaker::close);
        web.close();
    }
}
