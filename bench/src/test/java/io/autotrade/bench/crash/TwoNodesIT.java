package io.autotrade.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.hazelcast.config.Config;
import io.autotrade.config.ConfigLoader;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances on one store and one event bus: the writer is killed, the standby goes on, a consumer misses nothing.
 */
@Timeout(300)
class TwoNodesIT {

    private static final System.Logger LOG = System.getLogger("nodes");
    private static final Path ROOT = Path.of(System.getProperty("project.root", System.getProperty("user.dir")));
    private static final List<String> ADDRESSES = List.of(
            "autotrade.decisions",
            "autotrade.orders",
            "autotrade.fills",
            "autotrade.portfolio",
            "autotrade.alerts",
            "autotrade.scheduler",
            "autotrade.config");

    @TempDir
    private Path home;

    private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();
    private final List<Long> handled = new ArrayList<>();
    private long last;
    private Vertx consumer;

    @AfterEach
    void leave() {
        if (consumer != null) {
            consumer.close().await();
        }
    }

    @Test
    void theStandbyTakesOverWithinTenSecondsAndAConsumerMissesNothing() throws Exception {
        int[] ports = {freePort(), freePort(), freePort()};
        try (ServiceProcess writer =
                        ServiceProcess.start(ROOT, conf("a", ports, 0)).awaitReady();
                ServiceProcess standby =
                        ServiceProcess.start(ROOT, conf("b", ports, 1)).awaitReady()) {
            assertThat(role(writer)).isEqualTo("writer");
            assertThat(role(standby)).isEqualTo("standby");
            assertThat(standby.post("/api/autotrade/v1/control/halt").statusCode())
                    .isEqualTo(409);
            listen(ports);
            handleUpTo(last + 20, standby);

            long killed = System.nanoTime();
            writer.kill();
            until(() -> role(standby).equals("writer"));
            long takeOver = (System.nanoTime() - killed) / 1_000_000;
            LOG.log(System.Logger.Level.INFO, "taken over after {0} ms", takeOver);
            assertThat(takeOver).isLessThan(10_000);

            handleUpTo(last + 50, standby);
            standby.post("/api/autotrade/v1/scheduler/pause");
            standby.stop("TERM");
            assertThat(handled)
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        }
        Ledgers.Finding finding = Ledgers.compare(
                ConfigLoader.load(conf("a", ports, 0), null, Map.of()).store());
        assertThat(finding.problems()).isEmpty();
    }

    /** Follows the numbers on the bus and asks HTTP for what lies between, as docs/events.md says. */
    private void handleUpTo(long seq, ServiceProcess reads) throws IOException, InterruptedException {
        while (last < seq) {
            Long next = told.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("an event after %d within a minute", last).isNotNull();
            while (next > last + 1) {
                JsonObject page = new JsonObject(reads.get("/api/autotrade/v1/events?after=" + last + "&limit=500")
                        .body());
                page.getJsonArray("items").forEach(item -> handle(((JsonObject) item).getLong("seq")));
            }
            if (next == last + 1) {
                handle(next);
            }
        }
    }

    private void handle(long seq) {
        handled.add(seq);
        last = seq;
    }

    private void listen(int[] ports) {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName("test" + ports[0]);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(ports[2]).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).setMembers(members(ports));
        consumer = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered()
                .await();
        for (String address : ADDRESSES) {
            consumer.eventBus()
                    .<JsonObject>consumer(
                            address, message -> told.add(message.body().getLong("seq")))
                    .completion()
                    .await();
        }
    }

    private static List<String> members(int[] ports) {
        return List.of("127.0.0.1:" + ports[0], "127.0.0.1:" + ports[1], "127.0.0.1:" + ports[2]);
    }

    private Path conf(String name, int[] ports, int node) throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf")).resolve(name + ".yaml");
        Files.writeString(conf, """
                trading: {evaluation_interval_minutes: 1, confidence_threshold: 0.3}
                market: {source: simulated, simulated: {speed: 600, seed: 3, start: "2026-01-01T06:00:00Z"}}
                plugins: {dir: %s}
                http: {port: 0}
                cluster: {enabled: true, port: %d, members: %s, name: test%d}
                """.formatted(ROOT.resolve("plugins"), ports[node], members(ports), ports[0]));
        return conf;
    }

    private static String role(ServiceProcess service) throws IOException, InterruptedException {
        return new JsonObject(service.get("/healthz").body()).getString("role");
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("did not happen within a minute");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
