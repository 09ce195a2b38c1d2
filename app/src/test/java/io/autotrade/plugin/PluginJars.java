package io.autotrade.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds plugin jars from source, as an author's build would. */
public final class PluginJars {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    private PluginJars() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    public static PluginJars jar() {
        return new PluginJars();
    }

    public PluginJars source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    public PluginJars resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    PluginJars attribute(Attributes.Name name, String value) {
        manifest.getMainAttributes().put(name, value);
        return this;
    }

    public PluginJars brokerService(String className) {
        return resource("META-INF/services/io.autotrade.broker.BrokerProvider", className + "\n");
    }

    /** A jar with one broker provider, whose answers are Java expressions that replace the usual ones. */
    public static PluginJars broker(String className, String id, Map<String, String> answers) {
        Map<String, String> methods = new LinkedHashMap<>(Map.of(
                "int spiMajor()", "SpiVersion.MAJOR",
                "String id()", '"' + id + '"',
                "String displayName()", "\"Broker " + id + '"',
                "Environment environment()", "Environment.PAPER",
                "JsonObject configurationSchema()", "new JsonObject().put(\"type\", \"object\")",
                "Future<Broker> open(BrokerContext context)", "Future.failedFuture(\"not today\")"));
        methods.putAll(answers);
        int dot = className.lastIndexOf('.');
        StringBuilder text = new StringBuilder("package " + className.substring(0, dot) + ";\n"
                + "import io.autotrade.broker.*;\nimport io.vertx.core.Future;\nimport io.vertx.core.json.JsonObject;\n"
                + "public class " + className.substring(dot + 1) + " implements BrokerProvider {\n");
        methods.forEach((method, answer) ->
                text.append("    public " + method + " {\n        return " + answer + ";\n    }\n"));
        return jar().source(className, text.append("}\n").toString()).brokerService(className);
    }

    /** Compiles against the service's class path and the given classes, and writes the jar. */
    public Path write(Path file) throws IOException {
        Path classes = Files.createTempDirectory("plugin-classes");
        compile(classes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Path each : files(classes)) {
                add(out, classes.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each));
            }
            for (Map.Entry<String, String> entry : resources.entrySet()) {
                add(out, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        List<String> options = List.of(
                "--release",
                "21",
                "-proc:none",
                "-Xlint:all",
                "-Xlint:-classfile",
                "-Werror",
                "-d",
                classes.toString());
        List<JavaFileObject> units = sources.entrySet().stream()
                .<JavaFileObject>map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        if (!compiler.getTask(problems, null, null, options, null, units).call()) {
            throw new AssertionError("the plugin does not compile:\n" + problems);
        }
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    static String sha256(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
