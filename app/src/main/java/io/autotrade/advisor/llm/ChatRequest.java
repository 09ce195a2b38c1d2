package io.autotrade.advisor.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model.
 *
 * @param json whether the answer is to be JSON
 * @param tools function tools in OpenAI form; null for none
 */
record ChatRequest(
        List<ChatMessage> messages,
        BigDecimal temperature,
        boolean json,
        @Nullable ArrayNode tools) {

    ChatRequest {
        messages = List.copyOf(messages);
    }

    /** The body of the call, in the form this provider takes. */
    String body(ModelEndpoint endpoint, ProviderTraits traits) {
        ObjectNode body = EventJson.mapper().createObjectNode();
        body.put("model", endpoint.model());
        ArrayNode list = body.putArray("messages");
        messages.forEach(message -> list.add(message.toJson()));
        body.put("stream", false);
        if (traits.temperature()) {
            body.put("temperature", temperature);
        }
        if (json && traits.jsonFormat()) {
            body.putObject("response_format").put("type", "json_object");
        }
        if (tools != null && traits.tools()) {
            body.set("tools", tools);
        }
        return body.toString();
    }

    /** Characters of all messages, for estimating tokens where a provider does not count them. */
    long characters() {
        return messages.stream()
                .mapToLong(message -> message.toJson().toString().length())
                .sum();
    }
}
