package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
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

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void whatWasPromisedOutlivesEveryKill() throws IOException, InterruptedException {
        RandomGenerator chance = new SplittableRandom(12);
        long promised = 0;

        for (int round = 0; round < ROUNDS; round++) {
            long last = promisedBeforeKill(2 + chance.nextInt(60), chance.nextInt(20_000_000));

            assertThat(last).isGreaterThan(promised);
            promised = last;
            assertAllThere(promised);
        }
    }

    /** Lets a process make so many promises, and perhaps some more for so long, then kills it; tells the last it was heard to make. */
    private long promisedBeforeKill(int promises, int nanosMore) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerToKill.class.getName(),
                        folder.resolve("peer").toString())
                .redirectErrorStream(true)
                .start();
        long last = 0;
        StringBuilder said = new StringBuilder();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            long killAt = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("promised ")) {
                    last = Long.parseLong(line.substring("promised ".length()));
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
        return last;
    }

    private void assertAllThere(long promised) throws IOException {
        Reports reports = new Reports();
        try (PeerFolder peer = PeerFolder.open(folder.resolve("peer"), reports);
                Store store = peer.store(TestBlocks.SPEC, Runnable::run)) {
            List<BlockHeader> headers = store.recovered().headers();
            assertThat((long) headers.size()).isGreaterThanOrEqualTo(promised);
            Hash parent = TestBlocks.GENESIS;
            for (long height = 1; height <= headers.size(); height++) {
                Block expected = PeerToKill.block(parent, height);
                assertThat(store.archive().block(headers.get((int) height - 1).id()))
                        .contains(expected);
                parent = expected.id();
            }
            assertThat(store.recovered().ownTransactions()).startsWith(promises(promised));
            assertThat(store.recovered().recordSequence()).isGreaterThanOrEqualTo(promised);
            assertThat(store.index().follow(parent, Integer.MAX_VALUE)).isTrue();
            assertThat(store.index().height().value()).isEqualTo(headers.size());
        }
        assertThat(reports.kinds()).contains(DiskReport.Kind.REBUILT);
    }

    private static Transaction[] promises(long promised) {
        return LongStream.rangeClosed(1, promised)
                .mapToObj(height -> TestBlocks.transaction((int) height))
                .toArray(Transaction[]::new);
    }
}
