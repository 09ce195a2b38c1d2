package io.autotrade.okx.sandbox;

/** The sandbox says no, with a code of OKX. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final String code;
    final int status;

    Refusal(String code, String message) {
        this(200, code, message);
    }

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}
