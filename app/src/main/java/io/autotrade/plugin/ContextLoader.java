package io.autotrade.plugin;

/** The context class loader of a plugin while the service calls it, until it is closed. */
final class ContextLoader {

    private final ClassLoader before;

    ContextLoader(ClassLoader during) {
        Thread thread = Thread.currentThread();
        this.before = thread.getContextClassLoader();
        thread.setContextClassLoader(during);
    }

    void close() {
        Thread.currentThread().setContextClassLoader(before);
    }
}
