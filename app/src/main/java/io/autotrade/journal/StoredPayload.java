package io.autotrade.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.EventType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text of an event as its journal row holds it: the JSON of {@link EventJson}, except that long texts of an advice,
 * most of which repeat from cycle to cycle, are replaced by <code>{"blob":"SHA-256"}</code>.
 *
 * @param blobs the replaced texts by hash
 */
record StoredPayload(String json, Map<String, String> blobs) {

    private static final List<String> LONG_TEXTS = List.of("systemPrompt", "userPayload", "reply", "chainOfThought");
    private static final int LONG = 200;
    private static final String MARK = "\":{\"blob\":\"";

    static StoredPayload of(DomainEvent event) {
        if (!(event instanceof AdviceReceived)) {
            return new StoredPayload(EventJson.write(event), Map.of());
        }
        ObjectNode node = EventJson.mapper().valueToTree(event);
        Map<String, String> blobs = new HashMap<>();
        for (String field : LONG_TEXTS) {
            String text = node.path(field).asText();
            if (text.length() > LONG) {
                String hash = HashChain.hex(text);
                blobs.put(hash, text);
                node.putObject(field).put("blob", hash);
            }
        }
        return new StoredPayload(EventJson.write(node), blobs);
    }

    /** Hashes of the texts that a stored payload refers to. */
    static Set<String> references(String type, String json) {
        if (!hasReferences(type, json)) {
            return Set.of();
        }
        JsonNode node = tree(json);
        Set<String> hashes = new HashSet<>();
        for (String field : LONG_TEXTS) {
            if (node.path(field).isObject()) {
                hashes.add(node.path(field).path("blob").asText());
            }
        }
        return hashes;
    }

    /**
     * The event of a stored payload.
     *
     * @param blobs at least the texts that {@link #references} names
     */
    static DomainEvent event(String type, String json, Map<String, String> blobs) {
        if (!hasReferences(type, json)) {
            return EventJson.read(type, json);
        }
        ObjectNode node = (ObjectNode) tree(json);
        for (String field : LONG_TEXTS) {
            if (node.path(field).isObject()) {
                String hash = node.path(field).path("blob").asText();
                String text = blobs.get(hash);
                if (text == null) {
                    throw new JournalException("text " + hash + " of an advice is missing in the store");
                }
                node.put(field, text);
            }
        }
        return EventJson.read(type, EventJson.write(node));
    }

    private static boolean hasReferences(String type, String json) {
        return type.equals(EventType.ADVICE.wireName()) && json.contains(MARK);
    }

    private static JsonNode tree(String json) {
        try {
            return EventJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new JournalException("a journal row is not JSON", e);
        }
    }
}
