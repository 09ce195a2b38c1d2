/**
 * The language model as an advisor.
 *
 * <p>{@link io.autotrade.advisor.llm.LlmAdvisor} composes what lies beside it:
 * {@link io.autotrade.advisor.llm.PromptBuilder} writes the question, {@link io.autotrade.advisor.llm.ChatClient}
 * carries it to an OpenAI-compatible endpoint, {@link io.autotrade.advisor.llm.DecisionParser} reads the answer.
 * Building and parsing are plain Java; only the client and the advisor know of Vert.x.
 */
@NullMarked
package io.autotrade.advisor.llm;

import org.jspecify.annotations.NullMarked;
