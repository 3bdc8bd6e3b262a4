package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;

/** F12, kill -9 of a real process at a random moment. */
final class BlockLogKillIT {
    private static final int ROUNDS = Boolean.getBoolean("kindling.long") ? 100 : 10;

    @TempDir
    private Path folder;

    /** Heights in rising order; the block of another may have reached the disk when the process died before it could promise it. */
    private final List<Integer> promised = new ArrayList<>();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatWasPromisedOutlivesEveryKill() throws IOException, InterruptedException {
        RandomGenerator chance = new SplittableRandom(12);

        for (int round = 0; round < ROUNDS; round++) {
            int before = promised.size();
            runUntilKilled(2 + chance.nextInt(60), chance.nextInt(20_000_000));

            assertThat(promised).hasSizeGreaterThan(before);
            assertAllThere();
        }
    }

    /** Lets a process make so many promises, and perhaps some more for so long, then kills it. */
    private void runUntilKilled(int promises, int nanosMore) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerToKill.class.getName(),
                        folder.resolve("peer").toString())
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            long killAt = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("promised ")) {
                    promised.add(Integer.parseInt(line.substring("promised ".length())));
                    heard++;
                }
                if (heard == promises && killAt == 0) {
                    killAt = System.nanoTime() + nanosMore;
                }
                if (killAt != 0 && System.nanoTime() >= killAt) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(said.toString()).isEqualTo(128 + 9);
    }

    private void assertAllThere() throws IOException {
        Reports reports = new Reports();
        List<Transaction> promises =
                promised.stream().map(TestBlocks::transaction).toList();
        try (PeerFolder peer = PeerFolder.open(folder.resolve("peer"), reports);
                Store store = peer.store(TestBlocks.SPEC, Runnable::run)) {
            List<BlockHeader> headers = store.recovered().headers();
            assertThat(headers.size()).isGreaterThanOrEqualTo(promised.get(promised.size() - 1));
            Hash parent = TestBlocks.GENESIS;
            for (long height = 1; height <= headers.size(); height++) {
                Block expected = PeerToKill.block(parent, height);
                assertThat(store.archive().block(headers.get((int) height - 1).id()))
                        .contains(expected);
                parent = expected.id();
            }
            assertThat(store.recovered().ownTransactions()).containsSubsequence(promises);
            assertThat(store.recovered().recordSequence()).isGreaterThanOrEqualTo(promised.get(promised.size() - 1));
            assertThat(store.index().follow(parent, Integer.MAX_VALUE)).isTrue();
            assertThat(store.index().height().value()).isEqualTo(headers.size());
        }
        assertThat(reports.kinds()).contains(DiskReport.Kind.MADE_AGAIN);
    }
}
