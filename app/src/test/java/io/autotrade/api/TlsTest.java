package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.config.HttpConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private Path dir;

    @Test
    void theConfiguredCertificateIsServedAndBrowsersAreToldToInsistOnIt() throws Exception {
        HttpConfig.Tls tls = SelfSigned.in(dir);
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
}
