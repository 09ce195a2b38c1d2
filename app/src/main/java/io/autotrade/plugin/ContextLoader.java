package io.autotrade.plugin;

/** The context class loader of a plugin while the service calls it: for use with try-with-resources. */
final class ContextLoader implements AutoCloseable {

    private final ClassLoader before;

    ContextLoader(ClassLoader during) {
        Thread thread = Thread.currentThread();
        this.before = thread.getContextClassLoader();
        thread.setContextClassLoader(during);
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
    }
}
