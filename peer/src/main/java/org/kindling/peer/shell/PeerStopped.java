package org.kindling.peer.shell;

/** The peer is no longer running, so nothing can be asked of it. */
public final class PeerStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PeerStopped(String reason) {
        super(reason);
    }
}
