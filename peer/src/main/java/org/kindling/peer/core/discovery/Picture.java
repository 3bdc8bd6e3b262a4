package org.kindling.peer.core.discovery;

import org.kindling.peer.boundary.Archive;
import org.kindling.peer.core.session.Sessions;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.ChainTip;

/**
 * What discovery must know of the rest of the peer to decide.
 *
 * @param self our own record, to announce
 * @param tip the end of our best chain
 * @param bestHeader the end of the heaviest branch of headers, which may be ahead of it
 * @param blocks what of the best chain is on disk
 */
public record Picture(PeerRecord self, Sessions sessions, ChainTip tip, ChainTip bestHeader, Archive blocks) {}
