package org.kindling.peer.core.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.crypto.Hash;

/**
 * Bounds the headers beside the heaviest branch: few of those that cost next to nothing, many of those that cost real work.
 *
 * <p>A header is light if its branch, from the fork up to it, holds less than a quarter of the work that the best branch needed for as
 * many blocks. Rationale: the target follows the time between blocks, so a branch that forks off long ago and spaces its blocks widely is
 * nearly free; the branch of another half of the network, be it weeks long, is not.
 *
 * <p>Blocks that were applied or whose bodies are here are never forgotten, nor what they stand on.
 */
final class SideBranches {
    private static final BigInteger LIGHT = BigInteger.valueOf(4);

    private final Map<Hash, BlockNode> nodes;
    private final ChainIndex best;
    private final int lightMax;
    private final int heavyMax;
    private long pruneAbove;

    /** @param nodes all that is known, a parent before its children */
    SideBranches(Map<Hash, BlockNode> nodes, ChainIndex best, Limits.Chain limits) {
        this.nodes = nodes;
        this.best = best;
        this.lightMax = limits.sideHeadersMax();
        this.heavyMax = limits.heavySideHeadersMax();
        this.pruneAbove = lightMax;
    }

    /**
     * Once there may be too many light ones, leaves half as many as there may be: the lightest branches first, each from its tip.
     *
     * @param appliedHeight how long our own chain is; beyond as many heavy ones, others count as light. Rationale: a newcomer cannot tell
     *     yet what is light.
     */
    void prune(Predicate<BlockNode> hasBody, long appliedHeight) {
        if (size() <= pruneAbove) {
            return;
        }
        List<BlockNode> inOrder = forgettable(hasBody);
        Map<BlockNode, BigInteger> reach = reach(inOrder);
        Set<BlockNode> heavy = heavy(inOrder);
        Comparator<BlockNode> heaviestTipFirst = Comparator.comparing(reach::get, Comparator.reverseOrder());
        List<BlockNode> ranked = new ArrayList<>(inOrder);
        ranked.sort(Comparator.<BlockNode, Boolean>comparing(node -> !heavy.contains(node))
                .thenComparing(heaviestTipFirst)
                .thenComparing(BlockNode::height));
        int stay = (int) Math.min(heavy.size(), Math.min(heavyMax, appliedHeight));
        int light = Math.min(ranked.size() - stay, lightMax / 2);
        forget(ranked.subList(stay + light, ranked.size()), inOrder);
        pruneAbove = size() - light + lightMax;
    }

    private long size() {
        return nodes.size() - best.tip().height() - 1;
    }

    private List<BlockNode> forgettable(Predicate<BlockNode> hasBody) {
        Set<BlockNode> held = new LinkedHashSet<>();
        List<BlockNode> beside = new ArrayList<>();
        for (BlockNode node : nodes.values()) {
            if (!best.contains(node) && !node.isApplied()) {
                beside.add(node);
            }
        }
        for (BlockNode node : beside) {
            BlockNode below = node;
            while (hasBody.test(node) && !best.contains(below) && !below.isApplied() && held.add(below)) {
                below = below.parentOrFail();
            }
        }
        beside.removeIf(held::contains);
        return beside;
    }

    /** How heavy the heaviest branch through each of them becomes; parents come before their children. */
    private static Map<BlockNode, BigInteger> reach(List<BlockNode> inOrder) {
        Map<BlockNode, BigInteger> reach = new LinkedHashMap<>();
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            BlockNode node = inOrder.get(i);
            BigInteger tip = reach.merge(node, node.work(), BigInteger::max);
            reach.merge(node.parentOrFail(), tip, BigInteger::max);
        }
        return reach;
    }

    /** Those that are not light, and whatever leads to one. */
    private Set<BlockNode> heavy(List<BlockNode> inOrder) {
        Map<BlockNode, BlockNode> forks = new LinkedHashMap<>();
        for (BlockNode node : inOrder) {
            BlockNode parent = node.parentOrFail();
            forks.put(node, forks.getOrDefault(parent, parent));
        }
        Set<BlockNode> heavy = new LinkedHashSet<>();
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            BlockNode node = inOrder.get(i);
            if (heavy.contains(node) || !isLight(node, forks.getOrDefault(node, node))) {
                heavy.add(node);
                heavy.add(node.parentOrFail());
            }
        }
        heavy.retainAll(forks.keySet());
        return heavy;
    }

    private boolean isLight(BlockNode node, BlockNode fork) {
        BlockNode beside = best.at(Math.min(node.height(), best.tip().height())).orElseThrow();
        BigInteger own = node.work().subtract(fork.work());
        return own.multiply(LIGHT).compareTo(beside.work().subtract(fork.work())) < 0;
    }

    /** Whatever stands on a forgotten header is forgotten with it. */
    private void forget(List<BlockNode> forgotten, List<BlockNode> inOrder) {
        Set<BlockNode> gone = new LinkedHashSet<>();
        gone.addAll(forgotten);
        Set<BlockNode> parents = new LinkedHashSet<>();
        for (BlockNode node : inOrder) {
            if (gone.contains(node) || gone.contains(node.parentOrFail())) {
                gone.add(node);
                nodes.remove(node.id());
                parents.add(node.parentOrFail());
            }
        }
        for (BlockNode parent : parents) {
            parent.children().removeIf(gone::contains);
        }
    }
}
