package org.kindling.protocol.crypto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Check;

/**
 * A list of hashes that only grows, kept as the peaks of a Merkle mountain range.
 *
 * <p>Ranges are immutable and share their older peaks: adding a leaf to one of a million makes at most twenty nodes
 * and leaves the old range as it was. Rationale: competing branches of a chain hold one range each, and a header
 * must be able to say what came before it without anybody keeping all of that.
 *
 * <p>Peaks are bagged from the right, so the root is that of the RFC 9162 §2.1.1 tree over the same leaves, with
 * nodes of the domain {@link Domain#HISTORY_NODE}: leaves after a zero byte, inner nodes after a one byte.
 */
public final class MountainRange {
    /** The range of no leaves; its root is {@link Hash#ZERO}. */
    public static final MountainRange EMPTY = new MountainRange(0, null);

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final NodeHash NODES = MountainRange::join;

    /** A peak, and the higher ones to its left. */
    private record Peak(Hash hash, @Nullable Peak left) {}

    private final long size;
    private final @Nullable Peak lowest;

    private MountainRange(long size, @Nullable Peak lowest) {
        this.size = size;
        this.lowest = lowest;
    }

    /** The range with these peaks, the highest first, as told by {@link #peaks()}. */
    public static MountainRange ofPeaks(long size, List<Hash> peaks) {
        Check.argument(size >= 0, "a range cannot have %s leaves", size);
        Check.argument(peaks.size() == Long.bitCount(size), "%s leaves do not make %s peaks", size, peaks.size());
        Peak lowest = null;
        for (Hash hash : peaks) {
            lowest = new Peak(hash, lowest);
        }
        return new MountainRange(size, lowest);
    }

    /** This range and one more leaf. */
    public MountainRange append(Hash leaf) {
        Check.argument(size < Long.MAX_VALUE, "the range is full");
        Hash hash = leafHash(leaf);
        Peak left = lowest;
        for (long rest = size; (rest & 1) == 1 && left != null; rest >>= 1) {
            hash = join(left.hash, hash);
            left = left.left;
        }
        return new MountainRange(size + 1, new Peak(hash, left));
    }

    /** One hash for the whole range. */
    public Hash root() {
        if (lowest == null) {
            return Hash.ZERO;
        }
        Hash hash = lowest.hash;
        for (Peak peak = lowest.left; peak != null; peak = peak.left) {
            hash = join(peak.hash, hash);
        }
        return hash;
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** The tops of the perfect trees the range consists of, the highest first. */
    public List<Hash> peaks() {
        List<Hash> peaks = new ArrayList<>();
        for (Peak peak = lowest; peak != null; peak = peak.left) {
            peaks.add(0, peak.hash);
        }
        return List.copyOf(peaks);
    }

    /**
     * Proves that a leaf is one of these, to somebody who knows the root and the size of their range.
     *
     * @param index the position of the leaf in the list
     */
    public static LeafProof inclusionProof(List<Hash> leaves, int index) {
        Check.argument(index >= 0 && index < leaves.size(), "no leaf %s among %s", index, leaves.size());
        List<Hash> hashes = leaves.stream().map(MountainRange::leafHash).toList();
        return new LeafProof(
                hashes.get(index), index, leaves.size(), new TreeLevels(hashes, NODES).inclusionProof(index));
    }

    /** Whether a proof, made by anybody, shows this leaf to be in the range with this root and size. */
    public static boolean includes(TreeHead range, Hash leaf, LeafProof proof) {
        return proof.size() == range.size()
                && proof.leafHash().equals(leafHash(leaf))
                && TreeProofs.includes(NODES, proof, range.root());
    }

    /** Equal sizes and peaks: the same leaves in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MountainRange that && size == that.size && peaks().equals(that.peaks());
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + (lowest == null ? 0 : lowest.hash.hashCode());
    }

    @Override
    public String toString() {
        return "MountainRange[" + size + " leaves, root " + root().shortHex() + "]";
    }

    private static Hash leafHash(Hash leaf) {
        return Hash.tagged(Domain.HISTORY_NODE, LEAF, leaf.toArray());
    }

    private static Hash join(Hash left, Hash right) {
        return Hash.tagged(Domain.HISTORY_NODE, NODE, left.toArray(), right.toArray());
    }
}
