package org.kindling.peer.core;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;

/** Why something was computed or persisted: what its answer continues. */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
sealed interface Errand {
    /** Signatures of gossiped transactions; {@code from} is empty for our own of an earlier life. */
    record CheckGossip(Optional<LinkId> from, List<Transaction> transactions) implements Errand {
        boolean isOurs() {
            return from.isEmpty();
        }
    }

    /** The signature of a transaction submitted here. */
    record CheckSubmission(Token submission, Transaction transaction) implements Errand {}

    /** Signatures of peer records somebody told us. */
    record CheckRecords(Optional<LinkId> from, String source, List<PeerRecord> records) implements Errand {}

    /** Whether it is an answer to what a tracker was asked. */
    record CheckAnswer(Event.TrackerAnswered answer) implements Errand {}

    /** The signature of a receipt that a neighbour shows. */
    record CheckReceipt(LinkId from, TrackerHead head) implements Errand {}

    /** A submitted transaction on its way to disk; then it is acknowledged and published. */
    record LogSubmission(Token submission, VerifiedTransaction transaction) implements Errand {}

    /** A checked block on its way to disk. */
    record LogBlock(Hash block) implements Errand {}

    /** A block of ours on its way to disk; then it is checked like anyone's, and told. */
    record LogOwnBlock(Block block) implements Errand {}

    /**
     * After a refusal, everything that waited for the disk, and a probe.
     *
     * @param sequence the record sequence that the probe reserves
     */
    record TryDiskAgain(long sequence) implements Errand {}

    /** Record sequences, the address book, a snapshot. */
    record Housekeeping() implements Errand {}
}
