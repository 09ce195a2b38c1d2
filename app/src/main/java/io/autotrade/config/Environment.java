package io.autotrade.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables that work without being named in the file. Each also with the prefix {@code AUTOTRADE_}. */
final class Environment {

    /** Fill a key that the file leaves open. */
    private static final Map<String, String> DEFAULTS = defaults();

    private Environment() {}

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("OKX_DEMO_API_KEY", "okx.demo.api_key");
        defaults.put("OKX_DEMO_SECRET_KEY", "okx.demo.secret_key");
        defaults.put("OKX_DEMO_PASSPHRASE", "okx.demo.passphrase");
        defaults.put("CRON_TRIGGER_TOKEN", "http.cron_token");
        return defaults;
    }

    static ConfigNode.Table apply(ConfigNode.Table root, Map<String, String> variables) {
        ConfigNode.Table result = root;
        String broker = value(variables, "TRADING_BROKER");
        if (!broker.isEmpty()) {
            result = result.with(ConfigKeys.BROKER_TYPE.path(), new ConfigNode.Text(broker, false, 0));
        }
        String provider = new Values(result, "", new Problems()).get(ConfigKeys.LLM_PROVIDER);
        if (provider.equals("deepseek")) {
            result = fill(result, ConfigKeys.LLM_API_KEY.path(), value(variables, "DEEPSEEK_API_KEY"));
        }
        for (Map.Entry<String, String> entry : DEFAULTS.entrySet()) {
            result = fill(result, entry.getValue(), value(variables, entry.getKey()));
        }
        return result;
    }

    private static ConfigNode.Table fill(ConfigNode.Table root, String path, String value) {
        ConfigNode given = root.at(path);
        boolean open = given == null || (given instanceof ConfigNode.Text text && text.isUnset());
        return open && !value.isEmpty() ? root.with(path, new ConfigNode.Text(value, false, 0)) : root;
    }

    private static String value(Map<String, String> variables, String name) {
        String prefixed = variables.getOrDefault("AUTOTRADE_" + name, "");
        return variables.getOrDefault(name, prefixed);
    }
}
