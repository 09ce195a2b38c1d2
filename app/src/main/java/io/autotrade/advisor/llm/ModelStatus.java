package io.autotrade.advisor.llm;

import java.time.Instant;

/**
 * How the model is doing, for health and the dashboard.
 *
 * @param model configured model and its host
 * @param state {@code unknown} before the first call, {@code up}, {@code degraded} (a fallback model answers or a reply
 *     was not usable), {@code down}, {@code budget}
 * @param message one or two sentences for a person; empty when up
 * @param cure what to do about it, for a person; empty when there is nothing to do
 * @param at wall time of the newest knowledge
 */
public record ModelStatus(String model, String state, String message, String cure, Instant at) {

    /** Whether no model decides at all, so that there is no new exposure. */
    public boolean away() {
        return state.equals("down") || state.equals("budget");
    }
}
