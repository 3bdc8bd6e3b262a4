package org.kindling.peer.core.chain;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final int sideHeadersMax;
    private final Map<Hash, BlockNode> nodes = new LinkedHashMap<>();
    private final Histories histories = new Histories();
    private final BlockNode genesis;
    private final ChainIndex best;

    /** @param sideHeadersMax how many headers beside the heaviest branch are kept */
    BlockTree(BlockHeader genesis, BigInteger weight, int sideHeadersMax) {
        this.sideHeadersMax = sideHeadersMax;
        this.genesis = new BlockNode(genesis, null, weight);
        nodes.put(genesis.id(), this.genesis);
        histories.added(this.genesis);
        this.best = new ChainIndex(this.genesis);
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
        if (nodes.size() - best.tip().height() - 1 > sideHeadersMax) {
            forgetLightSideBranches();
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

    /**
     * Halves the side branches, those with the lightest tips first and each from its tip down; applied blocks stay.
     *
     * <p>Parents come before their children in the order of arrival, and in that of the lightest branch last.
     */
    private void forgetLightSideBranches() {
        List<BlockNode> side = new ArrayList<>(nodes.values());
        side.removeIf(node -> best.contains(node) || node.isApplied());
        Map<BlockNode, BigInteger> reach = new LinkedHashMap<>();
        for (int i = side.size() - 1; i >= 0; i--) {
            BlockNode node = side.get(i);
            BigInteger tip = reach.merge(node, node.work(), BigInteger::max);
            reach.merge(node.parentOrFail(), tip, BigInteger::max);
        }
        Comparator<BlockNode> heaviestTipFirst = Comparator.comparing(reach::get, Comparator.reverseOrder());
        side.sort(heaviestTipFirst.thenComparing(BlockNode::height));
        for (BlockNode node : side.subList(Math.min(side.size(), sideHeadersMax / 2), side.size())) {
            nodes.remove(node.id());
            node.parentOrFail().children().remove(node);
        }
    }
}
