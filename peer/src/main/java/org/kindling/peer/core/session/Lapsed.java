package org.kindling.peer.core.session;

import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;

/** A link to say goodbye on and to close, and why. */
public record Lapsed(LinkId link, Fault reason) {}
