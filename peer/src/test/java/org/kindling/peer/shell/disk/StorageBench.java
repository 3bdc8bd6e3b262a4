package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;

/** Prints how fast the disk is; run with {@code -Pbench -Dtest=StorageBench}. */
@Tag("bench")
final class StorageBench {
    private static final int FRAMES = 100_000;

    @TempDir
    private Path folder;

    private final Reports reports = new Reports();

    @Test
    void blocks() throws IOException {
        List<Block> chain = TestBlocks.chain(FRAMES, 1);
        try (BlockLog log = open()) {
            long[] start = start();
            for (Block block : chain.subList(0, 1_000)) {
                log.append(List.of(block));
            }
            say("appends, each synced", 1_000, start);
            start = start();
            for (int from = 1_000; from < FRAMES; from += 500) {
                log.append(chain.subList(from, Math.min(FRAMES, from + 500)));
            }
            say("blocks appended, synced by 500", FRAMES - 1_000, start);
        }
        long[] start = start();
        try (BlockLog log = open()) {
            say("frames scanned at opening", FRAMES, start);
            start = start();
            for (int i = 0; i < 20_000; i++) {
                assertThat(log.block(chain.get(i * 5).id())).isPresent();
            }
            say("blocks read and checked", 20_000, start);
            Index index = new Index(folder.resolve("index"), log, Amount.of(50), reports);
            start = start();
            assertThat(index.follow(chain.get(19_999).id(), FRAMES)).isTrue();
            say("blocks indexed (5 puts each)", 20_000, start);
            index.close();
        }
    }

    @Test
    void snapshots() throws IOException, MalformedException {
        StateTrie state = StateTrie.EMPTY;
        for (int i = 0; i < FRAMES; i++) {
            Address address = new Address(Hash.sha256(Integer.toString(i).getBytes(StandardCharsets.US_ASCII))
                    .bytes()
                    .slice(0, Address.SIZE));
            state = state.with(address, new Account(Amount.of(i), 0));
        }
        Snapshot snapshot = new Snapshot(Hash.ZERO, Height.of(1), state, MountainRange.EMPTY);
        assertThat(state.root()).isNotEqualTo(Hash.ZERO);
        long[] start = start();
        SnapshotFile.write(folder.resolve("state.snap"), TestBlocks.SPEC.id(), snapshot);
        say("accounts written to a snapshot", FRAMES, start);
        start = start();
        Snapshot read = SnapshotFile.read(folder.resolve("state.snap"), TestBlocks.SPEC.id());
        assertThat(read.state().root()).isEqualTo(state.root());
        say("accounts read from a snapshot, root recomputed", FRAMES, start);
    }

    private BlockLog open() throws IOException {
        return BlockLog.open(folder.resolve("blocks.log"), TestBlocks.SPEC.id(), ChannelFile::open, reports);
    }

    private static long[] start() {
        return new long[] {System.nanoTime(), cpuNanos()};
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void say(String what, int count, long[] start) {
        double seconds = (System.nanoTime() - start[0]) / 1e9;
        double cpuSeconds = (cpuNanos() - start[1]) / 1e9;
        System.out.printf(Locale.ROOT, "%-50s %,12.0f/s %,12.0f/CPU s%n", what, count / seconds, count / cpuSeconds);
    }
}
