package org.kindling.protocol.identity;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * The long form of a capsule: the spec itself and many signed records, so that one living peer among them is enough.
 *
 * @param records at most {@link #RECORDS_MAX}
 */
public record CapsuleFile(Capsule capsule, NetworkSpec spec, List<PeerRecord> records) {
    /** The most records. */
    public static final int RECORDS_MAX = 64;

    public CapsuleFile {
        records = List.copyOf(records);
        Check.argument(records.size() <= RECORDS_MAX, "more than %s records", RECORDS_MAX);
        Check.argument(spec.id().equals(capsule.network()), "the spec is not the one of the capsule's network");
    }
}
