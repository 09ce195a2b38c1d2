package io.autotrade.advisor;

import io.vertx.core.Future;

/** Makes proposals. Whatever it says, the risk gate decides. */
public interface Advisor {

    /** {@code baseline} or {@code llm}. */
    String id();

    /** Name for people, with the model where there is one. */
    String displayName();

    /**
     * Asks for proposals. Never fails for what a model or network may do: that is told in {@link Advice#record()}.
     * Completes no later than the request's deadline plus a small margin.
     */
    Future<Advice> advise(AdviceRequest request);
}
