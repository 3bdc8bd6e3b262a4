package org.kindling.peer.shell.tracker;

/** A tracker gave no list of peers; the message says why, in words. */
public final class TrackerSilence extends Exception {
    private static final long serialVersionUID = 1L;

    private final long pauseMillis;

    TrackerSilence(String reason) {
        this(reason, 0);
    }

    /** @param pauseMillis how long it wants to be left alone; 0 if it did not say */
    TrackerSilence(String reason, long pauseMillis) {
        super(reason, null, false, false);
        this.pauseMillis = pauseMillis;
    }

    /** How long it wants to be left alone; 0 if it did not say. */
    public long pauseMillis() {
        return pauseMillis;
    }
}
