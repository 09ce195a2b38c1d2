package io.autotrade.okx;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerContext;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.broker.SpiVersion;
import io.autotrade.okx.account.OkxBroker;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * OKX with real money. It opens only when the service vouches for the approvals with the key {@code approved}, which is
 * not in the schema and so cannot be set in the configuration file.
 */
public final class OkxLiveProvider implements BrokerProvider {

    /** Key of the configuration under which the service, and nobody else, says that the approvals are there. */
    public static final String APPROVED = "approved";

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "okx_live";
    }

    @Override
    public String displayName() {
        return "OKX live trading";
    }

    @Override
    public Environment environment() {
        return Environment.LIVE;
    }

    @Override
    public String configurationSection() {
        return "okx";
    }

    @Override
    public JsonObject configurationSchema() {
        return Schemas.broker();
    }

    @Override
    public Future<Broker> open(BrokerContext context) {
        if (!Boolean.TRUE.equals(context.configuration().getValue(APPROVED))) {
            return Future.failedFuture(new BrokerException(new BrokerFault.Unauthorized(
                    "",
                    "live trading needs recorded approvals, and there are none: nothing was sent to OKX; use okx_demo until"
                            + " live trading has been approved")));
        }
        OkxSettings settings;
        try {
            settings = OkxSettings.broker(context.configuration(), false);
        } catch (BrokerException e) {
            return Future.failedFuture(e);
        }
        return OkxBroker.open(
                context,
                settings.rest(),
                settings.privateSocket(),
                settings.businessSocket(),
                SocketTimings.standard());
    }
}
