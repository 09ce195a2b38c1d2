package io.autotrade.advisor.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import java.util.List;

/** A message of a conversation. */
sealed interface ChatMessage {

    record Instruction(String text) implements ChatMessage {}

    record User(String text) implements ChatMessage {}

    record Assistant(String text, List<ToolCall> toolCalls) implements ChatMessage {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }
    }

    record ToolResult(String callId, String text) implements ChatMessage {}

    /** @param arguments JSON text as the model wrote it */
    record ToolCall(String id, String name, String arguments) {}

    default ObjectNode toJson() {
        ObjectNode node = EventJson.mapper().createObjectNode();
        return switch (this) {
            case Instruction m -> node.put("role", "system").put("content", m.text());
            case User m -> node.put("role", "user").put("content", m.text());
            case ToolResult m ->
                node.put("role", "tool").put("tool_call_id", m.callId()).put("content", m.text());
            case Assistant m -> assistant(node, m);
        };
    }

    private static ObjectNode assistant(ObjectNode node, Assistant message) {
        node.put("role", "assistant").put("content", message.text());
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = node.putArray("tool_calls");
            for (ToolCall call : message.toolCalls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
        return node;
    }
}
