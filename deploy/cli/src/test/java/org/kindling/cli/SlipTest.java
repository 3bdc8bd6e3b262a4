package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mistyped is a matter of usage, told in a line, before anybody is asked and anything is made. */
final class SlipTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    @Test
    void aCommandWithoutItsSecondWordIsShownTheWordsThereAre() {
        for (String group : List.of("", "network", "wallet", "lab", "bench")) {
            Spoken spoken = Spoken.by(group.isEmpty() ? new String[0] : new String[] {group});

            assertThat(spoken.exitCode()).as(group).isEqualTo(ExitCode.USAGE.code());
            assertThat(spoken.out()).as(group).isEmpty();
            assertThat(spoken.err()).as(group).contains("Usage: kindling", "Commands:");
        }
    }

    @Test
    void aSlipIsAnsweredInAFewLines() {
        for (String line : List.of("peer --dta me", "demo --peers many", "tx", "up", "frobnicate")) {
            Spoken spoken = slip(line);

            assertThat(spoken.err().lines()).as(line).hasSizeLessThan(4);
        }
    }

    @Test
    void anArgumentThatCannotBeMeantIsNotSentToAPeer() {
        for (String argument : List.of("block foo", "block -1", "tx abc", "tx " + "g".repeat(64))) {
            assertThat(slip(argument + " --api " + NOBODY).err()).contains(argument.split(" ", -1)[1]);
        }
        for (String count : List.of("-1", "0", "101")) {
            assertThat(slip("wallet history kd1 --api " + NOBODY + " --count " + count)
                            .err())
                    .contains("--count", count);
        }
    }

    @Test
    void whoCannotBeMeantIsNotBanned() {
        for (String whom : List.of("NONSENSE", "-x-", "deadbeef123", "203.0.113.999", "a..b")) {
            assertThat(slip("peers ban --api " + NOBODY + " -- " + whom).err())
                    .contains(whom, "node id (40 hex digits)", "IP address", "host name in full");
        }
    }

    @Test
    void whoeverChangesAPeerFromAfarNamesAFileWithItsToken() {
        String[] changes = {
            "peers add 203.0.113.7:1", "peers ban 203.0.113.7", "peers unban 203.0.113.7", "peers anchor --wallet w"
        };
        for (String change : changes) {
            assertThat(slip(change + " --api " + NOBODY + " --token-file no-such-token")
                            .err())
                    .as(change)
                    .contains(change.contains("anchor") ? "'w'" : "no-such-token");
        }
    }

    @Test
    void whereNoPeerCanBeIsNotCalled() {
        for (String place : List.of("nonsense", "203.0.113.7", "203.0.113.7:0", "host:99999")) {
            assertThat(slip("peers add " + place + " --api " + NOBODY).err())
                    .contains("'" + place + "' is not HOST:PORT");
        }
    }

    @Test
    void whereNobodyCanBeIsNotAsked() throws Exception {
        NetworkFiles.write(
                folder,
                NetworkFiles.spec(new NetworkFiles.Plan("village", "kd", 0, 1_000, 20_000, 1_000, 50, List.of())));
        String peer = "peer --network " + folder + " --data " + folder.resolve("me");

        for (String tracker : List.of("http://127.0.0.1:99999", "http://t:0", "http://t:7070/foo?x", "http://me@t")) {
            assertThat(slip(peer + " --tracker " + tracker).err())
                    .contains("--tracker", tracker, "not the address of a tracker");
        }
        for (String seed : List.of("seed.example:99999", "seed.example:0")) {
            assertThat(slip(peer + " --dns-seed " + seed).err()).contains("--dns-seed", seed, "no domain name");
        }
        assertThat(folder.resolve("me")).doesNotExist();
    }

    @Test
    void anAddressThatIsMistypedIsNotLookedUp() throws Exception {
        try (SingleAnswers peer = new SingleAnswers(Map.of("/v1/network", "{\"addressPrefix\":\"kd\"}"))) {
            assertThat(slip("wallet balance kd1zzz --api " + peer.url()).err()).contains("kd1zzz");
            assertThat(slip("wallet history kd1zzz --api " + peer.url()).err()).contains("kd1zzz");
        }
    }

    @Test
    void noWalletIsMadeForAnAddressThatCannotBe() throws Exception {
        Path made = folder.resolve("made");
        WalletFile.create(made, NetworkFiles.devKey("any", 1));

        for (String prefix : List.of("KD!!", "", "A B")) {
            Spoken created = Spoken.by("wallet", "new", folder.resolve("new").toString(), "--prefix", prefix);
            Spoken asked = Spoken.by("wallet", "address", made.toString(), "--prefix", prefix);

            for (Spoken spoken : List.of(created, asked)) {
                assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(ExitCode.USAGE.code());
                assertThat(spoken.err()).contains("--prefix").doesNotContain("\tat ");
            }
        }
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aDemonstrationHasALength() {
        for (String duration : List.of("0s", "-5s", "soon", "")) {
            assertThat(slip("demo --duration=" + duration).err()).contains("duration");
        }
    }

    @Test
    void aFileOfAnotherKindIsNotTakenForAWallet() throws Exception {
        Path picture = Files.write(folder.resolve("picture"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});

        Spoken spoken = Spoken.by("wallet", "address", picture.toString());

        assertThat(spoken.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(spoken.err()).contains("not a wallet").doesNotContain("chmod");
    }

    private static Spoken slip(String line) {
        Spoken spoken = Spoken.by(line.split(" ", -1));
        assertThat(spoken.exitCode()).as(line + ": " + spoken.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(spoken.err()).as(line).doesNotContain("\tat ");
        assertThat(spoken.out()).as(line).isEmpty();
        return spoken;
    }
}
