package org.kindling.peer.shell.tracker;

import org.kindling.protocol.Bytes;

/** A tracker gave no list of peers; the message says why, in words. */
public final class TrackerSilence extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Bytes ticket;
    private final long pauseMillis;

    TrackerSilence(String reason) {
        this(reason, Bytes.EMPTY, 0);
    }

    /** @param ticket to be shown at the next announce */
    TrackerSilence(String reason, Bytes ticket) {
        this(reason, ticket, 0);
    }

    /** @param pauseMillis how long it wants to be left alone; 0 if it did not say */
    TrackerSilence(String reason, long pauseMillis) {
        this(reason, Bytes.EMPTY, pauseMillis);
    }

    private TrackerSilence(String reason, Bytes ticket, long pauseMillis) {
        super(reason, null, false, false);
        this.ticket = ticket;
        this.pauseMillis = pauseMillis;
    }

    /** Empty, unless the tracker told us to wait. */
    Bytes ticket() {
        return ticket;
    }

    /** How long it wants to be left alone; 0 if it did not say. */
    public long pauseMillis() {
        return pauseMillis;
    }
}
