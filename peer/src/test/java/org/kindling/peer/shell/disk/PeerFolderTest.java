package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

final class PeerFolderTest {
    private final SecureRandom chance = new SecureRandom();
    private final Reports reports = new Reports();

    @TempDir
    private Path parent;

    @Test
    void aPeerKeepsItsKeyItsTokenAndItsNetwork() throws IOException {
        PublicKey key;
        String token;
        try (PeerFolder folder = open()) {
            assertThat(folder.networkSpec()).isEmpty();
            key = folder.nodeKey(chance).publicKey();
            token = folder.apiToken(chance);
            store(folder, TestBlocks.SPEC).close();
        }

        try (PeerFolder again = open()) {
            assertThat(again.nodeKey(chance).publicKey()).isEqualTo(key);
            assertThat(again.apiToken(chance)).isEqualTo(token).matches("[0-9a-f]{64}");
            assertThat(again.networkSpec()).contains(TestBlocks.SPEC);
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void everythingPersistedIsRecovered() throws IOException {
        List<Block> chain = TestBlocks.chain(3, 2);
        Transaction own = TestBlocks.transaction(77);
        RememberedBook book = book(remembered(true), remembered(false));
        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            assertThat(store.recovered()).isEqualTo(Recovered.nothing());
            store.persistAll(List.of(
                    List.of(new Entry.CheckedBlock(chain.get(0)), new Entry.OwnTransaction(own)),
                    List.of(new Entry.CheckedBlock(chain.get(1)), new Entry.RecordSequence(4))));
            store.persist(List.of(new Entry.CheckedBlock(chain.get(2)), new Entry.AddressBook(book)));
            assertThat(store.archive().block(chain.get(2).id())).contains(chain.get(2));
        }

        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            assertThat(store.recovered())
                    .isEqualTo(new Recovered(
                            chain.stream().map(Block::header).toList(), Optional.empty(), List.of(own), book, 4));
        }
    }

    @Test
    void aPromiseEndsWhenItsNonceWasUsedInTwoSnapshotsRunning() throws IOException {
        Transaction used = TestBlocks.transaction(1);
        Transaction waiting = TestBlocks.transaction(2);
        List<Transaction> afterOne;
        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            store.persist(List.of(new Entry.OwnTransaction(used), new Entry.OwnTransaction(waiting)));
            store.persist(List.of(usedUpTo(used, 1_000)));
            afterOne = store.recovered().ownTransactions();

            store.persist(List.of(usedUpTo(used, 2_000)));
        }

        assertThat(afterOne).containsExactly(used, waiting);
        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            assertThat(store.recovered().ownTransactions()).containsExactly(waiting);
        }
    }

    @Test
    void aPromiseEndsWhenItsTransactionHasLongExpired() throws IOException {
        Transaction own = TestBlocks.transaction(1);
        long expiry = own.body().expiry().value();
        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            store.persist(List.of(new Entry.OwnTransaction(own)));
            store.persist(List.of(snapshot(StateTrie.EMPTY, expiry + 1)));

            store.persist(List.of(snapshot(StateTrie.EMPTY, expiry + 1_001)));
        }

        try (PeerFolder folder = open();
                Store store = store(folder, TestBlocks.SPEC)) {
            assertThat(store.recovered()).isEqualTo(Recovered.nothing());
        }
    }

    private static Entry.StateSnapshot usedUpTo(Transaction transaction, long height) {
        Account account = new Account(Amount.of(1), transaction.body().nonce() + 1);
        return snapshot(StateTrie.EMPTY.with(Address.of(transaction.body().sender()), account), height);
    }

    private static Entry.StateSnapshot snapshot(StateTrie state, long height) {
        return new Entry.StateSnapshot(new Snapshot(Hash.ZERO, Height.of(height), state, MountainRange.EMPTY));
    }

    @Test
    void nobodyElseMayOpenItMeanwhile() throws IOException {
        try (PeerFolder folder = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another peer")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("choose another data directory");
            assertThat(folder.nodeKey(chance)).isNotNull();
        }
        open().close();
    }

    @Test
    void nothingInItIsOpenToOthers() throws IOException {
        try (PeerFolder folder = open()) {
            folder.nodeKey(chance);
            folder.apiToken(chance);
            try (Store store = store(folder, TestBlocks.SPEC)) {
                store.persist(List.of(
                        new Entry.CheckedBlock(TestBlocks.chain(1, 0).get(0)),
                        new Entry.OwnTransaction(TestBlocks.transaction(1)),
                        new Entry.AddressBook(book())));
                assertThat(store.index().transaction(TestBlocks.GENESIS)).isEmpty();
            }
        }

        List<Path> made;
        try (Stream<Path> all = Files.walk(path())) {
            made = all.toList();
        }
        assertThat(made).hasSizeGreaterThan(10);
        for (Path file : made) {
            assertThat(permissions(file))
                    .as(file.toString())
                    .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void aFolderOfAPeerThatOthersMayReadIsTakenAwayFromThem() throws IOException {
        Files.createDirectory(path());
        Files.writeString(path().resolve("peer.log"), "started");
        open(path(), "rwxr-xr-x");

        open().close();
        assertThat(permissions(path())).isEqualTo("rwx------");
        try (PeerFolder folder = open()) {
            folder.nodeKey(chance);
        }
        open(path(), "rwxrwxrwx");
        open().close();

        assertThat(permissions(path())).isEqualTo("rwx------");
    }

    @Test
    void anOpenFolderThatHoldsOtherThingsIsRefusedAndLeftAsItIs() throws IOException {
        Files.createDirectories(path().resolve("photographs"));
        open(path(), "rwxr-xr-x");

        assertThatThrownBy(this::open).hasMessageContaining("chmod 700 " + path());

        assertThat(permissions(path())).isEqualTo("rwxr-xr-x");
        try (Stream<Path> content = Files.list(path())) {
            assertThat(content).hasSize(1);
        }
    }

    private static void open(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aKeyThatOthersMayReadIsRefusedAndTheFixNamed() throws IOException {
        try (PeerFolder folder = open()) {
            folder.nodeKey(chance);
            Files.setPosixFilePermissions(path().resolve("node.key"), PosixFilePermissions.fromString("rw-r-----"));

            assertThatThrownBy(() -> folder.nodeKey(chance))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("chmod 600 " + path().resolve("node.key"));
        }
    }

    @Test
    void aDamagedKeyIsNeverReplacedSilently() throws IOException {
        try (PeerFolder folder = open()) {
            folder.nodeKey(chance);
            Files.write(path().resolve("node.key"), new byte[] {1, 2, 3});

            assertThatThrownBy(() -> folder.nodeKey(chance)).hasMessageContaining("restore it from a backup");
        }
    }

    @Test
    void aFolderOfAnotherNetworkIsRefusedAndBothAreNamed() throws IOException {
        NetworkSpec other = new NetworkSpec(
                "other-net",
                1,
                "oth",
                0,
                TestBlocks.SPEC.rules(),
                TestBlocks.SPEC.blockReward(),
                TestBlocks.SPEC.feePerKibMin(),
                List.of());
        try (PeerFolder folder = open()) {
            store(folder, TestBlocks.SPEC).close();

            assertThatThrownBy(() -> store(folder, other))
                    .hasMessageContaining("'disk-test'")
                    .hasMessageContaining("'other-net'")
                    .hasMessageContaining("choose another data directory");
        }
    }

    @Test
    void aFileThatHoldsNoTokenIsReplaced() throws IOException {
        try (PeerFolder folder = open()) {
            folder.apiToken(chance);
            Files.writeString(path().resolve("api.token"), "short");

            assertThat(folder.apiToken(chance)).matches("[0-9a-f]{64}");
            assertThat(reports.kinds()).containsExactly(DiskReport.Kind.IGNORED);
        }
    }

    private PeerFolder open() throws IOException {
        return PeerFolder.open(path(), reports);
    }

    private static Store store(PeerFolder folder, NetworkSpec spec) throws IOException {
        return folder.store(spec, Runnable::run);
    }

    private Path path() {
        return parent.resolve("peer");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static RememberedBook book(RememberedPeer... peers) {
        return new RememberedBook(Bytes.wrap(new byte[RememberedBook.SECRET_SIZE]), List.of(peers));
    }

    private static RememberedPeer remembered(boolean isSigned) {
        KeyPair pair = KeyPair.fromSeed(Bytes.wrap(new byte[KeyPair.SEED_SIZE]));
        Endpoint endpoint = new Endpoint("peer.example", 4242);
        PeerRecord record = new PeerRecord.Content(
                        TestBlocks.SPEC.id(), pair.publicKey(), 3, List.of(endpoint), List.of(Role.values()), 0, 99)
                .sign(pair);
        return new RememberedPeer(
                NodeId.of(pair.publicKey()),
                endpoint,
                isSigned ? Optional.of(record) : Optional.empty(),
                "http://tracker.example",
                12,
                isSigned ? 11 : 0,
                isSigned);
    }
}
