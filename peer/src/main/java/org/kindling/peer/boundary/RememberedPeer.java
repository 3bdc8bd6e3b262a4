package org.kindling.peer.boundary;

import java.util.Optional;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What the address book keeps of one peer over a restart.
 *
 * @param record its newest signed record, if any
 * @param lastMetMillis when a link to it last stood, Unix time; 0 if never
 * @param isAnchor whether it was among the last good outbound links
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record RememberedPeer(
        NodeId node, Endpoint endpoint, Optional<PeerRecord> record, long lastMetMillis, boolean isAnchor) {}
