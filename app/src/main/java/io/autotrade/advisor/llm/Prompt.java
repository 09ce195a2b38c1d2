package io.autotrade.advisor.llm;

import java.util.List;

/**
 * A question as it goes to the model.
 *
 * @param system stable from cycle to cycle, so that providers can cache it
 * @param hash SHA-256 of system and user text, hex
 * @param version of the templates
 * @param ruleIds learned rules that are in it
 */
public record Prompt(String system, String user, String hash, String version, List<String> ruleIds) {

    public Prompt {
        ruleIds = List.copyOf(ruleIds);
    }
}
