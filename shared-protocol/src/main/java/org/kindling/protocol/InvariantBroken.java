package org.kindling.protocol;

/**
 * Our own code has broken a promise it made to itself; whatever was being done must stop.
 *
 * <p>Never thrown because of what a peer or the world did: those are values, not exceptions.
 */
public final class InvariantBroken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Names the promise that did not hold, in words. */
    public InvariantBroken(String message) {
        super(message);
    }
}
