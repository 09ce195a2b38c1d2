package io.autotrade.okx.model;

/** An answer of OKX that could not be understood. */
public final class MalformedReply extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedReply(String message) {
        super(message);
    }

    public MalformedReply(String message, Throwable cause) {
        super(message, cause);
    }
}
