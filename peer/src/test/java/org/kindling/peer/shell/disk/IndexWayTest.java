package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

final class IndexWayTest {
    private static final int BLOCKS = 200;

    private final List<Block> trunk = TestBlocks.chain(BLOCKS, 0);
    private final List<Block> branch = TestBlocks.branch(trunk.get(99).id(), 101, 150, 1, 0);
    private final Map<Hash, BlockLog.Entry> known = new LinkedHashMap<>();
    private final Map<Long, Hash> indexed = new LinkedHashMap<>();
    private final IndexWay way = new IndexWay(this::look);
    private int looks;

    @BeforeEach
    void know() {
        trunk.forEach(this::know);
        branch.forEach(this::know);
    }

    @Test
    void aLongWayIsLookedForOnceHoweverManyRoundsItTakes() {
        for (int round = 0; round < BLOCKS; round++) {
            assertThat(isFound(trunk.get(BLOCKS - 1))).isTrue();
            learn();
        }

        assertThat(indexed).hasSize(BLOCKS);
        assertThat(looks).isEqualTo(BLOCKS);
    }

    @Test
    void aChainThatGrowsMeanwhileIsOnlyLookedAtWhereItHasGrown() {
        for (int height = 100; height <= BLOCKS; height++) {
            assertThat(isFound(trunk.get(height - 1))).isTrue();
            learn();
        }

        assertThat(way.next()).contains(trunk.get(101).id());
        assertThat(looks).isEqualTo(BLOCKS);
    }

    @Test
    void aWayThatIsLeftForABetterChainIsForgotten() {
        isFound(trunk.get(BLOCKS - 1));
        for (int i = 0; i < 120; i++) {
            learn();
        }

        assertThat(isFound(branch.get(149))).isTrue();

        assertThat(way.fork()).isEqualTo(100);
        assertThat(way.next()).contains(branch.get(0).id());
    }

    @Test
    void thereIsNoWayOverABlockThatIsNotThere() {
        known.remove(trunk.get(3).id());

        assertThat(isFound(trunk.get(10))).isFalse();

        assertThat(way.next()).isEmpty();
    }

    private boolean isFound(Block tip) {
        return way.isFound(tip.id(), indexed.size(), height -> Optional.ofNullable(indexed.get(height)));
    }

    private void learn() {
        indexed.put(indexed.size() + 1L, way.next().orElseThrow());
        way.advance();
    }

    private void know(Block block) {
        known.put(
                block.id(),
                new BlockLog.Entry(
                        new Frame.Place(0, 0),
                        block.header().parent(),
                        block.height().value()));
    }

    private Optional<BlockLog.Entry> look(Hash id) {
        looks++;
        return Optional.ofNullable(known.get(id));
    }
}
