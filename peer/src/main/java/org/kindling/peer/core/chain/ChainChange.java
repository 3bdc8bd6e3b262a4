package org.kindling.peer.core.chain;

import java.util.List;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** Something that became of blocks offered to the {@link Chain}, in the order it happened. */
public sealed interface ChainChange {
    /** A body was refused, and its block with it if the header stands for what is wrong; whoever sent it is to blame. */
    record BodyRefused(Hash block, Fault fault) implements ChainChange {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.bodyRefused(this);
        }
    }

    /** A block is valid in every respect, on whatever branch: ready to be written down, then {@link Chain#persisted}. */
    record Applied(Block block) implements ChainChange {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.applied(this);
        }
    }

    /**
     * The best chain has another end.
     *
     * @param abandoned blocks of the old chain that are not on the new one, lowest first; empty when it just grew
     * @param adopted blocks of the new chain that were not on the old one, lowest first
     */
    record TipMoved(PeerView.Head from, PeerView.Head to, List<Block> abandoned, List<Block> adopted)
            implements ChainChange {
        public TipMoved {
            abandoned = List.copyOf(abandoned);
            adopted = List.copyOf(adopted);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tipMoved(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per change: forgetting one does not compile. */
    interface Cases<R> {
        R bodyRefused(BodyRefused change);

        R applied(Applied change);

        R tipMoved(TipMoved change);
    }
}
