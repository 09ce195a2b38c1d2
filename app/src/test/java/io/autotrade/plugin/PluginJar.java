package io.autotrade.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar made in a test: sources compiled by the JDK's own compiler, and files beside them. */
final class PluginJar {

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();

    PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    PluginJar brokerProvider(String className) {
        files.put("META-INF/services/io.autotrade.broker.BrokerProvider", className + "\n");
        return this;
    }

    PluginJar file(String name, String text) {
        files.put(name, text);
        return this;
    }

    Path write(Path jar) throws IOException {
        Path work = Files.createTempDirectory("plugin");
        compile(work);
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.walk(work.resolve("classes"))) {
            for (Path path : classes.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(
                        work.resolve("classes").relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private void compile(Path work) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<Path> paths = new ArrayList<>();
        sources.forEach((name, text) -> {
            Path path = work.resolve("src").resolve(name.replace('.', '/') + ".java");
            try {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            paths.add(path);
        });
        if (paths.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-proc:none",
                                    "-nowarn",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            manager.getJavaFileObjectsFromPaths(paths))
                    .call();
            if (!compiled) {
                throw new AssertionError(messages.toString());
            }
        }
    }

    /** A provider whose broker is never opened. */
    static String provider(String className, String id, String spiMajor, String displayName) {
        int dot = className.lastIndexOf('.');
        return """
                package %s;

                public final class %s implements io.autotrade.broker.BrokerProvider {
                    public int spiMajor() { return %s; }
                    public String id() { return "%s"; }
                    public String displayName() { return %s; }
                    public io.autotrade.broker.Environment environment() { return io.autotrade.broker.Environment.PAPER; }
                    public io.vertx.core.json.JsonObject configurationSchema() { return new io.vertx.core.json.JsonObject(); }
                    public io.vertx.core.Future<io.autotrade.broker.Broker> open(io.autotrade.broker.BrokerContext context) {
                        return io.vertx.core.Future.failedFuture("not in this test");
                    }
                }
                """.formatted(className.substring(0, dot), className.substring(dot + 1), spiMajor, id, displayName);
    }

    static PluginJar broker(String className, String id) {
        return new PluginJar()
                .source(className, provider(className, id, "io.autotrade.broker.SpiVersion.MAJOR", "\"" + id + "\""))
                .brokerProvider(className);
    }
}
