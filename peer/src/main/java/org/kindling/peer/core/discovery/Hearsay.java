package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** Which of the records that others tell of are worth the price of a signature check. */
final class Hearsay {
    private final NodeId self;
    private final NetworkId network;
    private final Limits.Discovery limits;
    private final AddressBook book;

    Hearsay(NodeId self, NetworkId network, Limits.Discovery limits, AddressBook book) {
        this.self = self;
        this.network = network;
        this.limits = limits;
        this.book = book;
    }

    /**
     * Takes in the bare addresses that a seed named, and those of records that have expired; both are hints where to call.
     *
     * @return its records that are of our network
     */
    List<PeerRecord> ofSeed(Event.SeedAnswered event, Seeds seeds, long nowMillis, Outbox out) {
        String source = event.seed().toString();
        List<PeerRecord> ours = new ArrayList<>(event.records());
        ours.removeIf(record -> !record.network().equals(network));
        List<PeerRecord> expired = new ArrayList<>(ours);
        expired.removeIf(record -> !record.isExpiredAt(nowMillis));
        seeds.answered(event, event.records().size() - ours.size(), expired.size(), out);
        event.hints().forEach(hint -> book.hint(hint, source));
        for (PeerRecord record : expired) {
            record.endpoints().stream().limit(1).forEach(endpoint -> book.hint(endpoint, source));
        }
        return ours;
    }

    /** Those of our network, alive, of somebody else, and newer than what we have; never more than are checked at once. */
    List<PeerRecord> worthChecking(List<PeerRecord> heard, long nowMillis) {
        List<PeerRecord> worth = new ArrayList<>();
        for (PeerRecord record : heard) {
            if (worth.size() < limits.recordsCheckedAtOnce() && isWorthChecking(record, nowMillis)) {
                worth.add(record);
            }
        }
        return worth;
    }

    private boolean isWorthChecking(PeerRecord record, long nowMillis) {
        return record.network().equals(network)
                && !record.nodeId().equals(self)
                && !record.isExpiredAt(nowMillis)
                && record.expiryMillis() <= nowMillis + PeerRecord.LIFETIME_MILLIS_MAX
                && book.find(record.nodeId())
                        .flatMap(Contact::record)
                        .map(known -> known.sequence() < record.sequence())
                        .orElse(true);
    }
}
