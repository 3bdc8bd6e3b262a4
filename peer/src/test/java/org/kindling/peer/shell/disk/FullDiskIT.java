package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Entry;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Payload;

/** F11, a disk that is really full: a tmpfs of 4 MiB, which only root may mount. */
@Tag("interop")
final class FullDiskIT {
    @TempDir
    private Path mount;

    private final Reports reports = new Reports();
    private final List<Block> kept = new ArrayList<>();

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", mount.toString());
    }

    @Test
    void aFullDiskLosesNothingPromisedServesReadsAndGoesOnOnceThereIsRoom() throws IOException {
        Path ballast = mount.resolve("ballast");
        Files.write(ballast, new byte[2 << 20]);
        try (PeerFolder folder = PeerFolder.open(mount.resolve("peer"), reports);
                Store store = folder.store(TestBlocks.SPEC, Runnable::run)) {
            fill(store);
            int before = kept.size();
            assertServed(store);

            Files.delete(ballast);
            fill(store);

            assertThat(kept.size()).isGreaterThan(before);
            assertServed(store);
        }

        try (PeerFolder folder = PeerFolder.open(mount.resolve("peer"), reports);
                Store store = folder.store(TestBlocks.SPEC, Runnable::run)) {
            assertThat(store.recovered().headers())
                    .isEqualTo(kept.stream().map(Block::header).toList());
            assertServed(store);
        }
    }

    private void fill(Store store) {
        try {
            while (true) {
                Hash parent = kept.isEmpty()
                        ? TestBlocks.GENESIS
                        : kept.get(kept.size() - 1).id();
                int height = kept.size() + 1;
                Block next = TestBlocks.block(
                        parent,
                        height,
                        0,
                        List.of(TestBlocks.transaction(
                                height, new Payload.Inscription(Bytes.wrap(new byte[Payload.Inscription.BYTES_MAX])))));
                store.persist(List.of(new Entry.CheckedBlock(next)));
                kept.add(next);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    private void assertServed(Store store) {
        for (Block block : kept) {
            assertThat(store.archive().block(block.id())).contains(block);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
