package io.autotrade.okx.sandbox;

import io.vertx.core.MultiMap;

/** A request that has come in whole, and the ways to end it. */
interface Visit {

    String method();

    String path();

    /** With the query, byte for byte. */
    String uri();

    MultiMap headers();

    MultiMap params();

    String body();

    void answer(int status, String contentType, String text);

    /** Sends half the answer and cuts the connection. */
    void half(String text);

    void cut();
}
