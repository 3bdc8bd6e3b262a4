package org.kindling.peer.core.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Archive;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** The applied blocks: genesis, the latest ones and those not yet on disk in memory, the others in the archive. */
final class Bodies {
    private final Block genesis;
    private final Archive archive;
    private final int kept;
    private final Map<Hash, Block> unwritten = new LinkedHashMap<>();
    private final Map<Hash, Block> latest = new LinkedHashMap<>();

    Bodies(Block genesis, Archive archive, int kept) {
        this.genesis = genesis;
        this.archive = archive;
        this.kept = kept;
    }

    void add(Block block) {
        unwritten.put(block.id(), block);
        latest.put(block.id(), block);
        if (latest.size() > kept) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    /** From now on the archive answers for this block. */
    void written(Hash id) {
        unwritten.remove(id);
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
