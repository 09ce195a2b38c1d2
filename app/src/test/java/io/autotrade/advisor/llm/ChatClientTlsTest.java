package io.autotrade.advisor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.advisor.llm.ChatFault.Kind;
import io.autotrade.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a model's address is believed to be. */
@Timeout(120)
class ChatClientTlsTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path dir;

    private final AtomicInteger requests = new AtomicInteger();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(selfSigned().toString()).setPassword(PASSWORD)));
        server.requestHandler(request -> {
            requests.incrementAndGet();
            ModelServer.says("[]").answer(request, new io.vertx.core.json.JsonObject());
        });
        server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_PASSWORD);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void anUntrustedCertificateIsRefusedBeforeAnythingIsSentAndATrustedOneIsNot() throws Exception {
        ChatOutcome refused = ask("localhost");

        assertThat(refused).isInstanceOf(ChatOutcome.Failed.class);
        ChatFault fault = ((ChatOutcome.Failed) refused).fault();
        assertThat(fault.kind()).isEqualTo(Kind.UNTRUSTED);
        assertThat(fault.message()).contains("certificate", "localhost").doesNotContain("sk-tls");
        assertThat(requests).hasValue(0);

        System.setProperty(TRUST_STORE, dir.resolve("store.p12").toString());
        System.setProperty(TRUST_PASSWORD, PASSWORD);
        assertThat(ask("localhost")).isInstanceOf(ChatOutcome.Answered.class);

        ChatOutcome otherName = ask("127.0.0.1");
        assertThat(((ChatOutcome.Failed) otherName).fault().kind())
                .as("trusted, but made for another name")
                .isEqualTo(Kind.UNTRUSTED);
    }

    private ChatOutcome ask(String host) throws Exception {
        ChatClient client = new ChatClient(vertx, InstantSource.system());
        try {
            ModelEndpoint endpoint = new ModelEndpoint(
                    "local", "m", "https://" + host + ":" + server.actualPort() + "/v1", Secret.of("sk-tls"));
            CallLimits limits = new CallLimits(Instant.now().plusSeconds(30), Duration.ofSeconds(20), 0, Set.of());
            ChatRequest question =
                    new ChatRequest(List.of(new ChatMessage.User("?")), new BigDecimal("0.7"), false, null);
            return client.complete(endpoint, question, limits).await(40, TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }

    private Path selfSigned() throws Exception {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "model",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return store;
    }
}
