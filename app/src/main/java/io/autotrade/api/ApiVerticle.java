package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Subscription;
import io.autotrade.config.AppConfig;
import io.autotrade.config.HttpConfig;
import io.autotrade.journal.Journal;
import io.autotrade.journal.Projections;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP and WebSocket server. Deploy once, on an event loop. Host, port and TLS are those at the time of deployment;
 * tokens, origins and hosts follow the configuration.
 */
public final class ApiVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ApiVerticle.class);
    private static final long TOKEN_FILE_MILLIS = 5_000;

    private final Supplier<AppConfig> config;
    private final Journal journal;
    private final Projections projections;
    private final TokenStore tokens;
    private final Supplier<String> scrape;
    private final InstantSource clock;
    private final String version;
    private final Cadence cadence;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private @Nullable HttpServer server;
    private @Nullable MarketDataSockets marketData;
    private @Nullable Sockets sockets;

    /**
     * @param config the configuration in force, asked on every request
     * @param scrape all metrics as Prometheus text; called on an event loop
     * @param clock wall clock
     * @param version of the service
     */
    public ApiVerticle(
            Supplier<AppConfig> config,
            Journal journal,
            Projections projections,
            TokenStore tokens,
            Supplier<String> scrape,
            InstantSource clock,
            String version) {
        this(config, journal, projections, tokens, scrape, clock, version, Cadence.NORMAL);
    }

    ApiVerticle(
            Supplier<AppConfig> config,
            Journal journal,
            Projections projections,
            TokenStore tokens,
            Supplier<String> scrape,
            InstantSource clock,
            String version,
            Cadence cadence) {
        this.config = config;
        this.journal = journal;
        this.projections = projections;
        this.tokens = tokens;
        this.scrape = scrape;
        this.clock = clock;
        this.version = version;
        this.cadence = cadence;
    }

    /**
     * The port that is listened on.
     *
     * @throws IllegalStateException before the verticle is deployed
     */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("the HTTP server is not running");
        }
        return server.actualPort();
    }

    /** How many sockets are open. */
    int openSockets() {
        return sockets == null ? 0 : sockets.size();
    }

    @Override
    public Future<?> start() {
        return Contract.load(vertx).compose(this::listen);
    }

    private Future<HttpServer> listen(Contract contract) {
        HttpConfig http = http();
        Duration patience = patience();
        Gate gate = new Gate(contract, this::http, tokens, clock);
        ControlBus bus = new ControlBus(vertx.eventBus(), patience.minusSeconds(10));
        Connections connections = new Connections(vertx, this::http, Limits.FIRST_REQUEST, Limits.NEXT_REQUEST);
        Router router = router(contract, gate, bus, connections);
        vertx.setPeriodic(TOKEN_FILE_MILLIS, timer -> vertx.executeBlocking(this::reloadTokens, false));
        return vertx.createHttpServer(options(http, patience))
                .connectionHandler(connections::opened)
                .exceptionHandler(failure -> LOG.debug("a connection failed before it could be answered", failure))
                .requestHandler(router)
                .listen()
                .onSuccess(listening -> server = listening)
                .onFailure(failure -> subscriptions.forEach(Subscription::cancel));
    }

    private Router router(Contract contract, Gate gate, ControlBus bus, Connections connections) {
        // When an entry is told here the books have it already; lastSeq is there a moment before.
        AtomicLong told = new AtomicLong(journal.lastSeq());
        subscriptions.add(journal.onCommitted(entry -> told.set(entry.seq())));
        DecisionOperations decisions = new DecisionOperations(vertx, config, journal, projections, bus);
        PortfolioOperations portfolio =
                new PortfolioOperations(bus, projections, decisions, clock, told::get, this::pushPortfolio);
        marketData = new MarketDataSockets(vertx, context, bus, portfolio::withDecisions, clock, cadence);
        LiveHub live = new LiveHub(vertx, context, journal, config, clock, cadence.heartbeat());
        sockets = new Sockets(gate, marketData, live, () -> http().maxSockets());
        subscriptions.add(marketData.start(journal));
        subscriptions.add(live.start());
        Map<String, Operation> operations = merged(List.of(
                new SystemOperations(bus, contract, scrape, clock, version, gate::open).operations(),
                portfolio.operations(),
                decisions.operations(),
                new JournalOperations(journal, projections).operations(),
                new SchedulerOperations(bus).operations(),
                new MarketOperations(bus).operations()));
        Pages pages = new Pages(bus, version, gate::open);
        return new ApiRouter(vertx, contract, connections)
                .build(new Guard(this::http, clock), gate, sockets, operations, pages);
    }

    private static Map<String, Operation> merged(List<Map<String, Operation>> parts) {
        Map<String, Operation> all = new HashMap<>();
        for (Map<String, Operation> part : parts) {
            all.putAll(part);
        }
        return all;
    }

    private HttpConfig http() {
        return config.get().http();
    }

    private @Nullable Void reloadTokens() {
        tokens.reload();
        return null;
    }

    /** A trigger is answered when its run has ended; nothing cuts the connection before that. */
    private Duration patience() {
        Duration cycle = config.get().trading().llm().cycleDeadline().plusSeconds(60);
        return cycle.compareTo(Duration.ofSeconds(150)) > 0 ? cycle : Duration.ofSeconds(150);
    }

    private static HttpServerOptions options(HttpConfig http, Duration idle) {
        HttpServerOptions options = new HttpServerOptions();
        options.setHost(http.host())
                .setPort(http.port())
                .setIdleTimeout((int) idle.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setCompressionSupported(true)
                .setCompressionLevel(2)
                .setMaxHeaderSize(Limits.MAX_HEADER_BYTES)
                .setMaxInitialLineLength(Limits.MAX_LINE_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setWebSocketSubProtocols(List.of(Sockets.PROTOCOL))
                .setMaxWebSocketMessageSize(Limits.MAX_SOCKET_MESSAGE_BYTES)
                .setMaxWebSocketFrameSize(Limits.MAX_SOCKET_MESSAGE_BYTES);
        HttpConfig.Tls tls = http.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate())
                            .setKeyPath(tls.key()));
        }
        return options;
    }

    private void pushPortfolio(ObjectNode snapshot) {
        if (marketData != null) {
            marketData.push(snapshot);
        }
    }

    @Override
    public Future<?> stop() {
        subscriptions.forEach(Subscription::cancel);
        if (sockets != null) {
            sockets.close();
        }
        return server == null ? Future.succeededFuture() : server.shutdown(5, TimeUnit.SECONDS);
    }
}
