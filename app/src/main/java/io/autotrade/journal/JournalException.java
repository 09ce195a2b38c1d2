package io.autotrade.journal;

/** The database did not take or give what was asked. The message holds no credentials. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    public JournalException(String message) {
        super(message);
        this.full = false;
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
        this.full = false;
    }

    private JournalException(String message, boolean full) {
        super(message);
        this.full = full;
    }

    /** There is no room for what should be written. */
    static JournalException full(String message) {
        return new JournalException(message, true);
    }

    /** Whether it was refused for want of room: this instance still writes the journal, only not soon. */
    public boolean full() {
        return full;
    }
}
