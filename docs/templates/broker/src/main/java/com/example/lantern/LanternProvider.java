package com.example.lantern;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Map;

/** Broker {@code lantern}: a small paper broker. It buys and sells at market, long only, with stop and target. */
public final class LanternProvider implements BrokerProvider {

    private static final String OPENED_WITH = "opened";

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "lantern";
    }

    @Override
    public String displayName() {
        return "Lantern paper broker";
    }

    @Override
    public Environment environment() {
        return Environment.PAPER;
    }

    @Override
    public JsonObject configurationSchema() {
        return new JsonObject("""
                {
                  "type": "object",
                  "properties": {
                    "starting_cash": {"type": "number", "exclusiveMinimum": 0, "default": 10000},
                    "fee_rate": {"type": "number", "minimum": 0, "maximum": 0.1, "default": 0.0005}
                  },
                  "additionalProperties": false
                }
                """);
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        BigDecimal feeRate = number(context, "fee_rate");
        return context.store()
                .list("")
                .compose(stored -> stored.containsKey(OPENED_WITH) ? Future.succeededFuture(stored) : create(context))
                .<Broker>map(stored -> {
                    Account account = new Account(new BigDecimal(stored.get(OPENED_WITH)), feeRate);
                    stored.forEach((key, text) -> {
                        if (key.startsWith(Execution.KEY)) {
                            account.apply(Execution.parse(text));
                        }
                    });
                    return new LanternBroker(context, account);
                })
                .recover(cause -> Future.failedFuture(new BrokerException(
                        new BrokerFault.Unavailable("the account cannot be read: " + cause.getMessage()), cause)));
    }

    private static Future<Map<String, String>> create(BrokerContext context) {
        String cash = number(context, "starting_cash").toPlainString();
        return context.store().put(OPENED_WITH, cash).map(Map.of(OPENED_WITH, cash));
    }

    /** The section was checked against the schema and has its defaults. */
    private static BigDecimal number(BrokerContext context, String key) {
        return new BigDecimal(context.configuration().getValue(key).toString());
    }
}
