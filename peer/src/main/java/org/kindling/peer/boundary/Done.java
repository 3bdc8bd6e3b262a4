package org.kindling.peer.boundary;

/** What a handler answers that only has effects; {@code Void} would need a null. */
public enum Done {
    DONE
}
