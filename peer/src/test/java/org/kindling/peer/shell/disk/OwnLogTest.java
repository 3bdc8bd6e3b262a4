package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.ledger.Transaction;

final class OwnLogTest {
    private static final Transaction FIRST = TestBlocks.transaction(1);
    private static final Transaction SECOND = TestBlocks.transaction(2);
    private static final Transaction THIRD = TestBlocks.transaction(3);

    @TempDir
    private Path folder;

    private final Reports reports = new Reports();

    @Test
    void promisesComeBackOldestFirst() throws IOException {
        try (OwnLog log = open()) {
            log.append(List.of(FIRST), 0);
            log.append(List.of(SECOND, FIRST, SECOND), 7);
            log.append(List.of(), 3);
        }

        try (OwnLog again = open()) {
            assertThat(again.transactions()).containsExactly(FIRST, SECOND);
            assertThat(again.sequence()).isEqualTo(7);
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void forgottenTransactionsAreGoneAndTheRestStays() throws IOException {
        try (OwnLog log = open()) {
            log.append(List.of(FIRST, SECOND), 9);
            long before = Files.size(folder.resolve("own.log"));

            log.forget(transaction -> transaction.equals(FIRST));

            assertThat(log.transactions()).containsExactly(SECOND);
            assertThat(Files.size(folder.resolve("own.log"))).isLessThan(before);
            log.append(List.of(THIRD), 0);
        }
        try (OwnLog again = open()) {
            assertThat(again.transactions()).containsExactly(SECOND, THIRD);
            assertThat(again.sequence()).isEqualTo(9);
        }
    }

    @Test
    void rotCostsOnlyThePromiseItHits() throws IOException {
        try (OwnLog log = open()) {
            log.append(List.of(FIRST), 0);
            log.append(List.of(SECOND), 5);
            log.append(List.of(THIRD), 0);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("own.log"));
        bytes[LogHeader.BYTES + Frame.HEADER_BYTES + 10] ^= 1;
        Files.write(folder.resolve("own.log"), bytes);

        try (OwnLog again = open()) {
            assertThat(again.transactions()).containsExactly(SECOND, THIRD);
            assertThat(again.sequence()).isEqualTo(5);
        }
        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.DAMAGE_SKIPPED);
    }

    private OwnLog open() throws IOException {
        return OwnLog.open(folder.resolve("own.log"), TestBlocks.SPEC.id(), ChannelFile::open, reports);
    }
}
