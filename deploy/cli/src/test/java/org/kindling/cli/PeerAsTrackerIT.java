package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.identity.Capsule;
import org.kindling.tracker.Patience;

/** A peer that serves the tracker's API at its own port, with real processes. */
class PeerAsTrackerIT {
    @TempDir
    private Path folder;

    @Test
    void whenTheTrackerIsDeadAPeerIsTheDoorForNewcomers() throws Exception {
        try (Hamlet hamlet = new Hamlet(folder)) {
            Kindling tracker = hamlet.beginTracker();
            hamlet.peer("miner");
            Kindling keeper = hamlet.peerWith("keeper", "--tracker", hamlet.tracker(), "--serve-tracker", "active");
            Patience.until("the keeper has the chain", () -> hamlet.height("keeper") >= 1);
            tracker.kill();

            Patience.until("its invitation names it as a tracker", () -> namedAsTracker(hamlet, keeper));
            long height = hamlet.height("miner");
            hamlet.peerWith("newcomer", "--tracker", url(keeper));
            Patience.until("the newcomer follows the chain", () -> hamlet.height("newcomer") > height);

            assertThat(source(hamlet, "newcomer", "tracker").path("state").asText())
                    .startsWith("answered");
            Patience.until("it is linked to both", () -> links(hamlet, "newcomer") == 2);
            assertThat(source(hamlet, "keeper", "stand-in").path("state").asText())
                    .contains("serves as tracker");
        }
    }

    @Test
    void aPeerThatStandsByRefusesAnnouncesWhileThereIsATracker() throws Exception {
        try (Hamlet hamlet = new Hamlet(folder)) {
            hamlet.beginTracker();
            Kindling bystander = hamlet.peer("bystander");
            hamlet.peerWith("newcomer", "--tracker", url(bystander));

            Patience.until(
                    "the newcomer was refused",
                    () -> source(hamlet, "newcomer", "tracker")
                            .path("state")
                            .asText()
                            .startsWith("silent"));

            assertThat(source(hamlet, "bystander", "stand-in").path("state").asText())
                    .startsWith("standing by");
            assertThat(hamlet.api("bystander").read("/v1/peers").path("peers")).isEmpty();
        }
    }

    private static int links(Hamlet hamlet, String name) throws IOException {
        return hamlet.api(name).read("/v1/peers").path("peers").size();
    }

    private static boolean namedAsTracker(Hamlet hamlet, Kindling keeper) throws Exception {
        String capsule =
                hamlet.api("keeper").read("/v1/capsule").path("capsule").asText();
        return Capsule.parse(capsule).trackers().contains(url(keeper));
    }

    private static String url(Kindling peer) throws Exception {
        return "http://" + peer.ready().path("endpoint").asText();
    }

    private static JsonNode source(Hamlet hamlet, String name, String kind) throws IOException {
        for (JsonNode source : hamlet.api(name).read("/v1/discovery").path("sources")) {
            if (source.path("kind").asText().equals(kind)) {
                return source;
            }
        }
        throw new AssertionError(name + " has no source " + kind);
    }
}
