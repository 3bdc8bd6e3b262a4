package org.kindling.peer.core.chain;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.BlockHeader;

/**
 * All headers we know, each behind its parent, and the heaviest branch of them that holds no refused block.
 *
 * <p>Of two branches of equal weight the one whose tip was seen first stays. Rationale: nobody gains by publishing a rival late, and
 * every peer settles as soon as either branch grows.
 */
final class BlockTree {
    private final SideBranches side;
    private final Map<Hash, BlockNode> nodes = new LinkedHashMap<>();
    private final Histories histories = new Histories();
    private final BlockNode genesis;
    private final ChainIndex best;

    BlockTree(BlockHeader genesis, BigInteger weight, Limits.Chain limits) {
        this.genesis = new BlockNode(genesis, null, weight);
        nodes.put(genesis.id(), this.genesis);
        histories.added(this.genesis);
        this.best = new ChainIndex(this.genesis);
        this.side = new SideBranches(nodes, best, limits);
    }

    BlockNode genesis() {
        return genesis;
    }

    Optional<BlockNode> find(Hash id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The heaviest branch of headers, bodies or not. */
    ChainIndex best() {
        return best;
    }

    MountainRange historyUpTo(BlockNode node) {
        return histories.upTo(node);
    }

    /** Takes in a header that obeys all rules and is not here yet. */
    BlockNode add(BlockHeader header, BlockNode parent, BigInteger weight) {
        BlockNode node = new BlockNode(header, parent, weight);
        nodes.put(node.id(), node);
        parent.children().add(node);
        histories.added(node);
        if (node.isHeavierThan(best.tip())) {
            best.moveTo(node);
        }
        return node;
    }

    /** Refuses a block and everything above it; returns those that were not refused before. */
    List<BlockNode> refuse(BlockNode refused, Fault fault) {
        List<BlockNode> fallen = new ArrayList<>();
        Deque<BlockNode> open = new ArrayDeque<>(List.of(refused));
        while (!open.isEmpty()) {
            BlockNode node = open.pop();
            if (!node.isRefused()) {
                node.refuse(node == refused ? fault : Fault.BLOCK_ON_REFUSED_PARENT);
                fallen.add(node);
                node.children().forEach(open::push);
            }
        }
        if (best.contains(refused)) {
            best.moveTo(heaviestNotRefused());
        }
        return fallen;
    }

    private BlockNode heaviestNotRefused() {
        BlockNode heaviest = genesis;
        for (BlockNode node : nodes.values()) {
            if (!node.isRefused() && node.isHeavierThan(heaviest)) {
                heaviest = node;
            }
        }
        return heaviest;
    }

    /** Forgets what is too much beside the best branch, except where the body is here. */
    void prune(Predicate<BlockNode> hasBody, long appliedHeight) {
        side.prune(hasBody, appliedHeight);
    }
}
