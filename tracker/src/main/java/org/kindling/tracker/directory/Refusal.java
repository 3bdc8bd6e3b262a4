package org.kindling.tracker.directory;

import java.util.Locale;

/** Every reason for which a directory does not list an announced record. */
public enum Refusal {
    TOO_EARLY("this record was announced a moment ago; keep to the interval"),
    STALE_SEQUENCE("a record of this peer with a higher sequence number is listed; raise the sequence at every change"),
    RECORD_OF_ANOTHER_NETWORK("the record is for another network than the announce"),
    NETWORK_NOT_SERVED("this network is not served here; ask a tracker or a peer of your own network"),
    SWARM_NOT_SERVED("this swarm is not served here"),
    RECORD_EXPIRED("the record has expired; sign a new one, and check the clock if it was new"),
    RECORD_TOO_LONG_LIVED("the record expires more than a day ahead; sign a shorter one, and check the clock"),
    TOO_MANY_OF_ONE_HOST("too many peers are listed from this address"),
    TOO_MANY_OF_ONE_NEIGHBOURHOOD("too many peers are listed from addresses next to this one");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** What happened and what to do about it, for a person. */
    public String text() {
        return text;
    }

    /** The name as it appears in the API and in metrics: lower case, words joined by hyphens. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
