package org.kindling.peer.core.validation;

import java.util.List;
import org.kindling.peer.boundary.Outcome;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.PeerRecord;

/** What became of a batch of peer records, each list in the order of the batch. */
public record RecordsChecked(List<VerifiedRecord> verified, List<Refusal> refused) implements Outcome {
    /** A record that is not believed, and why. */
    public record Refusal(PeerRecord record, Fault fault) {}

    public RecordsChecked {
        verified = List.copyOf(verified);
        refused = List.copyOf(refused);
    }
}
