package org.kindling.peer.lab.engine;

/** Whoever looks on: told of everything, changes nothing. */
public interface Watcher {
    /** A life begins; its disk already shows what it will recover. */
    default void born(LabPeer peer) {}

    /** A peer has made a step; its actions have not been performed yet. */
    default void stepped(Moment moment) {}
}
