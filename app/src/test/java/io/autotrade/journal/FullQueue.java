package io.autotrade.journal;

/** What a full queue answers, for journals of tests. */
public final class FullQueue {

    private FullQueue() {}

    public static JournalException refusal() {
        return JournalException.full("the journal's queue is full");
    }
}
