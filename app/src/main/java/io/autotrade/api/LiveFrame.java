package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;

/** A live message without its sequence number: rendered once, whoever receives it. */
final class LiveFrame {

    /** Topic of what concerns the connection itself. */
    static final String CONTROL = "control";

    private final String afterSeq;

    private LiveFrame(String afterSeq) {
        this.afterSeq = afterSeq;
    }

    static LiveFrame of(String topic, String type, String ts, JsonNode payload) {
        ObjectNode node = Trees.object();
        node.put("topic", topic);
        node.put("type", type);
        node.put("ts", ts);
        node.set("payload", payload);
        return new LiveFrame(EventJson.write(node).substring(1));
    }

    static LiveFrame of(JournalEntry entry) {
        return of(
                Topic.of(entry.event()).wireName(),
                entry.type(),
                entry.ts().toString(),
                EventJson.publicPayload(entry.event()));
    }

    /** The message; {@code seq} is where a client that saw it may resume. */
    String text(long seq) {
        return "{\"seq\":" + seq + "," + afterSeq;
    }
}
