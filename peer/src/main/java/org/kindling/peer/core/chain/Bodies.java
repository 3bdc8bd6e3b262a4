package org.kindling.peer.core.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/**
 * The applied blocks: genesis, the latest ones and those not yet on disk in memory, the others in the archive.
 *
 * <p>The latest are bounded in number and in bytes, at a quarter of what bodies under way may take. What is not on disk yet must stay;
 * {@link BodyIntake} takes in no more while it is too much.
 */
final class Bodies {
    private final Block genesis;
    private final Archive archive;
    private final int kept;
    private final long keptBytesMax;
    private final Map<Hash, Block> unwritten = new LinkedHashMap<>();
    private final Map<Hash, Block> latest = new LinkedHashMap<>();
    private long unwrittenBytes;
    private long latestBytes;

    Bodies(Block genesis, Archive archive, Limits.Chain limits) {
        this.genesis = genesis;
        this.archive = archive;
        this.kept = limits.bodiesKept();
        this.keptBytesMax = limits.bodyBytesMax() / 4;
    }

    void add(Block block) {
        unwrittenBytes += unwritten.put(block.id(), block) == null ? Footprint.bytes(block) : 0;
        latestBytes += latest.put(block.id(), block) == null ? Footprint.bytes(block) : 0;
        while (latest.size() > kept || latestBytes > keptBytesMax) {
            Block oldest = latest.values().iterator().next();
            latest.remove(oldest.id());
            latestBytes -= Footprint.bytes(oldest);
        }
    }

    /** Memory held by blocks that the disk has not confirmed. */
    long unwrittenBytes() {
        return unwrittenBytes;
    }

    /** How many blocks the disk has not confirmed. */
    int unwritten() {
        return unwritten.size();
    }

    /** From now on the archive answers for this block. */
    void written(Hash id) {
        Block block = unwritten.remove(id);
        unwrittenBytes -= block == null ? 0 : Footprint.bytes(block);
    }

    Optional<Block> find(Hash id) {
        Block block = unwritten.get(id);
        if (block == null) {
            block = latest.get(id);
        }
        if (block == null && id.equals(genesis.id())) {
            block = genesis;
        }
        return block != null ? Optional.of(block) : archive.block(id);
    }
}
