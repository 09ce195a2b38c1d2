package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.api.SelfSigned;
import io.autotrade.config.ConfigException;
import io.autotrade.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that others can reach: only with TLS and tokens, which are changed while it runs. */
@Timeout(240)
class ExposedServiceIT {

    private static final String OLD = "vera-token-of-last-month";
    private static final String NEW = "vera-token-of-this-month";
    private static final String PAPER = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: 60, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    private SSLContext trust;
    private HttpClient client;
    private int port;

    @Test
    void itIsReachedOverTlsWithATokenThatRotatesWithoutARestart() throws Exception {
        assertThatThrownBy(() -> RunningService.start(home, PAPER, "{port: 0, host: 0.0.0.0}")
                        .close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.tls.certificate")
                .hasMessageContaining("behind_proxy");

        HttpConfig.Tls tls = SelfSigned.in(home);
        trust = trust(Path.of(tls.certificate()));
        String http = "{port: 0, host: 0.0.0.0, tls: {certificate: '" + tls.certificate() + "', key: '" + tls.key()
                + "'}, tokens: [{name: vera, role: viewer, token: " + OLD + "}]}";
        try (RunningService service = RunningService.start(home, PAPER, http);
                HttpClient opened = HttpClient.newBuilder().sslContext(trust).build()) {
            client = opened;
            port = service.port();
            try (Socket dripping = bodyThatNeverEnds(service.token())) {
                aPlainConnectionGetsNothing();
                assertThat(status("").statusCode()).isEqualTo(401);
                HttpResponse<String> vera = status(OLD);
                assertThat(vera.statusCode()).isEqualTo(200);
                assertThat(vera.headers().firstValue("Strict-Transport-Security"))
                        .isPresent();

                replace(home.resolve("conf/autotrade.yaml"), OLD, NEW);
                awaitRefused(OLD);
                assertThat(status(NEW).statusCode()).isEqualTo(200);

                String operator = service.token();
                replace(home.resolve("data/operator-token"), operator, "an-operator-token-of-my-own");
                awaitRefused(operator);
                assertThat(status("an-operator-token-of-my-own").statusCode()).isEqualTo(200);

                assertThat(answer(dripping)).startsWith("HTTP/1.1 408");
            }
        }
    }

    private static SSLContext trust(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "service", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Begins a request that acts and holds back what it announced. */
    private Socket bodyThatNeverEnds(String token) throws IOException {
        Socket socket = trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("POST /api/autotrade/v1/control/halt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                + token + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private void aPlainConnectionGetsNothing() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).doesNotContain("HTTP");
        }
    }

    /** What comes until the first line has ended or the connection has. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\n') {
            text.append((char) next);
            next = socket.getInputStream().read();
        }
        return text.toString();
    }

    private HttpResponse<String> status(String token) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/api/autotrade/v1/status"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** In one step, as docs/security.md shows. */
    private static void replace(Path file, String before, String after) throws IOException {
        Path next = Files.writeString(
                file.resolveSibling("next"), Files.readString(file).replace(before, after));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Asks with what is good until it is not any more: wrong tokens would lock this address out. */
    private void awaitRefused(String token) throws Exception {
        long until = System.nanoTime() + 60_000_000_000L;
        while (status(token).statusCode() == 200) {
            assertThat(System.nanoTime()).as("still good for a minute").isLessThan(until);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(status(token).statusCode()).isEqualTo(401);
    }
}
