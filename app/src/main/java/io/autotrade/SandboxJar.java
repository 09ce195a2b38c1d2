package io.autotrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The exchange of the OKX adapter's tests, in a jar of its own beside the service's. It is started in a class loader of
 * its own and spoken to over loopback sockets only, so that nothing of it becomes part of the service.
 */
final class SandboxJar {

    private static final String NAME = "broker-okx-sandbox.jar";
    private static final String MAIN = "io.autotrade.okx.sandbox.SandboxMain";

    private SandboxJar() {}

    /** Where the build puts it: beside the jar, or the classes, of the service. */
    static Path besideTheService() {
        try {
            Path self = Path.of(SandboxJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return self.resolveSibling(NAME);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Its main class, loaded.
     *
     * @throws StartFailure when the jar is not there or is not the sandbox
     */
    static Class<?> load(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(
                    "there is no sandbox at " + jar + "; ./mvnw package builds it, --jar names another place");
        }
        try {
            URL[] urls = {jar.toUri().toURL()};
            URLClassLoader loader = new URLClassLoader("okx-sandbox", urls, SandboxJar.class.getClassLoader());
            return Class.forName(MAIN, true, loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new StartFailure(jar + " is not the sandbox: it has no class " + MAIN);
        }
    }
}
