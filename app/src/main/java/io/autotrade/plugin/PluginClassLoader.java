package io.autotrade.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class loader of one plugin: its own classes first, from the service only what plugin and service must share.
 * Resources follow the same rule, so the service's own {@code META-INF/services} cannot leak into a plugin.
 */
final class PluginClassLoader extends URLClassLoader {

    /** What plugin and service exchange objects of; everything else is the plugin's own business. */
    private static final List<String> SHARED = List.of(
            "io.autotrade.broker.", // the specification
            "io.vertx.", // Future, Vertx and the clients are part of the specification
            "io.netty.", // Vert.x speaks it
            "com.fasterxml.jackson.", // Vert.x JSON speaks it
            "org.slf4j.", // one log
            "org.jspecify."); // annotations of the specification

    private final ClassLoader service;

    PluginClassLoader(String name, List<URL> jars, ClassLoader service) {
        super("plugin-" + name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.service = service;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (isShared(name)) {
                return service.loadClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        if (isShared(name.replace('/', '.'))) {
            return service.getResource(name);
        }
        return super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (isShared(name.replace('/', '.'))) {
            return service.getResources(name);
        }
        // Only the plugin's own: the platform has no providers of ours, and the service's are not the plugin's.
        return Collections.enumeration(Collections.list(findResources(name)));
    }

    static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }
}
