package org.kindling.peer.boundary;

import org.kindling.protocol.Check;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;

/** One thing to write down. */
public sealed interface Entry {
    /** A checked block, ours or another's; goes to the block log behind its parent. */
    record CheckedBlock(Block block) implements Entry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.checkedBlock(this);
        }
    }

    /** A transaction submitted here, promised to survive a crash before it is acknowledged. */
    record OwnTransaction(Transaction transaction) implements Entry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.ownTransaction(this);
        }
    }

    /** No peer record of ours will ever carry a sequence above this without another entry. */
    record RecordSequence(long sequence) implements Entry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.recordSequence(this);
        }
    }

    /** Everyone worth remembering; replaces the earlier book as a whole. */
    record AddressBook(RememberedBook book) implements Entry {
        public AddressBook {
            Check.argument(!book.secret().isEmpty(), "an address book without a secret");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.addressBook(this);
        }
    }

    /** The whole state at one block, so that a restart need not start at genesis. */
    record StateSnapshot(Snapshot snapshot) implements Entry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.stateSnapshot(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per kind of entry: forgetting a kind does not compile. */
    interface Cases<R> {
        R checkedBlock(CheckedBlock entry);

        R ownTransaction(OwnTransaction entry);

        R recordSequence(RecordSequence entry);

        R addressBook(AddressBook entry);

        R stateSnapshot(StateSnapshot entry);
    }
}
