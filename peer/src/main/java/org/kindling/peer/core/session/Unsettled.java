package org.kindling.peer.core.session;

import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/** A secured link whose other end has not said Hello yet. */
record Unsettled(
        LinkId link, PublicKey key, NodeId node, Endpoint remote, boolean isManual, long sinceMillis, Pace pace) {
    boolean isOutbound() {
        return link.direction() == Direction.OUTBOUND;
    }
}
