package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.HttpConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path dir;

    @Test
    void theConfiguredCertificateIsServedAndBrowsersAreToldToInsistOnIt() throws Exception {
        HttpConfig.Tls tls = selfSigned();
        HttpConfig plain = TestConfig.http();
        HttpConfig config = new HttpConfig(
                plain.host(),
                0,
                plain.auth(),
                plain.tokens(),
                plain.allowedOrigins(),
                plain.allowedHosts(),
                null,
                tls,
                false,
                64,
                100);
        try (RunningApi api = RunningApi.start(config)) {
            WebClient client = WebClient.create(
                    api.vertx,
                    new WebClientOptions()
                            .setSsl(true)
                            .setTrustOptions(new io.vertx.core.net.PemTrustOptions().addCertPath(tls.certificate())));

            HttpResponse<Buffer> response = settled(
                    client.get(api.verticle.port(), "localhost", "/healthz").send());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.getHeader("Strict-Transport-Security")).contains("max-age=");
            client.close();
        }
    }

    private HttpConfig.Tls selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "api",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        Path certificate = pem("CERTIFICATE", keys.getCertificate("api").getEncoded(), "certificate.pem");
        Path key = pem("PRIVATE KEY", keys.getKey("api", PASSWORD).getEncoded(), "key.pem");
        return new HttpConfig.Tls(certificate.toString(), key.toString());
    }

    private Path pem(String what, byte[] content, String name) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.write(
                dir.resolve(name),
                ("-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
