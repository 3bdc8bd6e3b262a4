package org.kindling.peer.core.discovery;

import org.kindling.peer.core.session.Sessions;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What discovery must know of the rest of the peer to decide.
 *
 * @param self our own record, to announce
 */
public record Picture(PeerRecord self, Sessions sessions) {}
