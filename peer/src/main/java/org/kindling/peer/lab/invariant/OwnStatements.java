package org.kindling.peer.lab.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;

/** What one peer has stated in its own name during one life, and how much of it is known to be on disk. */
final class OwnStatements implements Entry.Cases<OwnStatements> {
    private final NodeId node;
    private final PeerPlan plan;
    private final Map<Token, List<Entry>> writing = new HashMap<>();
    private final Set<Hash> blocksOnDisk = new HashSet<>();
    private final Set<Hash> blocksInDoubt = new HashSet<>();
    private final Set<Hash> transactionsInDoubt = new HashSet<>();
    private long sequenceOnDisk;

    OwnStatements(NodeId node, PeerPlan plan, Recovered recovered) {
        this.node = node;
        this.plan = plan;
        this.sequenceOnDisk = recovered.recordSequence();
        recovered.headers().stream().filter(this::isOwn).forEach(header -> blocksOnDisk.add(header.id()));
    }

    // ------------------------------------------------------------------ what is learnt

    void submitted(Transaction transaction) {
        transactionsInDoubt.add(transaction.id());
    }

    /** Somebody else said it too, so that it may be passed on like anybody's. */
    void heard(List<Transaction> transactions) {
        if (!transactionsInDoubt.isEmpty()) {
            transactions.forEach(transaction -> transactionsInDoubt.remove(transaction.id()));
        }
    }

    void writing(Token token, List<Entry> entries) {
        writing.put(token, entries);
        for (Entry entry : entries) {
            if (entry instanceof Entry.CheckedBlock checked
                    && isOwn(checked.block().header())) {
                blocksInDoubt.add(checked.block().id());
            }
        }
    }

    void written(Token token) {
        List<Entry> entries = writing.remove(token);
        if (entries != null) {
            entries.forEach(entry -> entry.fold(this));
        }
    }

    @Override
    public OwnStatements checkedBlock(Entry.CheckedBlock entry) {
        if (isOwn(entry.block().header())) {
            blocksOnDisk.add(entry.block().id());
            blocksInDoubt.remove(entry.block().id());
        }
        return this;
    }

    @Override
    public OwnStatements ownTransaction(Entry.OwnTransaction entry) {
        transactionsInDoubt.remove(entry.transaction().id());
        return this;
    }

    @Override
    public OwnStatements recordSequence(Entry.RecordSequence entry) {
        sequenceOnDisk = Math.max(sequenceOnDisk, entry.sequence());
        return this;
    }

    @Override
    public OwnStatements addressBook(Entry.AddressBook entry) {
        return this;
    }

    @Override
    public OwnStatements stateSnapshot(Entry.StateSnapshot entry) {
        return this;
    }

    // ------------------------------------------------------------------ what may not be said yet

    private boolean isOwn(BlockHeader header) {
        return header.producer().equals(plan.rewardTo());
    }

    Optional<String> tooEarly(BlockHeader header) {
        return isOwn(header) && !blocksOnDisk.contains(header.id())
                ? Optional.of("speaks of its own " + header + " before it is on disk")
                : Optional.empty();
    }

    /** @param id of a block or of a transaction */
    Optional<String> tooEarly(Hash id) {
        return transactionsInDoubt.contains(id) || blocksInDoubt.contains(id)
                ? Optional.of("speaks of its own " + id.shortHex() + " before it is on disk")
                : Optional.empty();
    }

    Optional<String> tooEarly(PeerRecord record) {
        return record.sequence() > sequenceOnDisk && record.nodeId().equals(node)
                ? Optional.of("shows its record with sequence " + record.sequence() + ", on disk is " + sequenceOnDisk)
                : Optional.empty();
    }
}
