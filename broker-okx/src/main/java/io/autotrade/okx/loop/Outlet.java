package io.autotrade.okx.loop;

import io.autotrade.broker.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** Hands events to listeners, one at a time, in order. To be used on the loop, except for {@link #listen}. */
public final class Outlet<E> {

    private final List<Consumer<? super E>> listeners = new CopyOnWriteArrayList<>();
    private final Logger logger;

    public Outlet(Logger logger) {
        this.logger = logger;
    }

    /** Registers a listener; from any thread. */
    public Subscription listen(Consumer<? super E> listener) {
        // A wrapper, so that one registered twice can be removed once.
        Consumer<E> registered = listener::accept;
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    public void emit(E event) {
        for (Consumer<? super E> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                logger.error("a listener failed on an event of OKX", e);
            }
        }
    }
}
