package org.kindling.peer.core.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Finds out which of a batch of peer records may be believed; comes to {@link RecordsChecked}.
 *
 * @param nowMillis when the batch arrived, Unix time: what expiry is measured by
 */
public record CheckRecords(List<PeerRecord> records, NetworkId network, long nowMillis) implements Work {
    public CheckRecords {
        records = List.copyOf(records);
    }

    @Override
    public Outcome run(SignatureRule rule) {
        List<VerifiedRecord> verified = new ArrayList<>();
        List<RecordsChecked.Refusal> refused = new ArrayList<>();
        for (PeerRecord record : records) {
            fault(record, rule)
                    .ifPresentOrElse(
                            fault -> refused.add(new RecordsChecked.Refusal(record, fault)),
                            () -> verified.add(new VerifiedRecord(record)));
        }
        return new RecordsChecked(verified, refused);
    }

    /** The cheap complaints first, the signature last. */
    private Optional<Fault> fault(PeerRecord record, SignatureRule rule) {
        if (!record.network().equals(network)) {
            return Optional.of(Fault.RECORD_OF_ANOTHER_NETWORK);
        }
        if (record.isExpiredAt(nowMillis)) {
            return Optional.of(Fault.RECORD_EXPIRED);
        }
        if (record.expiryMillis() - nowMillis > PeerRecord.LIFETIME_MILLIS_MAX) {
            return Optional.of(Fault.RECORD_TOO_LONG_LIVED);
        }
        return record.isTrulySigned(rule) ? Optional.empty() : Optional.of(Fault.RECORD_FORGED);
    }

    @Override
    public Object memoKey() {
        return this;
    }
}
