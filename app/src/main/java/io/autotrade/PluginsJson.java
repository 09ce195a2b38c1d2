package io.autotrade;

import io.autotrade.bus.EventJson;
import io.autotrade.plugin.PluginReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Plugin reports as JSON. */
final class PluginsJson {

    private PluginsJson() {}

    static JsonObject of(List<PluginReport> reports) {
        return new JsonObject().put("items", new JsonArray(EventJson.write(reports)));
    }
}
