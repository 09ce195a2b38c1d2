package io.autotrade.advisor.llm;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import java.util.List;

/**
 * What was read out of a reply.
 *
 * @param readable false: nothing in it was meant as decisions, so nothing is traded
 * @param decisions at most one per symbol, in the order of the reply
 * @param items fate of every item, in the order of the reply
 * @param problem one sentence when not readable; empty otherwise
 */
public record ParsedReply(boolean readable, List<Decision> decisions, List<AdviceReceived.Item> items, String problem) {

    public ParsedReply {
        decisions = List.copyOf(decisions);
        items = List.copyOf(items);
    }

    static ParsedReply unreadable(String problem) {
        return new ParsedReply(false, List.of(), List.of(), problem);
    }

    /**
     * What to tell the model when it is asked again: one line per refused item; empty when there is nothing to correct.
     */
    public List<String> complaints() {
        if (!readable) {
            return List.of(problem);
        }
        return items.stream()
                .filter(item -> item.status().equals("refused") && !item.code().equals("superseded"))
                .map(item -> (item.symbol() == null ? "an item" : item.symbol()) + ": " + item.detail())
                .distinct()
                .limit(20)
                .toList();
    }
}
