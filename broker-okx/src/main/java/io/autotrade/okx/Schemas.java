package io.autotrade.okx;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** JSON schemas of the configuration sections. */
final class Schemas {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private Schemas() {}

    /** Section {@code okx} of the brokers. */
    static JsonObject broker() {
        JsonObject properties = new JsonObject()
                .put("region", region())
                .put("demo", account("demo trading; keys are created under Trade, Demo trading"))
                .put("live", account("live trading, with real money"))
                .put("settings", settings());
        return object("OKX account", properties).put("$schema", DIALECT);
    }

    /** Section {@code market.okx} of the market source. */
    static JsonObject market() {
        JsonObject properties = new JsonObject()
                .put("region", region())
                .put(
                        "environment",
                        new JsonObject()
                                .put("type", "string")
                                .put("enum", new JsonArray().add("live").add("demo"))
                                .put("default", "live")
                                .put(
                                        "description",
                                        "whose prices: demo trading has an order book of its own, thinner than the live one"))
                .put(
                        "books",
                        new JsonObject()
                                .put("type", "string")
                                .put("enum", new JsonArray().add("full").add("top"))
                                .put("default", "full")
                                .put(
                                        "description",
                                        "order books kept from pushes: full for 400 levels, top for the five best"))
                .put("base_url", url("REST address instead of that of the region", "http"))
                .put("ws_public_url", url("public WebSocket address instead of that of the region", "ws"))
                .put("ws_business_url", url("business WebSocket address instead of that of the region", "ws"))
                .put("settings", settings());
        return object("OKX public market data; needs no key", properties).put("$schema", DIALECT);
    }

    private static JsonObject account(String what) {
        JsonObject properties = new JsonObject()
                .put("api_key", secret("API key of " + what))
                .put("secret_key", secret("the secret shown when the key was created"))
                .put(
                        "passphrase",
                        secret("the passphrase chosen when the key was created, not the password of the account"))
                .put("base_url", url("REST address instead of that of the region", "http"))
                .put("ws_public_url", url("public WebSocket address instead of that of the region", "ws"))
                .put("ws_private_url", url("private WebSocket address instead of that of the region", "ws"))
                .put("ws_business_url", url("business WebSocket address instead of that of the region", "ws"));
        return object("connection for " + what, properties);
    }

    private static JsonObject settings() {
        return object(
                "how requests are made",
                new JsonObject()
                        .put(
                                "rate_limit_per_second",
                                number(
                                        "integer",
                                        1,
                                        100,
                                        20,
                                        "own ceiling of REST requests per second, below the limits of OKX"))
                        .put(
                                "max_retries",
                                number("integer", 0, 10, 3, "how often a failed read is repeated; writes never are"))
                        .put("timeout_seconds", number("number", 0.1, 60, 10, "longest time for one request")));
    }

    private static JsonObject region() {
        return new JsonObject()
                .put("type", "string")
                .put("enum", new JsonArray().add("global").add("eea").add("us"))
                .put("default", "global")
                .put(
                        "description",
                        "site the account was opened at: okx.com (global), my.okx.com (eea), app.okx.com (us)");
    }

    private static JsonObject secret(String description) {
        return new JsonObject().put("type", "string").put("writeOnly", true).put("description", description);
    }

    private static JsonObject url(String description, String scheme) {
        return new JsonObject()
                .put("type", "string")
                .put("pattern", "^(" + scheme + "s?://[^/\\s]+(/\\S*)?)?$")
                .put("description", description);
    }

    private static JsonObject number(String type, Number minimum, Number maximum, Number standard, String description) {
        return new JsonObject()
                .put("type", type)
                .put("minimum", minimum)
                .put("maximum", maximum)
                .put("default", standard)
                .put("description", description);
    }

    private static JsonObject object(String description, JsonObject properties) {
        return new JsonObject()
                .put("type", "object")
                .put("description", description)
                .put("properties", properties)
                .put("additionalProperties", false);
    }
}
