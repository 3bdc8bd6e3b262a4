package org.kindling.tracker.http;

import java.util.Locale;

/** Every reason for which the front end turns a request away before the directory hears of it. */
enum Complaint {
    MALFORMED(400, "the request could not be read"),
    RECORD_FORGED(422, "the record's signature does not fit its key"),
    NOT_FOUND(404, "there is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "this path does not know this method"),
    TOO_SLOW(408, "the request did not arrive in time"),
    TOO_LARGE(413, "the request is larger than an announce can be"),
    LINE_TOO_LONG(414, "the request line is too long"),
    NOT_JSON(415, "an announce is sent as application/json"),
    TOO_FAST(429, "too many requests from this address"),
    TOO_MANY_CONNECTIONS(429, "too many connections"),
    HEADERS_TOO_LARGE(431, "the headers are too large"),
    OUR_MISTAKE(500, "the tracker made a mistake; its log says more"),
    BUSY(503, "the tracker is busy; come again in a moment");

    private final int status;
    private final String text;

    Complaint(int status, String text) {
        this.status = status;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    /** The name as it appears in the API and in metrics: lower case, words joined by hyphens. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
