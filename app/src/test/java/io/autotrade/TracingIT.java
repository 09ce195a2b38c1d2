package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of spans is sent. */
@Timeout(240)
class TracingIT {

    @TempDir
    private Path home;

    @Test
    void aCycleIsSentWithItsStagesAdvisorStoreAndBroker() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream plain =
                    packed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
                received.add(new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        StringBuilder all = new StringBuilder();
        try (RunningService service =
                RunningService.start(home, """
                trading: {evaluation_interval_minutes: 5}
                market: {source: simulated, simulated: {seed: 1, start: "2026-01-01T06:00:00Z"}}
                tracing: {otlp_url: "http://127.0.0.1:%d/v1/traces"}
                """.formatted(collector.getAddress().getPort()))) {
            service.awaitType("fill");
            service.awaitType("cycle_end");
            while (!(all.indexOf("cycle_id") > 0 && all.indexOf("broker place") > 0)) {
                String more = received.poll(30, TimeUnit.SECONDS);
                assertThat(more).as("nothing more is sent").isNotNull();
                all.append(more);
            }
        } finally {
            collector.stop(0);
        }
        assertThat(all)
                .contains("service.name", "autotrade", "cycle", "reconcile", "execution", "protection")
                .contains("advisor baseline", "journal append", "broker positions", "broker place", "outcome");
    }
}
