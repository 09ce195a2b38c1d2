package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What an operation says, before it is written. */
sealed interface Answer {

    /**
     * @param tagged what the entity tag stands for: the body without what differs between two equal answers; null when
     *     that is the whole body
     */
    record Json(int status, JsonNode body, @Nullable JsonNode tagged) implements Answer {}

    record Text(String contentType, String body) implements Answer {}

    /**
     * Status 200 with a body that was rendered before.
     *
     * @param tag entity tag
     */
    record Ready(Buffer body, String tag) implements Answer {}

    /** Status 204. */
    record Empty() implements Answer {}

    static Answer ok(JsonNode body) {
        return new Json(200, body, null);
    }

    static Answer ok(JsonNode body, JsonNode tagged) {
        return new Json(200, body, tagged);
    }
}
