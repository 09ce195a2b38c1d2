package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PluginSectionsTest {

    private static final JsonObject SCHEMA = new JsonObject("""
            {
              "type": "object",
              "properties": {
                "api_key": {"type": "string", "minLength": 4, "writeOnly": true},
                "rate": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                "fee": {"type": "number", "exclusiveMinimum": 0},
                "mode": {"enum": ["fast", "safe"], "default": "safe"},
                "hosts": {"type": "array", "items": {"type": "string", "pattern": "^[a-z.]+$"}},
                "login": {
                  "type": "object",
                  "properties": {
                    "user": {"type": "string"},
                    "password": {"type": "string", "writeOnly": true},
                    "timeout": {"type": "integer", "default": 10}
                  },
                  "required": ["user"]
                },
                "labels": {"type": "object", "additionalProperties": {"type": "string"}}
              },
              "required": ["api_key"]
            }
            """);

    @Test
    void acceptsWhatMatches() {
        JsonObject section = new JsonObject()
                .put("api_key", "long enough")
                .put("rate", 100)
                .put("fee", new BigDecimal("0.00050000000000000001"))
                .put("mode", "fast")
                .put("hosts", new JsonArray().add("a.b"))
                .put("login", new JsonObject().put("user", "me"))
                .put("labels", new JsonObject().put("anything", "goes"));

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.x")).isEmpty();
    }

    @Test
    void namesEveryProblemWithKeyValueAndWhatIsAllowed() {
        JsonObject section = new JsonObject()
                .put("rate", 0)
                .put("fee", new BigDecimal("-0.1"))
                .put("mode", "quick")
                .put("hosts", new JsonArray().add("good").add("BAD"))
                .put("login", new JsonObject().put("timeout", "soon"))
                .put("labels", new JsonObject().put("n", 5))
                .put("raet", 5);

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.x"))
                .containsExactlyInAnyOrder(
                        "brokers.x.raet: is not a key of this section; did you mean rate?",
                        "brokers.x.api_key: is required; allowed: string, minLength 4",
                        "brokers.x.login.user: is required; allowed: string",
                        "brokers.x.rate: is 0; allowed: integer, minimum 1, maximum 100",
                        "brokers.x.fee: is -0.1; allowed: number, exclusiveMinimum 0",
                        "brokers.x.mode: is 'quick'; allowed: one of fast, safe",
                        "brokers.x.hosts[1]: is 'BAD'; allowed: string, pattern ^[a-z.]+$",
                        "brokers.x.login.timeout: is 'soon'; allowed: integer",
                        "brokers.x.labels.n: is 5; allowed: string");
    }

    @Test
    void neverShowsASecret() {
        JsonObject section = new JsonObject()
                .put("api_key", "abc")
                .put("login", new JsonObject().put("user", "me").put("password", 4711));

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.x"))
                .containsExactlyInAnyOrder(
                        "brokers.x.api_key: is ***; allowed: string, minLength 4",
                        "brokers.x.login.password: is ***; allowed: string");
        assertThat(PluginSections.redacted(SCHEMA, section))
                .isEqualTo(new JsonObject()
                        .put("api_key", "***")
                        .put("login", new JsonObject().put("user", "me").put("password", "***")));
    }

    @Test
    void aTableInThePlaceOfAValueIsAProblem() {
        JsonObject section = new JsonObject()
                .put("api_key", "long enough")
                .put("rate", new JsonObject())
                .put("login", "me");

        assertThat(PluginSections.problems(SCHEMA, section, "brokers.x"))
                .containsExactlyInAnyOrder(
                        "brokers.x.rate: is {}; allowed: integer, minimum 1, maximum 100",
                        "brokers.x.login: is 'me'; allowed: object");
    }

    @Test
    void fillsInDefaultsWithoutTouchingWhatIsGiven() {
        JsonObject section = new JsonObject().put("mode", "fast").put("login", new JsonObject().put("user", "me"));

        JsonObject complete = PluginSections.withDefaults(SCHEMA, section);

        assertThat(complete)
                .isEqualTo(new JsonObject()
                        .put("mode", "fast")
                        .put("rate", 20)
                        .put("login", new JsonObject().put("user", "me").put("timeout", 10)));
        assertThat(section.fieldNames()).containsExactlyInAnyOrder("mode", "login");
    }

    @Test
    void anOpenSchemaTakesAnyKey() {
        JsonObject open = new JsonObject().put("type", "object").put("additionalProperties", true);

        assertThat(PluginSections.problems(open, new JsonObject().put("x", 1), "brokers.x"))
                .isEmpty();
    }
}
