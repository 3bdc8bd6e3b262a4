package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.boundary.StateImage;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;

final class SnapshotsTest {
    @TempDir
    private Path folder;

    private final Reports reports = new Reports();
    private final List<BlockHeader> headers = new ArrayList<>();
    private final List<Snapshot> states = new ArrayList<>();

    @Test
    void theNewestStateComesBackWhole() throws IOException {
        grow(3);
        Snapshots snapshots = snapshots(Runnable::run);
        states.forEach(snapshots::write);

        Snapshot newest = snapshots(Runnable::run).newest(headers).orElseThrow();

        assertThat(newest.block()).isEqualTo(states.get(2).block());
        assertThat(newest.height()).isEqualTo(states.get(2).height());
        assertThat(newest.history()).isEqualTo(states.get(2).history());
        assertThat(newest.state()).isEqualTo(states.get(2).state());
        assertThat(files()).hasSize(Snapshots.KEPT);
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void aDamagedOneIsIgnoredAndTheOlderUsed() throws IOException {
        grow(2);
        states.forEach(snapshots(Runnable::run)::write);
        Path newest = files().get(1);
        byte[] whole = Files.readAllBytes(newest);

        for (int at = 0; at < whole.length; at += 3) {
            byte[] rotten = whole.clone();
            rotten[at] ^= 1;
            Files.write(newest, rotten);
            assertThat(snapshots(Runnable::run).newest(headers).map(Snapshot::block))
                    .contains(states.get(0).block());
        }
        assertThat(reports.kinds()).containsOnly(DiskReport.Kind.IGNORED).hasSize((whole.length + 2) / 3);
    }

    @Test
    void oneCutShortIsIgnored() throws IOException {
        grow(1);
        snapshots(Runnable::run).write(states.get(0));
        byte[] whole = Files.readAllBytes(files().get(0));

        for (int length = 0; length < whole.length; length += 7) {
            Files.write(files().get(0), Arrays.copyOf(whole, length));
            assertThat(snapshots(Runnable::run).newest(headers)).isEmpty();
        }
    }

    @Test
    void aStateOfABlockThatIsNotInTheLogIsIgnored() throws IOException {
        grow(2);
        states.forEach(snapshots(Runnable::run)::write);

        assertThat(snapshots(Runnable::run).newest(headers.subList(0, 1)).map(Snapshot::block))
                .contains(states.get(0).block());
    }

    @Test
    void aStateWhoseHistoryTheNextBlockDeniesIsIgnored() throws IOException {
        grow(2);
        Snapshot honest = states.get(0);
        Snapshot forged = new Snapshot(
                honest.block(),
                honest.height(),
                honest.state(),
                MountainRange.EMPTY.append(Hash.ZERO).append(Hash.ZERO));
        snapshots(Runnable::run).write(forged);

        assertThat(snapshots(Runnable::run).newest(headers)).isEmpty();
    }

    @Test
    void accountsThatDoNotMakeTheRootAreNotBelieved() throws IOException {
        grow(1);
        Snapshot honest = states.get(0);
        snapshots(Runnable::run)
                .write(new Snapshot(
                        honest.block(), honest.height(), new Claimed(Hash.ZERO, honest.state()), honest.history()));

        assertThat(snapshots(Runnable::run).newest(headers)).isEmpty();
        assertThat(reports.lines()).singleElement().asString().contains("state root");
    }

    @Test
    void writingHappensElsewhereAndTheNewestWaitingOneWins() throws IOException {
        grow(3);
        List<Runnable> elsewhere = new ArrayList<>();
        Snapshots snapshots = snapshots(elsewhere::add);

        states.forEach(snapshots::write);
        assertThat(files()).isEmpty();
        elsewhere.forEach(Runnable::run);

        assertThat(elsewhere).hasSize(1);
        assertThat(files()).singleElement().asString().contains("000000000003-");
    }

    @Test
    void aStateThatFindsNoRoomLeavesNothingBehind() throws IOException {
        grow(1);
        Snapshot honest = states.get(0);

        snapshots(Runnable::run)
                .write(new Snapshot(honest.block(), honest.height(), new TooLarge(honest.state()), honest.history()));

        assertThat(files()).isEmpty();
        assertThat(reports.lines()).singleElement().asString().contains("No space left on device");
    }

    @Test
    void aStateThatASuddenEndLeftHalfWrittenIsTakenAway() throws IOException {
        Files.write(folder.resolve("000000000007-0123456789abcdef.snap.new"), new byte[100]);

        snapshots(Runnable::run);

        assertThat(files()).isEmpty();
    }

    private Snapshots snapshots(Executor background) throws IOException {
        return new Snapshots(folder, TestBlocks.SPEC.id(), background, reports);
    }

    private List<Path> files() throws IOException {
        try (var found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    private void grow(int blocks) {
        Hash tip = TestBlocks.GENESIS;
        MountainRange history = MountainRange.EMPTY.append(tip);
        StateTrie state = StateTrie.EMPTY;
        for (int height = 1; height <= blocks; height++) {
            state = state.with(TestBlocks.person(height), new Account(Amount.of(height), height));
            Block block = TestBlocks.block(tip, height, 0, List.of(), state.root(), history);
            tip = block.id();
            history = history.append(tip);
            headers.add(block.header());
            states.add(new Snapshot(tip, block.height(), state, history));
        }
    }

    /** More than fits on the disk. */
    private record TooLarge(StateImage actual) implements StateImage {
        @Override
        public Hash root() {
            return actual.root();
        }

        @Override
        public long accounts() {
            return actual.accounts();
        }

        @Override
        public void forEach(BiConsumer<Address, Account> visitor) {
            actual.forEach(visitor);
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
    }

    /** Accounts under a root they do not have. */
    private record Claimed(Hash root, StateImage actual) implements StateImage {
        @Override
        public long accounts() {
            return actual.accounts();
        }

        @Override
        public void forEach(BiConsumer<Address, Account> visitor) {
            actual.forEach(visitor);
        }
    }
}
