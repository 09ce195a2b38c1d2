package io.autotrade.journal;

/** Where the journal ends: number and hash of its last row. */
record Head(long seq, Hash hash) {
    static final Head EMPTY = new Head(0, Hash.GENESIS);
}
