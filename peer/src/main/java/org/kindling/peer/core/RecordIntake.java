package org.kindling.peer.core;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.validation.CheckRecords;
import org.kindling.peer.core.validation.RecordsChecked;
import org.kindling.peer.core.validation.VerifiedRecord;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.PeerRecord;

/** Peer records on their way from hearsay to the address book. */
final class RecordIntake {
    private final Parts parts;

    RecordIntake(Parts parts) {
        this.parts = parts;
    }

    /** Has the signatures checked of those that would tell something new. */
    void check(Optional<LinkId> from, String source, List<PeerRecord> records, long nowMillis) {
        List<PeerRecord> news = parts.discovery.worthChecking(records, nowMillis);
        if (!news.isEmpty()) {
            parts.errands.expect(
                    parts.out.compute(new CheckRecords(news, parts.network, nowMillis)),
                    new Errand.CheckRecords(from, source, news));
        }
    }

    /** @return the fault of the link that told them, if it told a lie */
    Optional<Fault> checked(Errand.CheckRecords errand, RecordsChecked outcome, long nowMillis) {
        parts.discovery.learned(
                outcome.verified().stream().map(VerifiedRecord::record).toList(), errand.source(), nowMillis);
        return outcome.refused().stream()
                .map(RecordsChecked.Refusal::fault)
                .filter(fault -> fault.blame() != Fault.Blame.NONE)
                .findFirst();
    }
}
