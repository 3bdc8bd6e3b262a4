package org.kindling.protocol.announce;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What a tracker answers.
 *
 * @param intervalMillis when to announce again, at most a day
 * @param intervalMillisMin sooner than this is refused
 * @param swarmSize how many peers of the network the tracker lists
 * @param seenHost the address the announce came from, as the tracker saw it
 * @param records signed records of others, at most {@link Announce#WANT_MAX}; their signatures are for the peer to check
 */
public record AnnounceReply(
        long intervalMillis, long intervalMillisMin, int swarmSize, String seenHost, List<PeerRecord> records) {
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    public AnnounceReply {
        records = List.copyOf(records);
        Check.argument(
                intervalMillis >= 0 && intervalMillis <= DAY_MILLIS, "interval %s ms is outside a day", intervalMillis);
        Check.argument(
                intervalMillisMin >= 0 && intervalMillisMin <= DAY_MILLIS,
                "least interval %s ms is outside a day",
                intervalMillisMin);
        Check.argument(swarmSize >= 0, "swarm size %s is negative", swarmSize);
        Check.argument(seenHost.matches("[a-zA-Z0-9._:%-]{0,253}"), "the seen address is not an address");
        Check.argument(
                records.size() <= Announce.WANT_MAX, "%s records, at most %s", records.size(), Announce.WANT_MAX);
    }
}
