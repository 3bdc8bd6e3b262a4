package org.kindling.peer.core.session;

/** What a fault costs the link it came over. */
public enum Judgement {
    /** Nothing: honest peers do this too, or it was the first time in a while. */
    IGNORE,
    /** The link ends; the peer may call again. */
    CLOSE,
    /** The link ends and the identity is not talked to for a while. */
    CLOSE_AND_DISCOURAGE
}
