package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A certificate that nobody but the test trusts. */
public final class SelfSigned {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private SelfSigned() {}

    /** Makes one for this machine in a folder; takes a second. */
    public static HttpConfig.Tls in(Path dir) throws IOException, InterruptedException, GeneralSecurityException {
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
        Path certificate = pem(
                dir.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate("api").getEncoded());
        Path key = pem(
                dir.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("api", PASSWORD).getEncoded());
        return new HttpConfig.Tls(certificate.toString(), key.toString());
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.write(
                file,
                ("-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
