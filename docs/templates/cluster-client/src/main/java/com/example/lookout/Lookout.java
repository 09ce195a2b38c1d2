package com.example.lookout;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;

/**
 * A program of its own that joins the event bus of the service and prints every event, one line each. Needs {@code
 * cluster.enabled: true} in the service.
 */
public final class Lookout {

    private Lookout() {}

    /** Arguments: cluster name, own port, members (host:port,host:port), events URL, number of the last event seen. */
    public static void main(String[] args) {
        String token = System.getenv().getOrDefault("AUTOTRADE_TOKEN", "");
        Vertx vertx = join(args[0], Integer.parseInt(args[1]), List.of(args[2].split(",")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
        try {
            vertx.deployVerticle(new FollowingConsumer(args[3], token, Long.parseLong(args[4]), Lookout::print))
                    .await();
        } catch (RuntimeException e) {
            System.err.println("cannot follow: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void print(JsonObject event) {
        System.out.println(event.getLong("seq") + " " + event.getString("type") + " " + event.getValue("payload"));
    }

    /** The same settings as the service: members find each other by the list alone, on one address. */
    private static Vertx join(String name, int port, List<String> members) {
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(name);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).clear().addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(members);
        EventBusOptions bus = new EventBusOptions().setHost("127.0.0.1");
        return Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(bus))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered()
                .await();
    }
}
