package io.autotrade.okx;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.RestSettings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where to connect to and with what, read from a configuration section that has passed its schema. */
record OkxSettings(RestSettings rest, URI publicSocket, URI privateSocket, URI businessSocket) {

    /**
     * Settings of a broker.
     *
     * @param section the section {@code okx}
     * @throws BrokerException naming the keys that are missing
     */
    static OkxSettings broker(JsonObject section, boolean demo) {
        String name = demo ? "demo" : "live";
        JsonObject block = section.getJsonObject(name, new JsonObject());
        List<String> missing = new ArrayList<>();
        for (String key : List.of("api_key", "secret_key", "passphrase")) {
            if (block.getString(key, "").isBlank()) {
                missing.add("okx." + name + "." + key);
            }
        }
        if (!missing.isEmpty()) {
            throw new BrokerException(new BrokerFault.Unauthorized(
                    "",
                    "no API key for OKX " + name + " trading: set " + String.join(", ", missing)
                            + " (create the key in the " + name + " trading area of okx.com; see docs/okx-setup.md)"));
        }
        Credentials credentials = new Credentials(
                block.getString("api_key").strip(),
                block.getString("secret_key").strip(),
                block.getString("passphrase"));
        return of(section, block, demo, credentials);
    }

    /** Settings of the market source: {@code section} holds everything. */
    static OkxSettings market(JsonObject section) {
        return of(section, section, section.getString("environment", "live").equals("demo"), null);
    }

    private static OkxSettings of(
            JsonObject section, JsonObject block, boolean demo, @Nullable Credentials credentials) {
        Region region = Region.parse(section.getString("region", "global"));
        JsonObject settings = section.getJsonObject("settings", new JsonObject());
        RestSettings rest = new RestSettings(
                url(block, "base_url", region.restUrl()),
                demo,
                credentials,
                settings.getInteger("rate_limit_per_second", 20),
                settings.getInteger("max_retries", 3),
                Duration.ofMillis(Math.round(1000 * settings.getDouble("timeout_seconds", 10.0))));
        return new OkxSettings(
                rest,
                url(block, "ws_public_url", region.socketUrl(demo, "public")),
                url(block, "ws_private_url", region.socketUrl(demo, "private")),
                url(block, "ws_business_url", region.socketUrl(demo, "business")));
    }

    private static URI url(JsonObject block, String key, String standard) {
        String text = block.getString(key, "").strip();
        try {
            URI uri = new URI(text.isEmpty() ? standard : text);
            if (uri.getHost() == null || uri.getScheme() == null) {
                throw new URISyntaxException(text, "host or scheme is missing");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key + " is not a URL: " + e.getMessage(), e);
        }
    }
}
