package io.autotrade.advisor;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import java.util.List;

/**
 * Answer of an advisor.
 *
 * @param decisions proposals, at most one per symbol, in the order in which they are to be judged
 * @param record what is journalled: prompt, reply, fate of each item, tokens, cost
 * @param exitsOnly no proposal may open a position (the model did not answer and a fallback did)
 */
public record Advice(List<Decision> decisions, AdviceReceived record, boolean exitsOnly) {

    public Advice {
        decisions = List.copyOf(decisions);
    }
}
