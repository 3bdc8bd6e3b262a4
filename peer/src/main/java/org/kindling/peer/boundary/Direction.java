package org.kindling.peer.boundary;

/** Who called whom. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
