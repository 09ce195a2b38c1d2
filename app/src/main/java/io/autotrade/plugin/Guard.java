package io.autotrade.plugin;

import io.autotrade.broker.BrokerException;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls into a plugin: the thread's context class loader is the plugin's for as long as the call lasts, as libraries
 * that look for their own parts expect.
 */
record Guard(String plugin, ClassLoader loader) {

    /** A step into the plugin. */
    interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Opens something; whatever the plugin throws, and an answer of null, becomes a failed future that names it. */
    <T> Future<T> open(String what, Supplier<@Nullable Future<T>> work) {
        try {
            Future<T> opening = this.<@Nullable Future<T>, RuntimeException>call(work::get);
            return opening == null ? failed(what, new NullPointerException("open returned null")) : opening;
        } catch (BrokerException | IllegalArgumentException e) { // documented failures keep their meaning
            return Future.failedFuture(e);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return failed(what, e);
        }
    }

    private <T> Future<T> failed(String what, Throwable cause) {
        return Future.failedFuture(
                new IllegalStateException(what + " of plugin " + plugin + " cannot be opened: " + cause, cause));
    }
}
