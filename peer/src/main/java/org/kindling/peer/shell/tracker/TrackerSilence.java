package org.kindling.peer.shell.tracker;

/** A tracker gave no list of peers; the message says why, in words. */
public final class TrackerSilence extends Exception {
    private static final long serialVersionUID = 1L;

    TrackerSilence(String reason) {
        super(reason, null, false, false);
    }
}
