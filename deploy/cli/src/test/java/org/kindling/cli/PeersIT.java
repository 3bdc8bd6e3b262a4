package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** What an operator is told who says whom his peer is to call and to refuse. */
final class PeersIT {
    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();
    private JsonNode friend;

    @BeforeEach
    void twoPeersThatDoNotKnowEachOther() throws Exception {
        Kindling.ask(folder, "network", "create", "village", "--out", "village", "--interval", "1", "--json");
        Kindling first = begin("me", "--mine", "--advertise", "127.0.0.1:4711");
        Kindling second = begin("friend");
        first.ready();
        friend = second.ready();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        running.forEach(Kindling::close);
    }

    @Test
    void whatHasComeOfACallIsTold() throws Exception {
        String there = friend.path("endpoint").asText();

        JsonNode linked = outcome(there);
        JsonNode refused = outcome("127.0.0.1:1");

        assertThat(linked.path("state").asText()).as(linked.toString()).isEqualTo("linked");
        assertThat(linked.path("detail").asText()).contains(friend.path("node").asText());
        assertThat(refused.path("state").asText()).as(refused.toString()).isEqualTo("refused");
        assertThat(refused.path("detail").asText()).startsWith("in vain so far: ");
    }

    /** Told as often as it takes on a busy machine, until the call has come to something. */
    private JsonNode outcome(String endpoint) throws Exception {
        List<JsonNode> told = new ArrayList<>();
        Patience.until("something has come of calling " + endpoint, () -> {
            told.add(Kindling.ask(folder, "peers", "add", endpoint, "--data", "me", "--json"));
            return !told.get(told.size() - 1).path("state").asText().equals("calling");
        });
        return told.get(told.size() - 1);
    }

    @Test
    void whoIsNotBannedIsNotUnbanned() throws Exception {
        Spoken banned = inMe("peers", "ban", "203.0.113.7");
        Spoken stranger = inMe("peers", "unban", "203.0.113.8");
        Spoken lifted = inMe("peers", "unban", "203.0.113.7");
        Spoken again = inMe("peers", "unban", "203.0.113.7");

        assertThat(List.of(banned, lifted)).extracting(Spoken::exitCode).containsOnly(ExitCode.OK.code());
        assertThat(List.of(stranger, again)).allSatisfy(spoken -> {
            assertThat(spoken.exitCode()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(spoken.err()).contains("is not banned", "peers bans");
        });
    }

    @Test
    void aRecordThatIsAnchoredIsPaidForOnceUnlessMoreIsWanted() throws Exception {
        String founder = folder.resolve("village").resolve("founder.wallet").toString();
        Spoken first = inMe("peers", "anchor", "--wallet", founder);
        assertThat(first.exitCode()).as(first.err()).isZero();
        Spoken hasty = inMe("peers", "anchor", "--wallet", founder);
        Spoken settled = inMe("tx", first.out().strip(), "--wait");
        assertThat(settled.exitCode()).as(settled.err()).isZero();

        Spoken second = inMe("peers", "anchor", "--wallet", founder);
        Spoken wanted = inMe("peers", "anchor", "--wallet", founder, "--again");

        assertThat(List.of(hasty, second)).extracting(Spoken::exitCode).containsOnly(ExitCode.REFUSED.code());
        assertThat(second.err())
                .containsPattern("is anchored at height [0-9]+ already")
                .contains("--again");
        assertThat(wanted.exitCode()).as(wanted.err()).isZero();
    }

    @Test
    void aPayerLearnsWhereHisPaymentIsAndHowMuchThereIs() throws Exception {
        String founder = folder.resolve("village").resolve("founder.wallet").toString();
        String purse = folder.resolve("poor.wallet").toString();
        String address = Spoken.by("wallet", "new", purse).out().strip();

        Spoken paid = inMe("wallet", "send", founder, "--to", address + "=25", "--wait");
        Spoken tooMuch = inMe("wallet", "send", purse, "--to", address + "=26");

        assertThat(paid.err()).containsPattern("in block [0-9]+, [0-9]+ deep");
        assertThat(tooMuch.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(tooMuch.err()).contains("the wallet has 25 units");
    }

    private Spoken inMe(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--data", folder.resolve("me").toString()));
        return Spoken.by(all.toArray(String[]::new));
    }

    private Kindling begin(String data, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("peer", "--network", "village", "--data", data, "--json"));
        line.addAll(List.of(more));
        Kindling process = Kindling.start(folder, line.toArray(String[]::new));
        running.add(process);
        return process;
    }
}
