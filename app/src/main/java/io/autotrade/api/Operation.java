package io.autotrade.api;

import io.vertx.core.Future;

/**
 * One operation of the contract. It is called with a validated request and fails with a {@link Problem} or any error.
 */
@FunctionalInterface
interface Operation {
    Future<Answer> handle(Call call);
}
