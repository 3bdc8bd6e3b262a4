package org.kindling.peer.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.validation.CheckRecords;
import org.kindling.peer.core.validation.RecordsChecked;
import org.kindling.peer.core.validation.VerifiedRecord;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Peer records on their way from hearsay to the address book.
 *
 * <p>Of one link no more are in check at once than one message may carry, and so many of all; what is more is not looked at. Rationale:
 * records cost nothing to make and come again, signatures cost time to check.
 */
final class RecordIntake {
    private final Parts parts;
    private final Map<LinkId, Integer> inCheckOf = new LinkedHashMap<>();
    private int inCheck;

    RecordIntake(Parts parts) {
        this.parts = parts;
    }

    /** Has the signatures checked of those that would tell something new. */
    void check(Optional<LinkId> from, String source, List<PeerRecord> records, long nowMillis) {
        List<PeerRecord> worth = parts.discovery.worthChecking(records, nowMillis);
        List<PeerRecord> news = worth.subList(0, Math.min(worth.size(), room(from)));
        if (!news.isEmpty()) {
            count(from, news.size());
            parts.errands.expect(
                    parts.out.compute(new CheckRecords(news, parts.network, nowMillis)),
                    new Errand.CheckRecords(from, source, news));
        }
    }

    private int room(Optional<LinkId> from) {
        Limits.Discovery limits = parts.setup.limits().discovery();
        int share = limits.recordsCheckedAtOnce()
                - from.map(link -> inCheckOf.getOrDefault(link, 0)).orElse(0);
        return Math.max(0, Math.min(share, limits.recordsInCheckMax() - inCheck));
    }

    private void count(Optional<LinkId> from, int more) {
        inCheck += more;
        from.ifPresent(
                link -> inCheckOf.merge(link, more, (before, added) -> before + added == 0 ? null : before + added));
    }

    /** @return the fault of the link that told them, if it told a lie */
    Optional<Fault> checked(Errand.CheckRecords errand, RecordsChecked outcome, long nowMillis) {
        count(errand.from(), -errand.records().size());
        parts.discovery.learned(
                outcome.verified().stream().map(VerifiedRecord::record).toList(), errand.source(), nowMillis);
        if (errand.from().isEmpty()) {
            parts.discovery
                    .informants()
                    .refused(errand.source(), outcome.refused().size());
            if (outcome.refused().stream().anyMatch(refusal -> refusal.fault() == Fault.RECORD_FORGED)) {
                parts.discovery.audit().forged(errand.source());
            }
        }
        return outcome.refused().stream()
                .map(RecordsChecked.Refusal::fault)
                .filter(fault -> fault.blame() != Fault.Blame.NONE)
                .findFirst();
    }
}
