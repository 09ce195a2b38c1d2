package io.autotrade.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class loader of one plugin: its own classes first, from the service only what plugin and service must share. Its
 * parent is the platform loader, so nothing else of the service can be seen. Resources follow the same rule; the
 * service's own {@code META-INF/services} cannot leak into a plugin.
 */
final class PluginClassLoader extends URLClassLoader {

    /** The specification itself; packages below it belong to plugins. */
    private static final String SPECIFICATION = "io.autotrade.broker.";

    /** What plugin and service exchange objects of; everything else is the plugin's own business. */
    private static final List<String> SHARED = List.of(
            "io.vertx.", // Future, Vertx and JsonObject are part of the specification
            "io.netty.", // Vert.x speaks it
            "com.fasterxml.jackson.", // Vert.x JSON speaks it
            "org.slf4j.", // one log
            "org.jspecify."); // annotations of the specification

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader service;

    PluginClassLoader(String name, List<URL> jars, ClassLoader service) {
        super("plugin-" + name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.service = service;
    }

    /**
     * A shared class comes from the service. A part of a shared library that the service does not have, such as another
     * Vert.x client, may come from the plugin.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            try {
                return service.loadClass(name);
            } catch (ClassNotFoundException e) {
                return super.loadClass(name, resolve);
            }
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL shared = isShared(name.replace('/', '.')) ? service.getResource(name) : null;
        return shared == null ? findResource(name) : shared;
    }

    /**
     * Only the plugin's own, but for shared packages: the platform has none, and the service's are not the plugin's.
     */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isShared(name.replace('/', '.')) ? service.getResources(name) : findResources(name);
    }

    static boolean isShared(String className) {
        if (className.startsWith(SPECIFICATION)) {
            return className.indexOf('.', SPECIFICATION.length()) < 0;
        }
        return SHARED.stream().anyMatch(className::startsWith);
    }
}
