package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Entry;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.ledger.NetworkSpec;

/** A peer has lived here, and then somebody's hand or a bad disk took a file away. */
final class MissingFilesTest {
    private final SecureRandom chance = new SecureRandom();
    private final Reports reports = new Reports();

    @TempDir
    private Path path;

    private PublicKey key;
    private String token;

    @BeforeEach
    void aPeerLivesHere() throws IOException {
        try (PeerFolder folder = open()) {
            key = folder.nodeKey(chance).publicKey();
            token = folder.apiToken(chance);
            try (Store store = store(folder, TestBlocks.SPEC)) {
                store.persist(
                        List.of(new Entry.CheckedBlock(TestBlocks.chain(1, 0).get(0)), new Entry.RecordSequence(1)));
            }
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void aMissingBlockLogIsReportedAndBegunAnew() throws IOException {
        Files.delete(path.resolve("blocks.log"));

        liveAgain();

        assertThat(reports.lines())
                .contains("missing file=blocks.log is missing though network.spec, network.spec.old, own.log are there;"
                        + " an empty one is made, and the blocks are fetched from peers again");
        assertThat(path.resolve("blocks.log")).exists();
    }

    @Test
    void aMissingLogOfPromisesIsReportedAndBegunAnew() throws IOException {
        Files.delete(path.resolve("own.log"));

        liveAgain();

        assertThat(reports.lines()).singleElement().asString().startsWith("missing file=own.log ");
    }

    @Test
    void snapshotsAloneTellThatABlockLogShouldBeThere() throws IOException {
        for (String name : List.of("blocks.log", "own.log", "network.spec", "network.spec.old")) {
            Files.delete(path.resolve(name));
        }
        Files.write(path.resolve("snapshots").resolve("000000001000-0011223344556677.snap"), new byte[1]);

        liveAgain();

        assertThat(reports.lines())
                .anyMatch(line -> line.startsWith("missing file=blocks.log is missing though snapshots is there"));
    }

    @Test
    void aMissingTokenIsReportedAndMadeAnew() throws IOException {
        Files.delete(path.resolve("api.token"));

        liveAgain();

        assertThat(reports.lines()).singleElement().asString().startsWith("missing file=api.token ");
        assertThat(token)
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Files.readString(path.resolve("api.token")).strip());
    }

    @Test
    void aTokenThatIsNoAsciiIsReportedAndMadeAnew() throws IOException {
        Files.write(path.resolve("api.token"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF, 0});

        liveAgain();

        assertThat(reports.kinds()).containsExactly(DiskReport.Kind.IGNORED);
        assertThat(Files.readString(path.resolve("api.token"))).matches("[0-9a-f]{64}\n");
    }

    @Test
    void aLockThatIsNoAsciiKeepsNobodyOut() throws IOException {
        Files.write(path.resolve("lock"), new byte[] {(byte) 0xC3, 0x28});

        liveAgain();

        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void aMissingKeyIsNotReplacedWhileAnythingTellsThatAPeerLivedHere() throws IOException {
        Files.delete(path.resolve("node.key"));

        try (PeerFolder folder = open()) {
            assertThatThrownBy(() -> folder.nodeKey(chance))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("node.key is missing though network.spec, network.spec.old, blocks.log")
                    .hasMessageContaining("restore it from a backup, or remove these files too");
        }
        assertThat(path.resolve("node.key")).doesNotExist();
    }

    @Test
    void anotherIdentityBeginsOnceTheFilesNamedAreRemoved() throws IOException {
        for (String name : List.of("node.key", "network.spec", "network.spec.old", "blocks.log")) {
            Files.delete(path.resolve(name));
        }

        try (PeerFolder folder = open()) {
            assertThat(folder.nodeKey(chance).publicKey()).isNotEqualTo(key);
        }
    }

    @Test
    void aDamagedNetworkSpecIsPutRightFromItsCopy() throws IOException {
        Files.writeString(path.resolve("network.spec"), "rot");
        try (PeerFolder folder = open()) {
            assertThat(folder.networkSpec()).contains(TestBlocks.SPEC);
            store(folder, TestBlocks.SPEC).close();
        }
        Files.delete(path.resolve("network.spec.old"));

        try (PeerFolder folder = open()) {
            assertThat(folder.networkSpec()).contains(TestBlocks.SPEC);
        }
        assertThat(reports.kinds()).containsOnly(DiskReport.Kind.IGNORED);
    }

    @Test
    void aNetworkSpecDamagedWithItsCopyIsCalledSoAndTheWayOutNamed() throws IOException {
        Files.writeString(path.resolve("network.spec"), "rot", StandardCharsets.US_ASCII);
        Files.writeString(path.resolve("network.spec.old"), "rot", StandardCharsets.US_ASCII);

        try (PeerFolder folder = open()) {
            assertThat(folder.networkSpec()).isEmpty();
            assertThat(folder.whyNoNetwork())
                    .startsWith(path.resolve("network.spec") + " is damaged")
                    .contains("name the network again");
        }
    }

    @Test
    void aDamagedNetworkSpecIsNotReplacedByThatOfAnotherNetwork() throws IOException {
        Files.writeString(path.resolve("network.spec"), "rot");
        Files.writeString(path.resolve("network.spec.old"), "rot");
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
            assertThatThrownBy(() -> store(folder, other)).hasMessageContaining("belongs to network");

            store(folder, TestBlocks.SPEC).close();
            assertThat(folder.networkSpec()).contains(TestBlocks.SPEC);
        }
    }

    private void liveAgain() throws IOException {
        try (PeerFolder folder = open()) {
            assertThat(folder.nodeKey(chance).publicKey()).isEqualTo(key);
            folder.apiToken(chance);
            store(folder, TestBlocks.SPEC).close();
        }
    }

    private PeerFolder open() throws IOException {
        return PeerFolder.open(path, reports);
    }

    private static Store store(PeerFolder folder, NetworkSpec spec) throws IOException {
        return folder.store(spec, Runnable::run);
    }
}
