package io.autotrade.execution;

/** Keeps word of a halt outside the database, as long as the database cannot. */
public interface StopNote {

    /** For accounts whose halts need not outlive a crash while the database is away. */
    StopNote NONE = new StopNote() {
        @Override
        public void leave(boolean flatten) {
            // nothing is kept
        }

        @Override
        public void take() {
            // as above
        }
    };

    /** The next start halts trading, and closes every position when {@code flatten}. May block for a moment. */
    void leave(boolean flatten);

    /** The database has it; the word is not needed any more. Returns at once; it is gone a moment later. */
    void take();
}
