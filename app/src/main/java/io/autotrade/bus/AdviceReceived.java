package io.autotrade.bus;

import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle asked of its advisor and what came back: enough to parse and judge it again.
 *
 * @param marketViewHash key of the stored market view, see {@link io.autotrade.bus}; null when none was stored
 * @param promptHash SHA-256 of system prompt and user payload, hex
 * @param promptVersion version of the template the prompt was built from
 * @param systemPrompt empty for the rule-based advisor
 * @param userPayload the same text for every decision of one cycle; never empty
 * @param reply raw reply; empty when there was none
 * @param chainOfThought the advisor's reasoning; empty when it gave none
 * @param toolPayloadJson JSON array of tool calls; null when none was made
 * @param items what became of each item of the reply
 * @param status {@code ok}, {@code unreadable}, {@code late}, {@code failed}, {@code budget}
 * @param detail one sentence for a person; empty when ok
 * @param costUsd cost of all model calls of this cycle, zero for the rule-based advisor
 * @param ruleIds learned rules that were in the prompt; null in rows older than this component and where no prompt was
 *     built
 * @param readAgainst what the reply was read against; null in rows older than this component
 * @param inputHash key of the stored text with what the advisor knew beside the market view; null in rows older than
 *     this component
 */
public record AdviceReceived(
        String cycleId,
        String advisor,
        @Nullable String model,
        @Nullable String marketViewHash,
        String promptHash,
        String promptVersion,
        String systemPrompt,
        String userPayload,
        String reply,
        String chainOfThought,
        @Nullable String toolPayloadJson,
        List<Item> items,
        String status,
        String detail,
        long promptTokens,
        long cachedPromptTokens,
        long completionTokens,
        BigDecimal costUsd,
        Map<String, Long> wallMillis,
        Instant at,
        @Nullable List<String> ruleIds,
        @Nullable ReadAgainst readAgainst,
        @Nullable String inputHash)
        implements DomainEvent {

    /**
     * What a reply was read against, so that it can be read again.
     *
     * @param symbols symbols that might be named
     * @param held side of each open position
     */
    public record ReadAgainst(List<Symbol> symbols, Map<Symbol, PositionSide> held, boolean allowShort) {

        public ReadAgainst {
            symbols = List.copyOf(symbols);
            held = Map.copyOf(held);
        }
    }

    /**
     * Fate of one item of a reply.
     *
     * @param status {@code accepted}, {@code repaired} or {@code refused}
     * @param code stable code of what was repaired or why it was refused; empty when accepted
     * @param text the item as it stood in the reply, cut to a bounded length
     */
    public record Item(
            String status,
            String code,
            String detail,
            @Nullable String symbol,
            String text) {}

    public AdviceReceived {
        items = List.copyOf(items);
        wallMillis = Map.copyOf(wallMillis);
        ruleIds = ruleIds == null ? null : List.copyOf(ruleIds);
    }

    /** Advice for which no prompt with learned rules was built. */
    public AdviceReceived(
            String cycleId,
            String advisor,
            @Nullable String model,
            @Nullable String marketViewHash,
            String promptHash,
            String promptVersion,
            String systemPrompt,
            String userPayload,
            String reply,
            String chainOfThought,
            @Nullable String toolPayloadJson,
            List<Item> items,
            String status,
            String detail,
            long promptTokens,
            long cachedPromptTokens,
            long completionTokens,
            BigDecimal costUsd,
            Map<String, Long> wallMillis,
            Instant at) {
        this(
                cycleId,
                advisor,
                model,
                marketViewHash,
                promptHash,
                promptVersion,
                systemPrompt,
                userPayload,
                reply,
                chainOfThought,
                toolPayloadJson,
                items,
                status,
                detail,
                promptTokens,
                cachedPromptTokens,
                completionTokens,
                costUsd,
                wallMillis,
                at,
                null,
                null,
                null);
    }

    /** The same with what it was based on; see the components. */
    public AdviceReceived basedOn(String marketView, @Nullable String input, @Nullable ReadAgainst against) {
        return new AdviceReceived(
                cycleId,
                advisor,
                model,
                marketView,
                promptHash,
                promptVersion,
                systemPrompt,
                userPayload,
                reply,
                chainOfThought,
                toolPayloadJson,
                items,
                status,
                detail,
                promptTokens,
                cachedPromptTokens,
                completionTokens,
                costUsd,
                wallMillis,
                at,
                ruleIds,
                against,
                input);
    }

    /** {@link #ruleIds}, empty where it is null. */
    public List<String> rulesInPrompt() {
        return ruleIds == null ? List.of() : ruleIds;
    }
}
