package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.Payload;

final class BlockLogTest {
    @TempDir
    private Path folder;

    private final Reports reports = new Reports();

    @Test
    void everyBlockComesBackAsItWasWritten() throws IOException {
        List<Block> chain = TestBlocks.chain(20, 3);
        try (BlockLog log = open()) {
            log.append(chain.subList(0, 1));
            log.append(chain.subList(1, 20));
            assertServes(log, chain);
        }

        try (BlockLog again = open()) {
            assertThat(again.headers()).isEqualTo(headers(chain));
            assertServes(again, chain);
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void aBlockIsWrittenOnce() throws IOException {
        Block block = TestBlocks.chain(1, 1).get(0);
        try (BlockLog log = open()) {
            log.append(List.of(block, block));
            long size = Files.size(path());
            log.append(List.of(block));

            assertThat(Files.size(path())).isEqualTo(size);
        }
    }

    @Test
    void blocksOfAnySizeGoIntoOneBatch() throws IOException {
        List<Block> chain = new ArrayList<>();
        for (int height = 1; height <= 30; height++) {
            byte[] content = new byte[1 + (height * 7_919) % Payload.Inscription.BYTES_MAX];
            Hash parent =
                    height == 1 ? TestBlocks.GENESIS : chain.get(height - 2).id();
            chain.add(TestBlocks.block(
                    parent,
                    height,
                    0,
                    List.of(
                            TestBlocks.transaction(height, new Payload.Inscription(Bytes.of(content))),
                            TestBlocks.transaction(100 + height, new Payload.Inscription(Bytes.of(content))))));
        }

        try (BlockLog log = open()) {
            log.append(chain);
        }

        try (BlockLog again = open()) {
            assertServes(again, chain);
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void branchesLiveSideBySide() throws IOException {
        List<Block> trunk = TestBlocks.chain(3, 1);
        List<Block> branch = TestBlocks.branch(trunk.get(0).id(), 2, 3, 1, 1);
        try (BlockLog log = open()) {
            log.append(trunk);
            log.append(branch);

            assertServes(log, trunk);
            assertServes(log, branch);
        }
    }

    @Test
    void cutAnywhereInTheLastFramesItOpensToTheFramesBefore() throws IOException {
        List<Block> chain = TestBlocks.chain(5, 1);
        long synced;
        try (BlockLog log = open()) {
            log.append(chain.subList(0, 3));
            synced = Files.size(path());
            log.append(chain.subList(3, 5));
        }
        byte[] whole = Files.readAllBytes(path());
        long fourth = synced + (whole.length - synced) / 2;

        for (int length = (int) synced; length < whole.length; length++) {
            Files.write(path(), Arrays.copyOf(whole, length));
            try (BlockLog log = open()) {
                assertServes(log, chain.subList(0, 3));
                assertThat(log.headers().size()).isBetween(3, 4);
                assertThat(log.headers())
                        .isEqualTo(headers(chain).subList(0, log.headers().size()));
                if (length > fourth + 8) {
                    assertThat(log.headers()).hasSize(4);
                }
            }
        }
    }

    @Test
    void aTornTailIsKeptAsideAndTheLogGoesOn() throws IOException {
        List<Block> chain = TestBlocks.chain(3, 1);
        try (BlockLog log = open()) {
            log.append(chain.subList(0, 2));
        }
        byte[] torn = {1, 2, 3, 4, 5};
        Files.write(path(), concat(Files.readAllBytes(path()), torn));

        try (BlockLog log = open()) {
            log.append(chain.subList(2, 3));
        }

        assertThat(folder.resolve("blocks.log.torn-1")).hasBinaryContent(torn);
        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.TAIL_CUT);
        try (BlockLog log = open()) {
            assertServes(log, chain);
        }
    }

    @Test
    void rotInTheMiddleIsSteppedOverAndTheOldFileKept() throws IOException {
        List<Block> chain = TestBlocks.chain(6, 1);
        writeOneByOne(chain);
        byte[] rotten = flipped(offsetOf(chain.get(2)) + 30);
        Files.write(path(), rotten);

        try (BlockLog log = open()) {
            assertThat(log.block(chain.get(2).id())).isEmpty();
            assertServes(log, List.of(chain.get(0), chain.get(1), chain.get(3), chain.get(4), chain.get(5)));
            assertThat(log.headers()).isEqualTo(headers(chain).subList(0, 2));
            log.append(List.of(chain.get(2)));
        }

        assertThat(reports.kinds()).containsOnly(DiskReport.Kind.DAMAGE_SKIPPED);
        assertThat(folder.resolve("blocks.log.corrupt-1")).hasBinaryContent(rotten);
        try (BlockLog log = open()) {
            assertThat(log.headers()).isEqualTo(headers(chain));
            assertServes(log, chain);
        }
    }

    @Test
    void aBlockThatRotsWhileTheLogIsOpenIsNotServedAndCanBeWrittenAgain() throws IOException {
        List<Block> chain = TestBlocks.chain(3, 1);
        writeOneByOne(chain);
        try (BlockLog log = open()) {
            Files.write(path(), flipped(offsetOf(chain.get(1)) + 40));

            assertThat(log.block(chain.get(1).id())).isEmpty();
            assertThat(reports.lines()).singleElement().asString().contains("must be fetched from a peer");

            log.append(List.of(chain.get(1)));
            assertServes(log, chain);
        }
    }

    @Test
    void oneDamagedCopyOfTheHeaderIsMended() throws IOException {
        List<Block> chain = TestBlocks.chain(2, 1);
        for (int copy = 0; copy < 2; copy++) {
            writeOneByOne(chain);
            byte[] whole = Files.readAllBytes(path());
            Files.write(path(), flipped(copy * LogHeader.COPY_BYTES + 20));

            try (BlockLog log = open()) {
                assertServes(log, chain);
            }

            assertThat(path()).hasBinaryContent(whole);
        }
        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.REPAIRED, DiskReport.Kind.REPAIRED);
    }

    @Test
    void withoutAnyHeaderItStartsEmptyAndKeepsTheOldFile() throws IOException {
        List<Block> chain = TestBlocks.chain(2, 1);
        writeOneByOne(chain);
        byte[] headless = Files.readAllBytes(path());
        Arrays.fill(headless, 0, LogHeader.BYTES, (byte) 7);
        Files.write(path(), headless);

        try (BlockLog log = open()) {
            assertThat(log.headers()).isEmpty();
            log.append(chain);
            assertServes(log, chain);
        }

        assertThat(folder.resolve("blocks.log.corrupt-1")).hasBinaryContent(headless);
        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.IGNORED);
    }

    @Test
    void aLogOfAnotherNetworkIsRefusedInWords() throws IOException {
        writeOneByOne(TestBlocks.chain(1, 0));
        NetworkId other = new NetworkId(Hash.sha256(new byte[0]));

        assertThatThrownBy(() -> BlockLog.open(path(), other, ChannelFile::open, reports))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to network")
                .hasMessageContaining("choose another data directory");
    }

    /** A frame somebody had written inside a transaction must not come to life when the block around it rots. */
    @Test
    void aFrameSmuggledInsideABlockIsNeverFoundBehindDamage() throws IOException {
        Block smuggled = TestBlocks.block(TestBlocks.GENESIS, 1, 7, List.of());
        byte[] guess = LedgerCodec.encode(smuggled);
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + guess.length);
        Frame.put(frame, 0, LogHeader.BYTES, LogHeader.BYTES, guess);
        Block carrier = TestBlocks.block(
                TestBlocks.GENESIS,
                1,
                0,
                List.of(TestBlocks.transaction(1, new Payload.Inscription(Bytes.of(frame.array())))));
        Block next = TestBlocks.block(carrier.id(), 2, 0, List.of());
        writeOneByOne(List.of(carrier, next));
        Files.write(path(), flipped(offsetOf(carrier) + 30));

        try (BlockLog log = open()) {
            assertThat(log.entry(smuggled.id())).isEmpty();
            assertThat(log.entry(next.id())).isPresent();
        }
    }

    @Test
    void aFullDiskLosesNothingAndTheLogGoesOnWhenThereIsRoom() throws IOException {
        List<Block> chain = TestBlocks.chain(4, 1);
        AtomicReference<FaultyFile> disk = new AtomicReference<>();
        try (BlockLog log = openOn(disk)) {
            log.append(chain.subList(0, 2));
            disk.get().failWriteAfter(0);

            assertThatThrownBy(() -> log.append(chain.subList(2, 3))).hasMessageContaining("No space left on device");
            assertThat(log.block(chain.get(2).id())).isEmpty();
            assertServes(log, chain.subList(0, 2));

            log.append(chain.subList(2, 4));
            assertServes(log, chain);
        }
    }

    @Test
    void aFailedSyncStopsTheLogForGood() throws IOException {
        List<Block> chain = TestBlocks.chain(3, 1);
        AtomicReference<FaultyFile> disk = new AtomicReference<>();
        try (BlockLog log = openOn(disk)) {
            log.append(chain.subList(0, 1));
            disk.get().failForce();
            assertThatThrownBy(() -> log.append(chain.subList(1, 2))).hasMessageContaining("its sync failed");
            int changes = disk.get().changes();

            assertThatThrownBy(() -> log.append(chain.subList(1, 2))).hasMessageContaining("takes no more writes");

            assertThat(disk.get().changes()).isEqualTo(changes);
            assertThat(log.block(chain.get(1).id())).isEmpty();
            assertServes(log, chain.subList(0, 1));
        }
    }

    @Test
    void whatAFailedWriteLeftMustBeRemovableOrTheLogStops() throws IOException {
        List<Block> chain = TestBlocks.chain(2, 1);
        AtomicReference<FaultyFile> disk = new AtomicReference<>();
        try (BlockLog log = openOn(disk)) {
            disk.get().failWriteAfter(0);
            disk.get().failTruncate();

            assertThatThrownBy(() -> log.append(chain)).hasMessageContaining("takes no more writes");
            assertThatThrownBy(() -> log.append(chain)).hasMessageContaining("takes no more writes");
        }
    }

    @Test
    void anInterruptedReaderDoesNotCostTheOthersTheLog() throws IOException {
        List<Block> chain = TestBlocks.chain(2, 1);
        try (BlockLog log = open()) {
            log.append(chain.subList(0, 1));

            Thread.currentThread().interrupt();
            log.block(chain.get(0).id());
            assertThat(Thread.interrupted()).isTrue();

            assertServes(log, chain.subList(0, 1));
            log.append(chain.subList(1, 2));
            assertServes(log, chain);
        }
    }

    @Test
    void onlyTheNewestPiecesAreKeptAside() throws IOException {
        writeOneByOne(TestBlocks.chain(1, 0));
        byte[] whole = Files.readAllBytes(path());

        for (int i = 0; i < 7; i++) {
            Files.write(path(), concat(whole, new byte[] {(byte) i}));
            open().close();
        }

        assertThat(folder).isDirectoryNotContaining("glob:**torn-3").isDirectoryContaining("glob:**torn-4");
        assertThat(folder.resolve("blocks.log.torn-7")).hasBinaryContent(new byte[] {6});
    }

    @Test
    void aLogThatFindsNoRoomToBeWrittenAnewStaysAsItIsAndLeavesNothingElse() throws IOException {
        List<Block> chain = TestBlocks.chain(6, 1);
        writeOneByOne(chain);
        Files.write(path(), flipped(offsetOf(chain.get(2)) + 30));

        try (BlockLog log = BlockLog.open(path(), TestBlocks.SPEC.id(), BlockLogTest::fullOnceRewritten, reports)) {
            assertServes(log, List.of(chain.get(0), chain.get(1), chain.get(3), chain.get(4), chain.get(5)));
        }

        assertThat(reports.lines()).first().asString().contains("writing the log anew failed");
        assertThat(folder.resolve("blocks.log.new")).doesNotExist();
    }

    private static LogFile fullOnceRewritten(Path file) throws IOException {
        if (!file.toString().endsWith(".new")) {
            return ChannelFile.open(file);
        }
        FaultyFile full = FaultyFile.open(file);
        full.failWriteAfter(0);
        return full;
    }

    private BlockLog open() throws IOException {
        return BlockLog.open(path(), TestBlocks.SPEC.id(), ChannelFile::open, reports);
    }

    private BlockLog openOn(AtomicReference<FaultyFile> disk) throws IOException {
        return BlockLog.open(
                path(),
                TestBlocks.SPEC.id(),
                opened -> {
                    disk.set(FaultyFile.open(opened));
                    return disk.get();
                },
                reports);
    }

    private Path path() {
        return folder.resolve("blocks.log");
    }

    private void writeOneByOne(List<Block> chain) throws IOException {
        Files.deleteIfExists(path());
        try (BlockLog log = open()) {
            for (Block block : chain) {
                log.append(List.of(block));
            }
        }
    }

    private int offsetOf(Block block) throws IOException {
        try (BlockLog log = open()) {
            return (int) log.entry(block.id()).orElseThrow().place().offset();
        }
    }

    private byte[] flipped(int at) throws IOException {
        byte[] bytes = Files.readAllBytes(path());
        bytes[at] ^= 4;
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return Bytes.of(first).concat(Bytes.of(second)).toArray();
    }

    private static List<BlockHeader> headers(List<Block> blocks) {
        return new ArrayList<>(blocks.stream().map(Block::header).toList());
    }

    private static void assertServes(BlockLog log, List<Block> blocks) {
        for (Block block : blocks) {
            assertThat(log.block(block.id())).contains(block);
        }
    }
}
