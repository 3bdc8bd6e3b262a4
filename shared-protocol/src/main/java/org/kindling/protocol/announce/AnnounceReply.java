package org.kindling.protocol.announce;

import java.util.List;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What a tracker answers.
 *
 * @param intervalMillis when to announce again
 * @param intervalMillisMin sooner than this is refused
 * @param swarmSize how many peers of the network the tracker lists
 * @param seenHost the address the announce came from, as the tracker saw it
 * @param records signed records of others; their signatures are for the peer to check
 */
public record AnnounceReply(
        long intervalMillis, long intervalMillisMin, int swarmSize, String seenHost, List<PeerRecord> records) {
    public AnnounceReply {
        records = List.copyOf(records);
    }
}
