package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;

/** Whatever is wrong gets a sentence that says what to do, a code for scripts, no trace, and nothing on stdout. */
final class ExitCodesIT {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_READY = 3;
    private static final int REFUSED = 4;

    @TempDir
    private Path folder;

    private final Map<Kindling, Expectation> running = new LinkedHashMap<>();

    private record Expectation(int exitCode, List<String> words) {}

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        for (Kindling process : running.keySet()) {
            process.close();
        }
    }

    @Test
    void whatIsTypedWronglyIsAMatterOfUsage() throws Exception {
        NetworkFiles.write(folder.resolve("village"), network("village"));
        String stranger = Address.of(NetworkFiles.devKey("any", 1).publicKey()).text("xx");

        expect(USAGE, List.of("peeer"), "peeer");
        expect(USAGE, List.of("peeer"), "peeer", "--help");
        expect(USAGE, List.of("list"), "tracker", "networks", "list", "--help");
        expect(USAGE, List.of("nowhere", "network create"), "peer", "--network", "nowhere", "--data", "me");
        expect(USAGE, List.of("no-such", "kindling:"), "peer", "--join", "no-such", "--data", "me");
        expect(
                USAGE,
                List.of("--reward-to", "--mine"),
                "peer",
                "--network",
                "village",
                "--data",
                "me",
                "--reward-to",
                stranger);
        expect(
                USAGE,
                List.of("--tracker", "127.0.0.1:7070", "udp://HOST:PORT"),
                "peer",
                "--network",
                "village",
                "--data",
                "me",
                "--tracker",
                "127.0.0.1:7070");
        WalletFile.create(folder.resolve("mine.wallet"), NetworkFiles.devKey("any", 2));
        String[] send = {"wallet", "send", "mine.wallet", "--notarise", "mine.wallet", "--data", "me"};
        expect(USAGE, List.of("--nonce", "-1"), with(send, "--nonce", "-1"));
        expect(USAGE, List.of("belongs to no network yet", "--join"), "peer", "--data", "fresh");
        belongsToVillage("miner");
        String[] mine = {"peer", "--mine", "--reward-to"};
        expect(USAGE, List.of(stranger, "no address of this network"), with(mine, stranger, "--data", "miner"));
        expect(
                USAGE,
                List.of("'kd1foo'", "no address of this network"),
                with(mine, "kd1foo", "--network", "village", "--data", "me"));
        expect(USAGE, List.of("mine.wallet", "is a file, not a directory"), "peer", "--data", "mine.wallet");
        expect(USAGE, List.of("mine.wallet", "is a file, not a directory"), "status", "--data", "mine.wallet");
        expect(USAGE, List.of("--data", "folder"), "up", "--data", "/");
        expect(USAGE, List.of("--api", "foo", "http://"), "status", "--api", "foo");
        expect(USAGE, List.of("--api", "--data"), "status", "--api", "http://127.0.0.1:1", "--data", "me");
        expect(USAGE, List.of("none.wallet", "wallet new"), "wallet", "address", "none.wallet");
        expect(USAGE, List.of("tracker-dies"), "lab", "run", "no-such-scenario");

        everyoneSaysSo();
        assertThat(folder.resolve("new.wallet")).doesNotExist();
    }

    @Test
    void whatMustNotBeIsRefused() throws Exception {
        String capsule = new Capsule(
                        new NetworkId(Hash.sha256(new byte[0])),
                        List.of("http://127.0.0.1:1"),
                        List.of(),
                        new Checkpoint(Height.GENESIS, Hash.ZERO))
                .text();
        WalletFile.create(folder.resolve("open.wallet"), NetworkFiles.devKey("any", 1));
        Files.setPosixFilePermissions(folder.resolve("open.wallet"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("torn.wallet"), "kindling-wallet-1 00", StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(folder.resolve("torn.wallet"), PosixFilePermissions.fromString("rw-------"));

        expect(REFUSED, List.of("capsule"), "peer", "--join", "kindling:abc", "--data", "me");
        expect(REFUSED, List.of("capsule"), "peer", "--join", mistyped(capsule), "--data", "me");
        expect(
                REFUSED,
                List.of("'torn.wallet' is no capsule", "kindling capsule"),
                "peer",
                "--join",
                "torn.wallet",
                "--data",
                "new");
        expect(
                REFUSED,
                List.of("'torn.wallet' is no network spec", "network create"),
                "peer",
                "--network",
                "torn.wallet",
                "--data",
                "new");
        NetworkFiles.write(folder.resolve("village"), network("village"));
        expect(
                REFUSED,
                List.of("--network and --join disagree", "'village'"),
                "peer",
                "--network",
                "village",
                "--join",
                capsule,
                "--data",
                "new");
        expect(REFUSED, List.of("open.wallet", "chmod 600"), "wallet", "address", "open.wallet");
        expect(REFUSED, List.of("torn.wallet", "backup"), "wallet", "address", "torn.wallet");
        expect(REFUSED, List.of("open.wallet", "another name"), "wallet", "new", "open.wallet");
        NetworkFiles.write(folder.resolve("town"), network("town"));
        belongsToVillage("me");
        belongsToVillage("home");
        String[] words = {"me", "village", "another data directory"};
        expect(REFUSED, List.of(words), "peer", "--network", "town", "--data", "me");
        expect(
                REFUSED,
                List.of("home", "village", "another data directory"),
                "peer",
                "--join",
                capsule,
                "--data",
                "home");

        everyoneSaysSo();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatTheWorldDoesNotAllowFails() throws Exception {
        NetworkFiles.write(folder.resolve("village"), network("village"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + taken.getLocalPort();

            String port = "port " + taken.getLocalPort();
            expect(FAILED, List.of(port, "in use", "--listen"), "tracker", "--listen", place);
            expect(
                    FAILED,
                    List.of("port", "in use"),
                    "peer",
                    "--network",
                    "village",
                    "--data",
                    "api",
                    "--api-listen",
                    place);
            expect(
                    FAILED,
                    List.of("in use", "--listen"),
                    "peer",
                    "--network",
                    "village",
                    "--data",
                    "links",
                    "--listen",
                    place);
            everyoneSaysSo();
        }
    }

    /** 192.0.2.0/24 is for documentation (RFC 5737): no machine has such an address. */
    @Test
    void nobodyListensAtAnAddressOfAnotherMachine() throws Exception {
        NetworkFiles.write(folder.resolve("village"), network("village"));
        String[] founded = {"peer", "--network", "village"};
        String foreign = "192.0.2.7 is no address of this machine";

        expect(FAILED, List.of(foreign, "--listen"), "tracker", "--listen", "192.0.2.7:7000");
        expect(FAILED, List.of(foreign, "--listen"), with(founded, "--data", "a", "--listen", "192.0.2.7:7000"));
        expect(
                FAILED,
                List.of(foreign, "--api-listen"),
                with(founded, "--data", "b", "--api-listen", "192.0.2.7:7000"));

        everyoneSaysSo();
    }

    @Test
    void aPeerThatCouldNotListenHasClosedItsFilesInOrder() throws Exception {
        NetworkFiles.write(folder.resolve("village"), network("village"));
        String[] line = {"peer", "--network", "village", "--data", "me", "--listen", "192.0.2.7:7000"};

        for (int attempt = 1; attempt <= 2; attempt++) {
            Kindling.Said said = Kindling.run(folder, line);

            assertThat(said.exitCode()).as(said.err()).isEqualTo(FAILED);
            assertThat(said.err()).doesNotContain("made-again", "ended suddenly", "WARN");
        }
    }

    @Test
    void whatRunsAlreadyIsNotStartedTwice() throws Exception {
        try (PeerFolder taken = PeerFolder.open(folder.resolve("peer-1"), report -> {})) {
            NetworkFiles.write(folder, network("village"));
            taken.store(network("village"), Runnable::run).close();

            expect(REFUSED, List.of("peer-1", "in use"), "peer", "--data", "peer-1");
            expect(REFUSED, List.of("runs already"), "up", "--data", ".");

            everyoneSaysSo();
        }
    }

    @Test
    void whoDoesNotAnswerIsNotReady() throws Exception {
        expect(NOT_READY, List.of("http://127.0.0.1:1", "is it running?"), "status", "--api", "http://127.0.0.1:1");
        expect(NOT_READY, List.of("nowhere", "data directory"), "status", "--data", "nowhere");
        belongsToVillage("left");
        expect(NOT_READY, List.of("not running", "kindling peer --data left"), "status", "--data", "left");
        belongsToVillage("killed");
        Files.writeString(folder.resolve("killed").resolve("api.url"), "http://127.0.0.1:1");
        expect(NOT_READY, List.of("not running", "kindling peer --data killed"), "status", "--data", "killed");
        expect(NOT_READY, List.of("waited 1 s"), "status", "--api", "http://127.0.0.1:1", "--wait", "--timeout", "1");

        everyoneSaysSo();
    }

    @Test
    void aSettingsFileThatIsNotThereIsNamed() throws Exception {
        Kindling process = Kindling.start(folder, Map.of("KINDLING_CONFIG", "gone.properties"), "version");
        running.put(process, new Expectation(USAGE, List.of("KINDLING_CONFIG", "gone.properties")));

        everyoneSaysSo();
    }

    private void belongsToVillage(String name) throws Exception {
        try (PeerFolder home = PeerFolder.open(folder.resolve(name), report -> {})) {
            home.nodeKey(new SecureRandom());
            home.store(network("village"), Runnable::run).close();
        }
    }

    private void expect(int exitCode, List<String> words, String... line) throws Exception {
        running.put(Kindling.start(folder, line), new Expectation(exitCode, words));
    }

    private void everyoneSaysSo() throws Exception {
        List<Kindling> processes = new ArrayList<>(running.keySet());
        for (Kindling process : processes) {
            Kindling.Said said = process.end();
            Expectation expected = running.get(process);
            assertThat(said.exitCode()).as("%s: %s", said.line(), said.err()).isEqualTo(expected.exitCode());
            assertThat(said.out()).as(said.line()).isEmpty();
            assertThat(said.err())
                    .as(said.line())
                    .contains(expected.words())
                    .doesNotContain("\tat ", "Exception", "not a message");
        }
    }

    private static String[] with(String[] line, String... more) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static NetworkSpec network(String name) {
        return NetworkFiles.spec(
                new NetworkFiles.Plan(name, "kd", 1_700_000_000_000L, 1_000, 20_000, 1_000, 50, List.of()));
    }

    /** As after a slip of the finger: two neighbouring letters have changed places. */
    private static String mistyped(String capsule) {
        int at = capsule.length() - 12;
        while (capsule.charAt(at) == capsule.charAt(at + 1)) {
            at--;
        }
        return capsule.substring(0, at) + capsule.charAt(at + 1) + capsule.charAt(at) + capsule.substring(at + 2);
    }
}
