package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.identity.Capsule;
import org.kindling.tracker.Patience;

/** What an invitation is worth once whoever made it is gone. */
class InvitationIT {
    @TempDir
    private Path folder;

    @Test
    void theInvitationOfAPeerThatCalledNobodyOutlivesIt() throws Exception {
        try (Hamlet hamlet = new Hamlet(folder)) {
            Kindling host = hamlet.peerWith("host");
            hamlet.guest("first", "host");
            hamlet.guest("second", "host");
            Patience.until("both called it and are known", () -> doors(hamlet, "host") == 3);
            String invitation =
                    hamlet.api("host").read("/v1/capsule").path("capsule").asText();
            host.kill();

            hamlet.peerWith("late", "--join", invitation);

            Patience.until("the latecomer is linked to both", () -> links(hamlet, "late") == 2);
            assertThat(Capsule.parse(invitation).trackers()).isEmpty();
        }
    }

    private static int doors(Hamlet hamlet, String name) throws Exception {
        String capsule = hamlet.api(name).read("/v1/capsule").path("capsule").asText();
        return Capsule.parse(capsule).doors().size();
    }

    private static int links(Hamlet hamlet, String name) throws Exception {
        return hamlet.api(name).read("/v1/peers").path("peers").size();
    }
}
