package org.kindling.peer.core.validation;

import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** A peer record of this network, truly signed and alive when it was looked at; only {@link CheckRecords} makes one. */
public final class VerifiedRecord {
    private final PeerRecord record;

    VerifiedRecord(PeerRecord record) {
        this.record = record;
    }

    public PeerRecord record() {
        return record;
    }

    public NodeId node() {
        return record.nodeId();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedRecord that && record.equals(that.record);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }

    @Override
    public String toString() {
        return "verified record of " + node();
    }
}
