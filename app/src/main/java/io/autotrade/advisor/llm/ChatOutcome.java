package io.autotrade.advisor.llm;

/** Result of a call with all its tries. */
sealed interface ChatOutcome {

    /** Number of requests that were sent or tried. */
    int attempts();

    record Answered(ChatReply reply, int attempts) implements ChatOutcome {}

    record Failed(ChatFault fault, int attempts) implements ChatOutcome {}
}
