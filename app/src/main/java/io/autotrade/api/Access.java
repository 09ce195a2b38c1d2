package io.autotrade.api;

/** Who may call an operation; {@code x-access} in the contract. */
enum Access {
    /** Anybody. */
    PUBLIC,
    /** On loopback anybody, elsewhere with any token. */
    VIEWER,
    /** With an operator's token. */
    OPERATOR,
    /** With an approver's token, also where no token is asked for otherwise. */
    APPROVER,
    /** With the cron token where one is configured, else as OPERATOR. */
    CRON
}
