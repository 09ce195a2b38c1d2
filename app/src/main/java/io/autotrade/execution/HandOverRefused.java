package io.autotrade.execution;

/** Why a broker cannot be left or taken now, for a person; nothing has been handed over. */
public final class HandOverRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HandOverRefused(String reason) {
        super(reason);
    }
}
