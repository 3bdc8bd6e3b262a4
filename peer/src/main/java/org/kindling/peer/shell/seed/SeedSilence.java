package org.kindling.peer.shell.seed;

/** A seed gave no addresses; the message says why, in words. */
public final class SeedSilence extends Exception {
    private static final long serialVersionUID = 1L;

    SeedSilence(String reason) {
        super(reason, null, false, false);
    }
}
