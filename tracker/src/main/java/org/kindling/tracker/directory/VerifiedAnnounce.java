package org.kindling.tracker.directory;

import java.util.Optional;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * An announce whose record was signed by the key it names. Only such announces reach the directory.
 *
 * <p>It proves who wrote the record, not who sent it: records are handed out to anybody, and anybody can send one back.
 */
public final class VerifiedAnnounce {
    private final Announce announce;
    private final NodeId node;

    private VerifiedAnnounce(Announce announce, NodeId node) {
        this.announce = announce;
        this.node = node;
    }

    /** The evidence, or nothing if the record is forged. Costs a signature check: a front end asks on a worker. */
    public static Optional<VerifiedAnnounce> verify(Announce announce, SignatureRule rule) {
        PeerRecord record = announce.record();
        return record.isTrulySigned(rule)
                ? Optional.of(new VerifiedAnnounce(announce, record.nodeId()))
                : Optional.empty();
    }

    /** What was announced. */
    public Announce announce() {
        return announce;
    }

    /** What the record's owner says about itself. */
    public PeerRecord record() {
        return announce.record();
    }

    /** Who signed the record. */
    public NodeId node() {
        return node;
    }
}
