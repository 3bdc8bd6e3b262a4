package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a peer, and what is waited for. */
final class StatusCommandTest {
    private static final String TRACKER = "{\"kind\":\"tracker\",\"name\":\"http://t\",\"state\":\"silent\"}";
    private static final String BOOK = "{\"kind\":\"address-book\",\"name\":\"remembered peers\",\"state\":\"empty\"}";

    @Test
    void theNewestBlocksAgeAndWhetherItMinesAreTold() throws Exception {
        try (SingleAnswers peer = peer(1, 3, BOOK)) {
            assertThat(status(peer).out())
                    .containsPattern("newest +block [5-9] min old")
                    .containsPattern("mining +yes");
        }
    }

    @Test
    void whoHasAWayInIsReadyWhenItHasALink() throws Exception {
        try (SingleAnswers tracked = peer(0, 0, TRACKER);
                SingleAnswers knowing = peer(0, 2, BOOK);
                SingleAnswers linked = peer(1, 2, TRACKER)) {
            for (SingleAnswers alone : List.of(tracked, knowing)) {
                Spoken spoken = status(alone, "--wait", "--timeout", "0");

                assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(ExitCode.NOT_READY.code());
                assertThat(spoken.err()).contains("waited 0 s in vain", "0 of 1 link;");
            }
            assertThat(status(linked, "--wait", "--timeout", "0").exitCode()).isZero();
        }
    }

    @Test
    void whoWasGivenNoWayInNeedsNoLink() throws Exception {
        try (SingleAnswers first = peer(0, 0, BOOK)) {
            assertThat(status(first, "--wait", "--timeout", "0").exitCode()).isZero();
        }
    }

    @Test
    void asManyLinksAreWaitedForAsAreAskedFor() throws Exception {
        try (SingleAnswers tracked = peer(0, 0, TRACKER);
                SingleAnswers linked = peer(1, 2, TRACKER)) {
            assertThat(status(tracked, "--wait", "--links", "0", "--timeout", "0")
                            .exitCode())
                    .isZero();
            assertThat(status(linked, "--wait", "--links", "2", "--timeout", "0")
                            .err())
                    .contains("1 of 2 links;");
        }
    }

    private static Spoken status(SingleAnswers peer, String... more) {
        List<String> line = new ArrayList<>(List.of("status", "--api", peer.url()));
        line.addAll(Arrays.asList(more));
        return Spoken.by(line.toArray(String[]::new));
    }

    private static SingleAnswers peer(int links, int known, String source) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/readyz", "{\"status\":\"ready\"}");
        answers.put(
                "/v1/status",
                "{\"links\":" + links + ",\"mining\":true,\"head\":{\"height\":9,\"time\":\""
                        + Instant.now().minusSeconds(400) + "\"},\"sync\":{\"caughtUp\":true},\"discovery\":{\"known\":"
                        + known + ",\"sources\":[" + source + "]}}");
        return new SingleAnswers(answers);
    }
}
