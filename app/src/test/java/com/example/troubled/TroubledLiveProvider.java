package com.example.troubled;

import io.autotrade.broker.Environment;

/** Broker {@code troubled_live}: the same venue as if its money were real. */
public final class TroubledLiveProvider extends TroubledBrokerProvider {

    @Override
    public String id() {
        return "troubled_live";
    }

    @Override
    public String displayName() {
        return "A venue in trouble, as if it were real money";
    }

    @Override
    public Environment environment() {
        return Environment.LIVE;
    }
}
