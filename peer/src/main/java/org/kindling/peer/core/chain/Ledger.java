package org.kindling.peer.core.chain;

import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.core.consensus.HeaderRules;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * The parts a chain consists of, as they stand at genesis.
 *
 * @param applied the best chain: the heaviest branch of which every block is applied
 */
record Ledger(
        HeaderRules rules,
        StateTransition transition,
        BlockTree tree,
        ChainIndex applied,
        Bodies bodies,
        KeptStates states) {

    static Ledger atGenesis(NetworkSpec spec, Limits.Chain limits, Archive archive) {
        Genesis genesis = Genesis.of(spec);
        HeaderRules rules = HeaderRules.of(spec);
        BlockTree tree = new BlockTree(
                genesis.block().header(), rules.weight(genesis.block().header()), limits);
        tree.genesis().moveTo(BlockNode.Standing.APPLIED);
        tree.genesis().keepState(genesis.state());
        return new Ledger(
                rules,
                new StateTransition(spec),
                tree,
                new ChainIndex(tree.genesis()),
                new Bodies(genesis.block(), archive, limits),
                new KeptStates(limits.statesKept()));
    }
}
