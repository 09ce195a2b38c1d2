package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PluginSectionsTest {

    private static final JsonObject SCHEMA = new JsonObject("""
            {"type": "object", "additionalProperties": false, "required": ["api_key"], "properties": {
              "api_key": {"type": "string", "minLength": 4, "writeOnly": true},
              "fee_bps": {"type": "number", "minimum": 0, "maximum": 100, "default": 5},
              "inner": {"type": "object", "additionalProperties": false, "properties": {"depth": {"type": "integer", "minimum": 1}}}}}
            """);

    @Test
    void findsNothingWrongInAGoodSection() {
        JsonObject section = new JsonObject()
                .put("api_key", "abcdef")
                .put("fee_bps", new BigDecimal("2.5"))
                .put("inner", new JsonObject().put("depth", 3));

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.mine")).isEmpty();
    }

    @Test
    void namesKeyValueAndWhatIsAllowed() {
        JsonObject section = new JsonObject().put("api_key", "abcdef").put("fee_bps", 500);

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.mine"))
                .anySatisfy(problem -> assertThat(problem).contains("brokers.mine.fee_bps", "500", "maximum 100"));
    }

    @Test
    void namesUnknownKeysAndTheKnownOnes() {
        JsonObject section = new JsonObject().put("api_key", "abcdef").put("fee_pbs", 5);

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.mine"))
                .anySatisfy(problem -> assertThat(problem).contains("brokers.mine.fee_pbs", "fee_bps"));
    }

    @Test
    void neverShowsASecret() {
        JsonObject section = new JsonObject().put("api_key", "x1y").put("fee_bps", 500);

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.mine").toString())
                .doesNotContain("x1y");
        assertThat(PluginSections.redacted(SCHEMA, section).getString("api_key"))
                .isEqualTo("***");
    }

    @Test
    void saysThatARequiredKeyIsMissing() {
        assertThat(PluginSections.problems(SCHEMA, new JsonObject(), "brokers.mine")
                        .toString())
                .contains("api_key");
    }

    @Test
    void fillsDefaultsIn() {
        assertThat(PluginSections.withDefaults(SCHEMA, new JsonObject().put("api_key", "abcdef"))
                        .getInteger("fee_bps"))
                .isEqualTo(5);
    }
}
