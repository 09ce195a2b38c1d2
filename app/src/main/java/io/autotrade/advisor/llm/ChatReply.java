package io.autotrade.advisor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.bus.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param content the answer; empty when the model called tools or said nothing
 * @param reasoning what the provider sent as reasoning, apart from the answer; empty when none
 * @param usage token counts; estimated from lengths when the provider sent none
 */
record ChatReply(String content, String reasoning, List<ChatMessage.ToolCall> toolCalls, Usage usage) {

    private static final int CHARS_PER_TOKEN = 3;

    /** Far beyond what any model reads or writes in one call. */
    private static final long MAX_TOKENS = 100_000_000;

    /** A few more than are answered in a whole cycle; what comes after is not worth a refusal each. */
    private static final int MAX_TOOL_CALLS = MarketTools.MAX_CALLS + 8;

    /** One more than the parser reads, so that a longer reply stays too long. */
    private static final int MAX_CHARS = DecisionParser.MAX_CHARS + 1;

    /**
     * @param prompt all prompt tokens, cached ones included
     * @param cached prompt tokens the provider had cached
     */
    record Usage(long prompt, long cached, long completion) {
        static final Usage NONE = new Usage(0, 0, 0);

        Usage plus(Usage other) {
            return new Usage(prompt + other.prompt, cached + other.cached, completion + other.completion);
        }
    }

    ChatReply {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Reads the body of a successful call; empty when it is not a chat completion. */
    static Optional<ChatReply> read(String body, ProviderTraits traits, ChatRequest request) {
        try {
            JsonNode root = EventJson.mapper().readTree(body);
            JsonNode message =
                    root == null ? null : root.path("choices").path(0).path("message");
            if (root == null || message == null || !message.isObject()) {
                return Optional.empty();
            }
            String content = storable(text(message.path("content")));
            return Optional.of(new ChatReply(
                    content,
                    reasoning(message, traits),
                    toolCalls(message.path("tool_calls")),
                    usage(root.path("usage"), traits, request, content)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        List<String> parts = new ArrayList<>();
        content.forEach(part -> {
            if (part.path("text").isTextual()) {
                parts.add(part.path("text").asText());
            }
        });
        return String.join("\n", parts);
    }

    private static String reasoning(JsonNode message, ProviderTraits traits) {
        return traits.reasoning().stream()
                .map(message::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(ChatReply::storable)
                .findFirst()
                .orElse("");
    }

    /** Text as the journal can keep it, so that what is parsed now and what is parsed in a replay are the same. */
    private static String storable(String text) {
        String bounded = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        return new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', ' ');
    }

    private static List<ChatMessage.ToolCall> toolCalls(JsonNode calls) {
        List<ChatMessage.ToolCall> list = new ArrayList<>();
        for (JsonNode call : calls) {
            if (list.size() == MAX_TOOL_CALLS) {
                break;
            }
            list.add(new ChatMessage.ToolCall(
                    call.path("id").asText(""),
                    call.path("function").path("name").asText(""),
                    call.path("function").path("arguments").asText("{}")));
        }
        return list;
    }

    private static Usage usage(JsonNode usage, ProviderTraits traits, ChatRequest request, String content) {
        if (!isCount(usage.path("prompt_tokens")) || !isCount(usage.path("completion_tokens"))) {
            return new Usage(request.characters() / CHARS_PER_TOKEN, 0, content.length() / CHARS_PER_TOKEN);
        }
        long prompt = usage.path("prompt_tokens").asLong();
        long cached = traits.cachedTokens().stream()
                .map(usage::at)
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .findFirst()
                .orElse(0);
        return new Usage(
                prompt,
                Math.clamp(cached, 0, prompt),
                usage.path("completion_tokens").asLong());
    }

    /** A number that can be true of one call; no sum of such can overflow. */
    private static boolean isCount(JsonNode tokens) {
        return tokens.isNumber() && tokens.asDouble() >= 0 && tokens.asDouble() <= MAX_TOKENS;
    }
}
