package io.autotrade.evaluation;

/** A control request that cannot be done, with the HTTP status that fits. */
public final class ControlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public ControlFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
