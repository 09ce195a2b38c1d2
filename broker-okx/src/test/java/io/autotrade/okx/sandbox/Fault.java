package io.autotrade.okx.sandbox;

/** What goes wrong with a request. */
public enum Fault {
    /** The connection is cut before anything is done. */
    DROP_BEFORE,
    /** The request is carried out, then the connection is cut. */
    DROP_AFTER,
    /** The request is carried out and never answered. */
    SILENCE_AFTER,
    /** HTTP 503 with a page of a proxy; nothing is done. */
    HTML_BEFORE,
    /** HTTP 502 with a page of a proxy; the request is carried out. */
    HTML_AFTER,
    /** HTTP 429 with code 50011; nothing is done. */
    LIMITED,
    /** Code 50001; nothing is done, which the caller cannot know. */
    UNAVAILABLE,
    /** Code 50004; the request is carried out. */
    TIMEOUT_AFTER,
    /** The request is carried out and the answer breaks off in the middle. */
    HALF_AFTER,
    /** The request is carried out and the answer, though whole, is no JSON. */
    MALFORMED_AFTER,
    /** A list has fewer rows than there are; no harm to anything else. */
    SHORT_PAGE,
    /** A list is empty although there are rows; no harm to anything else. */
    EMPTY_LIST,
    /** The items of a write are refused one by one, in an answer that is fine; no harm to anything else. */
    ITEMS_REFUSED,
    /** HTTP 401 with code 50102, as when a clock has gone wrong; nothing is done. */
    CLOCK_REFUSED
}
