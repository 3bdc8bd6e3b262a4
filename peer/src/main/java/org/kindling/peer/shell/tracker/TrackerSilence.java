package org.kindling.peer.shell.tracker;

import org.kindling.protocol.Bytes;

/** A tracker gave no list of peers; the message says why, in words. */
public final class TrackerSilence extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Bytes ticket;

    TrackerSilence(String reason) {
        this(reason, Bytes.EMPTY);
    }

    /** @param ticket to be shown at the next announce */
    TrackerSilence(String reason, Bytes ticket) {
        super(reason, null, false, false);
        this.ticket = ticket;
    }

    /** Empty, unless the tracker told us to wait. */
    Bytes ticket() {
        return ticket;
    }
}
