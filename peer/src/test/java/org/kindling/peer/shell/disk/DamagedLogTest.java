package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** T18, bit rot: whatever happens to the bytes, a block is served as it was written or not at all. */
final class DamagedLogTest {
    private static final int COPIES = Boolean.getBoolean("kindling.long") ? 10_000 : 1_200;

    @TempDir
    private Path folder;

    private int opened;

    @Test
    void aFlippedBitIsNoticedOrHarmlessAndNeverServed() throws IOException {
        List<Block> chain = TestBlocks.chain(12, 2);
        byte[] whole = written(chain);
        RandomGenerator chance = new SplittableRandom(18);
        int noticed = 0;

        for (int copy = 0; copy < COPIES; copy++) {
            byte[] rotten = whole.clone();
            int bit = chance.nextInt(rotten.length * 8);
            rotten[bit / 8] ^= (byte) (1 << bit % 8);
            noticed += opensHonestly(rotten, chain, 1) ? 0 : 1;
        }

        assertThat(noticed).isGreaterThan(COPIES / 2);
    }

    @Test
    void noiseZerosAndLostStretchesAreNoticedAndNeverServed() throws IOException {
        List<Block> chain = TestBlocks.chain(12, 2);
        byte[] whole = written(chain);
        RandomGenerator chance = new SplittableRandom(19);

        for (int copy = 0; copy < COPIES / 4; copy++) {
            byte[] rotten = whole.clone();
            int from = LogHeader.BYTES + chance.nextInt(whole.length - LogHeader.BYTES);
            int length = 1 + chance.nextInt(Math.min(1_500, whole.length - from));
            if (chance.nextBoolean()) {
                Arrays.fill(rotten, from, from + length, (byte) 0);
            } else {
                System.arraycopy(whole, LogHeader.BYTES, rotten, from, Math.min(length, whole.length - from));
            }
            opensHonestly(rotten, chain, chain.size());
        }
    }

    @Test
    void damageInTheMiddleTellsTheHeightBeforeAndAfterUntilTheLostBlocksAreBack() throws IOException {
        List<Block> chain = TestBlocks.chain(12, 2);
        byte[] rotten = written(chain);
        Path copy = folder.resolve("copy");
        clear(copy);
        rotten[offset(chain.get(6)) + 100] ^= 1;
        Files.write(copy.resolve("blocks.log"), rotten);
        String loss = "damage-skipped file=blocks.log the chain in it reached height 12 and now reaches 6:"
                + " blocks in between are gone; they are fetched from peers again";

        for (int life = 0; life < 2; life++) {
            Reports reports = new Reports();
            open(copy, reports).close();
            assertThat(reports.lines()).contains(loss);
            assertThat(reports.ordinary()).isEmpty();
        }

        try (BlockLog log = open(copy, new Reports())) {
            log.append(chain);
        }
        Reports reports = new Reports();
        open(copy, reports).close();
        assertThat(reports.lines()).isEmpty();
    }

    private int offset(Block block) throws IOException {
        try (BlockLog log = open(folder.resolve("whole"), new Reports())) {
            return Math.toIntExact(log.entry(block.id()).orElseThrow().place().offset());
        }
    }

    /** @return whether nothing was missing */
    private boolean opensHonestly(byte[] bytes, List<Block> chain, int lostMax) throws IOException {
        Path copy = folder.resolve("copy");
        clear(copy);
        Files.write(copy.resolve("blocks.log"), bytes);
        Reports reports = new Reports();
        Map<Hash, Block> truth = new HashMap<>();
        chain.forEach(block -> truth.put(block.id(), block));
        try (BlockLog log = open(copy, reports)) {
            int lost = 0;
            for (Block block : chain) {
                Optional<Block> served = log.block(block.id());
                assertThat(served)
                        .satisfiesAnyOf(
                                s -> assertThat(s).isEmpty(), s -> assertThat(s).contains(block));
                lost += served.isEmpty() ? 1 : 0;
            }
            assertThat(log.size()).isEqualTo(chain.size() - lost);
            assertThat(log.headers()).allMatch(header -> truth.containsKey(header.id()));
            assertThat(lost).isLessThanOrEqualTo(lostMax);
            if (lost > 0) {
                assertThat(reports.lines()).isNotEmpty();
            }
            if (++opened % 8 == 0) {
                log.append(chain);
                assertMended(copy, chain);
            }
            return reports.lines().isEmpty();
        }
    }

    private static void assertMended(Path copy, List<Block> chain) throws IOException {
        try (BlockLog mended = open(copy, new Reports())) {
            assertThat(mended.headers()).hasSize(chain.size());
        }
    }

    private byte[] written(List<Block> chain) throws IOException {
        clear(folder.resolve("whole"));
        try (BlockLog log = open(folder.resolve("whole"), new Reports())) {
            for (Block block : chain) {
                log.append(List.of(block));
            }
        }
        return Files.readAllBytes(folder.resolve("whole").resolve("blocks.log"));
    }

    private static BlockLog open(Path folder, Reports reports) throws IOException {
        return BlockLog.open(folder.resolve("blocks.log"), TestBlocks.SPEC.id(), ChannelFile::open, reports);
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
