package io.autotrade.okx.rest;

import io.autotrade.broker.RejectReason;

/**
 * What a code of OKX means.
 *
 * @param code without suffix
 * @param reason for kinds that end a write as rejected
 * @param advice one sentence for a person: what it is and what to do
 */
public record VenueError(String code, Kind kind, RejectReason reason, String advice) {

    /** How the code is to be treated. */
    public enum Kind {
        /** Not executed, and will not be however often it is repeated. */
        REJECTED,
        /** Not executed because the world is not as the request assumed: look at the order or position. */
        STATE,
        /** Not executed, too many requests. */
        LIMITED,
        /** Not executed, try later. */
        BUSY,
        /** May or may not have been executed. */
        UNKNOWN,
        /** Key, signature, permission or address refused. */
        UNAUTHORIZED,
        /** Key of another environment or region. */
        MISMATCH,
        /** The time of the signature is off; right after measuring again. */
        CLOCK
    }

    /** The advice with code and the venue's own words. */
    public String describe(String venueText) {
        return "OKX " + code + ": " + advice + (venueText.isBlank() ? "" : " (OKX says: " + venueText.strip() + ")");
    }
}
