package io.autotrade.advisor.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.autotrade.config.TradingConfig.LlmConfig;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions, tool rounds and answers with one model, in one cycle. Used by one call chain at a time. */
final class Conversation {

    /** Rounds of tool calls; then the model must answer. */
    static final int MAX_TOOL_ROUNDS = 4;

    private final ChatClient client;
    private final ModelEndpoint endpoint;
    private final LlmConfig config;
    private CallLimits limits;
    private final @Nullable MarketTools tools;
    private final Consumer<ChatReply.Usage> charge;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final StringBuilder thoughts = new StringBuilder();

    /**
     * @param tools null when none are offered
     * @param charge told of the tokens of every answer
     */
    Conversation(
            ChatClient client,
            ModelEndpoint endpoint,
            LlmConfig config,
            CallLimits limits,
            @Nullable MarketTools tools,
            Consumer<ChatReply.Usage> charge) {
        this.client = client;
        this.endpoint = endpoint;
        this.config = config;
        this.limits = limits;
        this.tools = ProviderTraits.of(endpoint).tools() ? tools : null;
        this.charge = charge;
    }

    Future<ChatOutcome> open(String system, String user) {
        messages.add(new ChatMessage.Instruction(system));
        messages.add(new ChatMessage.User(user));
        return turn(1);
    }

    /** Asks again, within its own limits, after an answer that could not be used. */
    Future<ChatOutcome> again(String reply, String user, CallLimits within) {
        limits = within;
        messages.add(new ChatMessage.Assistant(reply, List.of()));
        messages.add(new ChatMessage.User(user));
        return turn(MAX_TOOL_ROUNDS + 1);
    }

    private Future<ChatOutcome> turn(int round) {
        ArrayNode offered = tools != null && round <= MAX_TOOL_ROUNDS ? MarketTools.definitions() : null;
        BigDecimal temperature = config.temperature();
        return client.complete(endpoint, new ChatRequest(messages, temperature, true, offered), limits)
                .compose(outcome -> switch (outcome) {
                    case ChatOutcome.Failed failed -> Future.succeededFuture(failed);
                    case ChatOutcome.Answered answered -> answered(answered, offered != null, round);
                });
    }

    private Future<ChatOutcome> answered(ChatOutcome.Answered answered, boolean offered, int round) {
        ChatReply reply = answered.reply();
        charge.accept(reply.usage());
        think(reply.reasoning());
        if (tools == null || !offered || reply.toolCalls().isEmpty()) {
            return Future.succeededFuture(answered);
        }
        think(reply.content());
        messages.add(new ChatMessage.Assistant(reply.content(), reply.toolCalls()));
        for (ChatMessage.ToolCall call : reply.toolCalls()) {
            messages.add(new ChatMessage.ToolResult(call.id(), tools.call(call, client.now())));
        }
        return turn(round + 1);
    }

    private void think(String text) {
        if (!text.isBlank()) {
            thoughts.append(thoughts.isEmpty() ? "" : "\n\n").append(text.strip());
        }
    }

    /** What the model thought aloud so far, apart from its answer. */
    String thoughts() {
        return thoughts.toString();
    }

    ModelEndpoint endpoint() {
        return endpoint;
    }
}
