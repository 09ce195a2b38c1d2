package io.autotrade.simulated.broker;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.PluginMetrics;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One engine and its place in the store, safe from any thread.
 *
 * <p>An operation, including its write, ends before the next begins. When a write fails nobody knows what the store
 * holds; the engine is then thrown away and read again before anything else happens.
 */
final class Account {

    /** Market events that may wait; more can only come from a market that does not wait, while the store hangs. */
    private static final int MAX_WAITING = 10_000;

    private final Vault vault;
    private final Function<State, Engine> engines;
    private final InstantSource clock;
    private final Logger logger;
    private final PluginMetrics metrics;
    private final Lane lane = new Lane();
    private final List<Consumer<BrokerEvent>> listeners = new CopyOnWriteArrayList<>();

    /** Null while it is unknown what the store holds. Used only inside the lane. */
    private @Nullable Engine engine;

    private volatile Set<Symbol> watched;
    private volatile @Nullable Instant deadline;
    private volatile boolean closed;

    /**
     * An account that was loaded.
     *
     * @param engines makes an engine for a state that was loaded later
     */
    Account(
            Vault vault,
            Engine engine,
            Function<State, Engine> engines,
            InstantSource clock,
            Logger logger,
            PluginMetrics metrics) {
        this.vault = vault;
        this.engine = engine;
        this.engines = engines;
        this.clock = clock;
        this.logger = logger;
        this.metrics = metrics;
        watched = engine.watched();
        deadline = engine.deadline().orElse(null);
    }

    /** Whether prices of a symbol can have an effect. */
    boolean watches(Symbol symbol) {
        return watched.contains(symbol);
    }

    /** Whether the dead man's switch is due. */
    boolean overdue(Instant now) {
        Instant due = deadline;
        return due != null && !now.isBefore(due);
    }

    /** Performs a request. Fails only on a defect. */
    Future<WriteResult> write(Function<Engine, Engine.Step> request) {
        return lane.run(() -> {
            if (closed) {
                return Future.succeededFuture(new WriteResult.NotSent(
                        unavailable("the broker is closed").fault()));
            }
            return ready().transform(loaded -> loaded.failed()
                    ? Future.succeededFuture(new WriteResult.NotSent(storeFault(loaded.cause())))
                    : perform(loaded.result(), request));
        });
    }

    /** Lets the market act; fails when the consequences could not be kept. */
    Future<Void> act(Function<Engine, Changes> event) {
        if (lane.length() > MAX_WAITING) {
            metrics.count("market.events.dropped", 1);
            return Future.failedFuture(unavailable("too many market events wait for the store"));
        }
        return lane.run(
                () -> closed ? Future.succeededFuture() : ready().compose(loaded -> keep(loaded, event.apply(loaded))));
    }

    <T> Future<T> read(Function<Engine, T> question) {
        return readLater((loaded, ignored) -> Future.succeededFuture(question.apply(loaded)));
    }

    /** Reads what may have to come from the store. */
    <T> Future<T> readLater(BiFunction<Engine, Vault, Future<T>> question) {
        return lane.run(() -> {
            if (closed) {
                return Future.failedFuture(unavailable("the broker is closed"));
            }
            return ready().compose(loaded -> question.apply(loaded, vault))
                    .recover(failure ->
                            Future.failedFuture(failure instanceof BrokerException ? failure : storeFailure(failure)));
        });
    }

    Subscription listen(Consumer<BrokerEvent> listener) {
        AtomicBoolean active = new AtomicBoolean(true);
        listeners.add(listener);
        return () -> {
            if (active.compareAndSet(true, false)) {
                listeners.remove(listener);
            }
        };
    }

    /** Writes the newest marks and ends. */
    Future<Void> close() {
        return lane.run(() -> {
            Engine last = engine;
            boolean first = !closed;
            closed = true;
            return first && last != null
                    ? vault.save(last.state(), new Changes()).otherwiseEmpty()
                    : Future.succeededFuture();
        });
    }

    private Future<WriteResult> perform(Engine loaded, Function<Engine, Engine.Step> request) {
        Engine.Step step = request.apply(loaded);
        return keep(loaded, step.changes())
                .map(step.result())
                .recover(failure -> Future.succeededFuture(new WriteResult.Unknown(storeFault(failure))));
    }

    private Future<Void> keep(Engine loaded, Changes changes) {
        if (!changes.dirty()) {
            return Future.succeededFuture();
        }
        watched = loaded.watched();
        deadline = loaded.deadline().orElse(null);
        return vault.save(loaded.state(), changes)
                .onSuccess(done -> changes.events().forEach(this::tell))
                .onFailure(failure -> {
                    engine = null;
                    logger.warn("the account could not be written and will be read again", failure);
                });
    }

    /** The engine; read from the store again when that is needed. */
    private Future<Engine> ready() {
        Engine known = engine;
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return vault.load().map(state -> {
            if (state == null) {
                throw new IllegalStateException("the stored account has disappeared");
            }
            Engine loaded = engines.apply(state);
            engine = loaded;
            watched = loaded.watched();
            deadline = loaded.deadline().orElse(null);
            tell(new BrokerEvent.ConnectionChanged(
                    BrokerEvent.Connection.RESET, "the account was read again after a failed write", clock.instant()));
            return loaded;
        });
    }

    private void tell(BrokerEvent event) {
        for (Consumer<BrokerEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                logger.error("a listener failed on {}", event, e);
            }
        }
    }

    private static BrokerException unavailable(String message) {
        return new BrokerException(new BrokerFault.Unavailable(message));
    }

    private static BrokerFault storeFault(Throwable failure) {
        return new BrokerFault.Unavailable("the account store failed: " + failure.getMessage());
    }

    private static BrokerException storeFailure(Throwable failure) {
        return new BrokerException(storeFault(failure), failure);
    }
}
