package io.autotrade.okx.model;

/** The account mode, {@code acctLv} at OKX. Chosen by the owner of the account; never changed here. */
public enum AccountMode {
    SPOT,
    FUTURES,
    MULTI_CURRENCY,
    PORTFOLIO;

    /** @throws MalformedReply for a mode this version does not know */
    public static AccountMode parse(String level) {
        return switch (level) {
            case "1" -> SPOT;
            case "2" -> FUTURES;
            case "3" -> MULTI_CURRENCY;
            case "4" -> PORTFOLIO;
            default -> throw new MalformedReply("unknown account mode acctLv '" + level + "'");
        };
    }

    /** Whether margin figures are given per currency and not for the account as a whole. */
    boolean perCurrency() {
        return this == SPOT || this == FUTURES;
    }

    /** Whether a protective order can be tied to its position, so that OKX removes it with the position. */
    public boolean tiesProtectionToPosition() {
        return this != PORTFOLIO;
    }
}
