package org.kindling.peer.boundary;

import java.util.Optional;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What the address book keeps of one peer over a restart.
 *
 * @param endpoint where it answered last, or is said to
 * @param record its newest signed record, if any
 * @param source who told us of it first
 * @param lastMetMillis when a link to it, whoever called, last stood, Unix time; 0 if never
 * @param lastAnsweredMillis when it last answered a call of ours at this endpoint, Unix time; 0 if never
 * @param isAnchor whether it was among the last good outbound links
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record RememberedPeer(
        NodeId node,
        Endpoint endpoint,
        Optional<PeerRecord> record,
        String source,
        long lastMetMillis,
        long lastAnsweredMillis,
        boolean isAnchor) {}
