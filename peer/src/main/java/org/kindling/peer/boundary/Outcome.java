package org.kindling.peer.boundary;

/** What a {@link Work} came to; the part of the peer that asked knows its kinds. */
public interface Outcome {}
