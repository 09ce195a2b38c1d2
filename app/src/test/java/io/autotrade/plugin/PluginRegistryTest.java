package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {

    private static final Set<String> ALL = Set.of();

    @TempDir
    private Path folder;

    private PluginRegistry registry;

    @BeforeEach
    void putOneThatWorks() throws IOException {
        PluginJars.broker("one.Works", "works", Map.of()).write(folder.resolve("m-works.jar"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void loadsWhatIsThereInTheOrderOfNames() throws IOException {
        PluginJars.broker("two.Earlier", "earlier", Map.of()).write(folder.resolve("a-earlier.jar"));
        Files.writeString(folder.resolve("README.md"), "not a plugin");

        registry = PluginRegistry.load(folder, ALL);

        assertThat(registry.reports()).extracting(PluginReport::name).containsExactly("a-earlier.jar", "m-works.jar");
        assertThat(registry.reports().getFirst())
                .isEqualTo(new PluginReport(
                        "a-earlier.jar",
                        folder.resolve("a-earlier.jar").toString(),
                        PluginJars.sha256(folder.resolve("a-earlier.jar")),
                        "loaded",
                        "",
                        List.of(new PluginReport.Provided("broker", "earlier", "Broker earlier", Environment.PAPER))));
        assertThat(registry.broker("earlier").configurationSection()).isEqualTo("brokers.earlier");
    }

    @Test
    void takesNoFolderForNoPlugins() {
        registry = PluginRegistry.load(folder.resolve("missing"), ALL);

        assertThat(registry.reports()).isEmpty();
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "this is not a jar");
        Files.createFile(folder.resolve("empty.jar"));
        byte[] whole = Files.readAllBytes(folder.resolve("m-works.jar"));
        Files.write(folder.resolve("half.jar"), java.util.Arrays.copyOf(whole, whole.length / 2));

        assertRefused("broken.jar", "not a readable jar: broken.jar");
        assertRefused("empty.jar", "not a readable jar: empty.jar");
        assertRefused("half.jar", "not a readable jar: half.jar");
    }

    @Test
    void refusesDamagedClasses() throws IOException {
        PluginJars.jar()
                .brokerService("bad.Bytes")
                .resource("bad/Bytes.class", "no byte code")
                .write(folder.resolve("bad.jar"));

        assertRefused("bad.jar", "bad/Bytes", "ClassFormatError");
    }

    @Test
    void refusesJarsWithoutProvider() throws IOException {
        PluginJars.jar().source("lib.Tool", "package lib; public class Tool {}").write(folder.resolve("lib.jar"));
        Files.createDirectory(folder.resolve("nothing"));

        assertRefused("lib.jar", "names no provider in META-INF/services/io.autotrade.broker.BrokerProvider");
        assertRefused("nothing", "the directory holds no jar");
    }

    @Test
    void refusesProvidersThatCannotBeMade() throws IOException {
        PluginJars.jar().brokerService("gone.Away").write(folder.resolve("absent.jar"));
        PluginJars.jar()
                .source("odd.Thing", "package odd; public class Thing {}")
                .brokerService("odd.Thing")
                .write(folder.resolve("odd.jar"));
        PluginJars.broker("shy.Hidden", "hidden", Map.of())
                .source("shy.Hidden", sourceWith("shy", "Hidden", "private Hidden() {}"))
                .write(folder.resolve("private.jar"));
        PluginJars.broker("fail.Static", "fails", Map.of())
                .source("fail.Static", sourceWith("fail", "Static", "static int x = Integer.parseInt(\"no number\");"))
                .write(folder.resolve("static.jar"));

        assertRefused("absent.jar", "gone.Away", "not found");
        assertRefused("odd.jar", "odd.Thing", "not a subtype");
        assertRefused("private.jar", "shy.Hidden", "no-arg constructor");
        assertRefused("static.jar", "fail.Static", "NumberFormatException", "no number");
    }

    @Test
    void refusesProvidersWhoseClassesAreMissing() throws IOException {
        Path whole = PluginJars.broker("lost.Provider", "lost", Map.of("String displayName()", "new Helper().name()"))
                .source("lost.Helper", "package lost; class Helper { String name() { return \"helper\"; } }")
                .write(folder.resolve("lost.jar"));
        without(whole, "lost/Helper.class");

        assertRefused("lost.jar", "lost/Helper", "NoClassDefFoundError");
    }

    @Test
    void refusesProvidersThatThrowWhenAsked() throws IOException {
        PluginJars.broker("loud.Provider", "loud", Map.of("Environment environment()", "Environment.valueOf(\"HOPE\")"))
                .write(folder.resolve("loud.jar"));
        PluginJars.broker("mute.Provider", "mute", Map.of("JsonObject configurationSchema()", "null"))
                .write(folder.resolve("mute.jar"));

        assertRefused("loud.jar", "HOPE");
        assertRefused("mute.jar", "configurationSchema() of a provider returns null");
    }

    @Test
    void refusesWhatWasBuiltForAnotherSpecification() throws IOException {
        PluginJars.broker("old.Provider", "old", Map.of("int spiMajor()", "7")).write(folder.resolve("old.jar"));

        assertRefused("old.jar", "built for version 7 of the broker specification; this service has version 1");
    }

    @Test
    void refusesBadIdsSchemasAndForeignSections() throws IOException {
        PluginJars.broker("bad.Id", "Not An Id", Map.of()).write(folder.resolve("id.jar"));
        PluginJars.broker("bad.Section", "thief", Map.of("String configurationSection()", "\"http\""))
                .write(folder.resolve("section.jar"));
        PluginJars.broker("bad.Root", "greedy", Map.of("String configurationSection()", "\"brokers\""))
                .write(folder.resolve("root.jar"));
        PluginJars.broker("bad.Schema", "listy", Map.of("JsonObject configurationSchema()", "new JsonObject()"))
                .write(folder.resolve("schema.jar"));

        assertRefused("id.jar", "id 'Not An Id' must be 1 to 40 lower-case letters");
        assertRefused("section.jar", "configurationSection 'http' is not one it may read", "brokers.thief");
        assertRefused("root.jar", "configurationSection 'brokers'");
        assertRefused("schema.jar", "\"type\": \"object\"");
    }

    @Test
    void theFirstByNameKeepsAnIdThatTwoBring() throws IOException {
        PluginJars.broker("twin.Second", "works", Map.of()).write(folder.resolve("z-twin.jar"));

        assertRefused("z-twin.jar", "brings broker works, which m-works.jar already brings");
        assertThat(registry.broker("works").displayName()).isEqualTo("Broker works");
    }

    @Test
    void refusesAJarThatBringsAnIdTwice() throws IOException {
        PluginJars.broker("dup.First", "dup", Map.of())
                .source("dup.Second", sourceWith("dup", "Second", "").replace("\"second\"", "\"dup\""))
                .resource("META-INF/services/io.autotrade.broker.BrokerProvider", "dup.First\ndup.Second\n")
                .write(folder.resolve("dup.jar"));

        assertRefused("dup.jar", "brings broker dup, which dup.jar already brings");
    }

    @Test
    void loadsOnlyWhatIsOnTheAllowList() throws IOException {
        Path other = PluginJars.broker("other.Provider", "other", Map.of()).write(folder.resolve("other.jar"));
        Path reaching = PluginJars.broker("far.Provider", "far", Map.of())
                .attribute(Attributes.Name.CLASS_PATH, "../anything.jar")
                .write(folder.resolve("reaching.jar"));
        String works = PluginJars.sha256(folder.resolve("m-works.jar"));

        registry = PluginRegistry.load(folder, Set.of(works, PluginJars.sha256(reaching)));

        assertThat(report("m-works.jar").loaded()).isTrue();
        assertThat(report("other.jar").reason())
                .contains("not on the allow list plugins.allow_sha256", "other.jar", PluginJars.sha256(other));
        assertThat(report("reaching.jar").reason()).contains("Class-Path");
    }

    @Test
    void saysWhichJarWasRefusedWhenItsBrokerIsAskedFor() throws IOException {
        PluginJars.broker("old.Provider", "old", Map.of("int spiMajor()", "7")).write(folder.resolve("old.jar"));
        registry = PluginRegistry.load(folder, ALL);

        assertThatThrownBy(() -> registry.broker("old"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trading.broker_type")
                .hasMessageContaining("'old'")
                .hasMessageContaining("works")
                .hasMessageContaining("old.jar (built for version 7");
        assertThatThrownBy(() -> registry.marketSource("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("market.source")
                .hasMessageContaining("'nowhere'");
    }

    @Test
    void opensWithTheContextClassLoaderOfThePlugin() throws Exception {
        PluginJars.broker(
                        "ctx.Provider",
                        "ctx",
                        Map.of(
                                "Future<Broker> open(BrokerContext context)",
                                "Future.failedFuture(Thread.currentThread().getContextClassLoader()"
                                        + " == Provider.class.getClassLoader() ? \"own\" : \"foreign\")"))
                .write(folder.resolve("ctx.jar"));
        registry = PluginRegistry.load(folder, ALL);
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThat(failure("ctx")).hasMessage("own");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void anOpenThatThrowsIsAFailureThatNamesThePlugin() throws Exception {
        PluginJars.broker("thrower.Provider", "thrower", Map.of("Future<Broker> open(BrokerContext context)", "fail()"))
                .source(
                        "thrower.Provider",
                        sourceWith(
                                "thrower",
                                "Provider",
                                "static Future<Broker> fail() { throw new NoClassDefFoundError(\"some/Library\"); }"))
                .write(folder.resolve("thrower.jar"));
        PluginJars.broker("nil.Provider", "nil", Map.of("Future<Broker> open(BrokerContext context)", "null"))
                .write(folder.resolve("nil.jar"));
        PluginJars.broker(
                        "said.Provider",
                        "said",
                        Map.of(
                                "Future<Broker> open(BrokerContext context)",
                                "Future.failedFuture(new BrokerException(new BrokerFault.Unavailable(\"asleep\")))"))
                .write(folder.resolve("said.jar"));
        registry = PluginRegistry.load(folder, ALL);

        assertThat(failure("provider")).hasMessageContaining("thrower.jar").hasMessageContaining("some/Library");
        assertThat(failure("nil")).hasMessageContaining("nil.jar").hasMessageContaining("null");
        assertThat(failure("said")).isInstanceOf(BrokerException.class).hasMessage("asleep");
    }

    private Throwable failure(String id) throws Exception {
        BrokerProvider provider = registry.broker(id);
        Object answer = provider.open(null)
                .<Object>map(broker -> broker)
                .otherwise(cause -> cause)
                .await(5, TimeUnit.SECONDS);
        return (Throwable) answer;
    }

    /** A provider with a line of its own; its id is the name of the class in lower case. */
    private static String sourceWith(String packageName, String name, String line) {
        return """
                package %s;
                import io.autotrade.broker.*;
                import io.vertx.core.Future;
                import io.vertx.core.json.JsonObject;
                public class %s implements BrokerProvider {
                    %s
                    public int spiMajor() { return SpiVersion.MAJOR; }
                    public String id() { return "%s"; }
                    public String displayName() { return "%s"; }
                    public Environment environment() { return Environment.PAPER; }
                    public JsonObject configurationSchema() { return new JsonObject().put("type", "object"); }
                    public Future<Broker> open(BrokerContext context) { return %s; }
                }
                """.formatted(
                        packageName,
                        name,
                        line,
                        name.toLowerCase(java.util.Locale.ROOT),
                        name,
                        line.contains("fail()") ? "fail()" : "Future.failedFuture(\"not today\")");
    }

    /** Rewrites a jar without one entry. */
    private static void without(Path jar, String entry) throws IOException {
        try (java.nio.file.FileSystem files = java.nio.file.FileSystems.newFileSystem(jar)) {
            Files.delete(files.getPath(entry));
        }
    }

    private void assertRefused(String name, String... reasons) {
        if (registry == null) {
            registry = PluginRegistry.load(folder, ALL);
        }
        assertThat(report(name).status()).isEqualTo("refused");
        assertThat(report(name).provides()).isEmpty();
        assertThat(report(name).reason()).contains(reasons);
        assertThat(report("m-works.jar").loaded()).as("the rest is loaded").isTrue();
    }

    private PluginReport report(String name) {
        return registry.reports().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
