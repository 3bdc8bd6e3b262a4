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
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F13, power cut: unsynced writes may be lost, torn or reordered; what was synced before is there, and nothing that was never written. */
final class CrashStatesTest {
    private static final int OPERATIONS = 200;
    private static final int STATES = Boolean.getBoolean("kindling.long") ? 10_000 : 2_000;
    private static final int CONTENT_MAX = 4_000;

    @TempDir
    private Path folder;

    private final AtomicReference<FaultyFile> disk = new AtomicReference<>();
    private final List<Operation> operations = new ArrayList<>();

    /**
     * One append.
     *
     * @param changes how many changes the file had seen when it ended
     * @param synced all contents that were safe before it
     * @param batch what it was to add
     * @param isDone whether it said it had
     */
    private record Operation(int changes, List<byte[]> synced, List<byte[]> batch, boolean isDone) {
        List<byte[]> afterwards() {
            return isDone ? joined() : synced;
        }

        List<byte[]> joined() {
            List<byte[]> joined = new ArrayList<>(synced);
            joined.addAll(batch);
            return joined;
        }
    }

    @BeforeEach
    void trace() throws IOException {
        RandomGenerator chance = new SplittableRandom(13);
        FrameLog log = opening("trace.log", path -> {
                    disk.set(FaultyFile.open(path));
                    return disk.get();
                })
                .open(content -> content)
                .log();
        List<byte[]> synced = List.of();
        for (int i = 0; i < OPERATIONS; i++) {
            List<byte[]> batch = batch(chance);
            boolean isFull = chance.nextInt(10) == 0;
            if (isFull) {
                disk.get().failWriteAfter(0);
                assertThatThrownBy(() -> log.append(batch, Function.identity())).isInstanceOf(IOException.class);
            } else {
                log.append(batch, Function.identity());
            }
            Operation operation = new Operation(disk.get().changes(), synced, batch, !isFull);
            operations.add(operation);
            synced = operation.afterwards();
        }
    }

    @Test
    void everyStateAPowerCutCanLeaveOpensToABeginningThatHasAllThatWasSynced() throws IOException {
        RandomGenerator chance = new SplittableRandom(14);
        int torn = 0;

        for (int state = 0; state < STATES; state++) {
            int changes = 1 + chance.nextInt(disk.get().changes());
            Files.deleteIfExists(folder.resolve("state.log"));
            Files.write(folder.resolve("state.log"), disk.get().afterPowerCut(changes, chance));
            LogOpening.Opened<byte[]> opened =
                    opening("state.log", ChannelFile::open).open(content -> content);
            assertHonest(contents(opened), changes);
            if (state % 8 == 0) {
                opened.log().append(List.of(new byte[] {1, 2, 3}), Function.identity());
                assertThat(reopened()).hasSize(opened.frames().size() + 1);
            }
            opened.log().close();
            torn += Files.exists(folder.resolve("state.log.torn-1")) ? 1 : 0;
        }

        assertThat(torn).isPositive();
    }

    /** Power went after so many changes: what was safe is there, and at most a beginning of the append that was under way. */
    private void assertHonest(List<byte[]> found, int changes) {
        Operation cut = operations.stream()
                .filter(operation -> operation.changes() >= changes)
                .findFirst()
                .orElseThrow();
        boolean isOver = cut.changes() == changes;
        List<byte[]> least = isOver ? cut.afterwards() : cut.synced();
        List<byte[]> most = isOver ? cut.afterwards() : cut.joined();
        assertThat(found.size()).isBetween(least.size(), most.size());
        assertThat(Arrays.deepEquals(
                        found.toArray(), most.subList(0, found.size()).toArray()))
                .isTrue();
    }

    private LogOpening opening(String name, LogFile.Opener opener) {
        return new LogOpening(
                folder.resolve(name), LogHeader.OWN, TestBlocks.SPEC.id(), CONTENT_MAX, opener, new Reports());
    }

    private List<byte[]> reopened() throws IOException {
        LogOpening.Opened<byte[]> opened =
                opening("state.log", ChannelFile::open).open(content -> content);
        opened.log().close();
        return contents(opened);
    }

    private static List<byte[]> contents(LogOpening.Opened<byte[]> opened) {
        return opened.frames().stream().map(FrameScan.Found::content).toList();
    }

    /** Every content differs from every other. */
    private static List<byte[]> batch(RandomGenerator chance) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = 1 + chance.nextInt(4); i > 0; i--) {
            byte[] content = new byte[Long.BYTES + chance.nextInt(1_500)];
            chance.nextBytes(content);
            ByteBuffer.wrap(content).putLong(chance.nextLong());
            batch.add(content);
        }
        return batch;
    }
}
