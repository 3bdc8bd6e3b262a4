package org.kindling.peer.shell;

/** The peer has too much to do to take this on now; later it may. */
public final class PeerBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PeerBusy(String message) {
        super(message, null, false, false);
    }
}
