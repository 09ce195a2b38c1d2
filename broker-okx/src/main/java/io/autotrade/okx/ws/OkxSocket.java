package io.autotrade.okx.ws;

import io.autotrade.okx.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A push connection that is kept up: after a loss it connects again with growing, jittered pauses, logs in and
 * subscribes before it says so; when OKX announces an upgrade it connects ahead. All methods are to be called on the
 * loop.
 */
public final class OkxSocket implements Connection.Owner {

    /** OKX counts attempts per address of the caller, whichever socket makes them. */
    private static final Map<String, Allowance> PACES = new ConcurrentHashMap<>();

    /** A little more than a second: OKX counts arrivals, and this counts departures. */
    private static final Duration SECOND = Duration.ofMillis(1_100);

    private final Loop loop;
    private final SocketSettings settings;
    private final SocketListener listener;
    private final Logger logger;
    private final Supplier<Future<Void>> beforeRetry;
    private final SocketWires wires;
    private final Allowance pace;
    private @Nullable Connection current;
    private @Nullable Connection next;
    private Runnable cancelRetry = () -> {};
    private int failures;
    private boolean everUp;
    private boolean closed;

    /** @param beforeRetry done before connecting again, such as reading the server's time; its failure is ignored */
    public OkxSocket(
            Loop loop,
            SocketWires wires,
            SocketSettings settings,
            SocketListener listener,
            Supplier<Future<Void>> beforeRetry,
            Logger logger) {
        this.loop = loop;
        this.wires = wires;
        this.settings = settings;
        this.listener = listener;
        this.beforeRetry = beforeRetry;
        this.logger = logger;
        int perSecond = settings.timings().connectionsPerSecond();
        pace = PACES.computeIfAbsent(
                settings.uri().getAuthority() + '/' + perSecond, place -> new Allowance(perSecond, SECOND));
    }

    /** Connects once; fails with a {@link io.autotrade.broker.BrokerException} when that does not succeed. */
    public Future<Void> open() {
        Connection connection = new Connection(loop, wires.wire(), settings, this);
        current = connection;
        return connect(connection).onSuccess(ready -> ready(connection));
    }

    /** Connects in the background until it succeeds. */
    public void openPatiently() {
        connect();
    }

    /** Whether messages flow. */
    public boolean isUp() {
        Connection connection = current;
        return connection != null && connection.isOpen();
    }

    /** Makes a subscription again; false when that is not possible now. */
    public boolean resubscribe(Channel channel) {
        Connection connection = current;
        return connection != null && connection.resubscribe(channel);
    }

    public Future<Void> close() {
        closed = true;
        cancelRetry.run();
        if (current != null) {
            current.close();
        }
        if (next != null) {
            next.close();
        }
        return wires.close();
    }

    private void connect() {
        if (closed || isUp()) {
            return;
        }
        Connection connection = new Connection(loop, wires.wire(), settings, this);
        current = connection;
        connect(connection).onSuccess(ready -> ready(connection)).onFailure(failure -> {
            logger.warn("OKX {}", failure.getMessage());
            retry();
        });
    }

    /** Waits for a place among the attempts of this second. */
    private Future<Void> connect(Connection connection) {
        Duration wait = pace.reserve(loop.nanoTime());
        if (wait.isZero()) {
            return connection.open();
        }
        Promise<Void> opened = Promise.promise();
        loop.after(wait, () -> connection.open().onComplete(opened));
        return opened.future();
    }

    private void retry() {
        if (closed) {
            return;
        }
        long ceiling = Math.min(
                settings.timings().longestPause().toMillis(),
                settings.timings().firstPause().toMillis() << Math.min(failures, 10));
        failures++;
        long pause = ceiling / 2 + loop.random().nextLong(ceiling / 2 + 1);
        Duration atLeast = settings.timings().firstPause();
        cancelRetry = loop.after(
                Duration.ofMillis(Math.max(pause, atLeast.toMillis())),
                () -> beforeRetry.get().onComplete(done -> loop.run(this::connect)));
    }

    private void ready(Connection connection) {
        if (closed || connection != current) {
            connection.close();
            return;
        }
        failures = 0;
        if (everUp) {
            listener.reset(settings.name() + " socket connected again");
        } else {
            everUp = true;
            listener.up();
        }
    }

    @Override
    public void data(Connection from, Buffer message) {
        listener.data(message);
    }

    @Override
    public void ended(Connection from, String why) {
        if (closed || from != current) {
            return;
        }
        logger.warn("OKX {} socket {}", settings.name(), why);
        listener.down(settings.name() + " socket " + why);
        retry();
    }

    @Override
    public void upgradeAnnounced(Connection from) {
        if (closed || from != current || next != null) {
            return;
        }
        logger.info("OKX {} socket: an upgrade is announced, connecting ahead", settings.name());
        Connection ahead = new Connection(loop, wires.wire(), settings, this);
        next = ahead;
        connect(ahead).onSuccess(ready -> takeOver(from, ahead)).onFailure(failure -> {
            next = null;
            if (from.isOpen()) {
                loop.after(settings.timings().firstPause(), () -> upgradeAnnounced(from));
            }
        });
    }

    @Override
    public void channelRefused(Channel channel) {
        logger.warn("OKX {} socket has no channel {}", settings.name(), channel.argument());
    }

    /** Both connections delivered for a moment, so nothing was missed and repetitions are harmless. */
    private void takeOver(Connection old, Connection ahead) {
        next = null;
        if (closed || current != old) {
            ahead.close();
            return;
        }
        current = ahead;
        failures = 0;
        if (old.isOpen()) {
            old.close();
        } else {
            cancelRetry.run();
            listener.reset(settings.name() + " socket moved to a new connection");
        }
    }
}
