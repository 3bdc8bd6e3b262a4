package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.Patience;
import org.kindling.tracker.foreign.Opentracker;

/** Real peers begin with a BitTorrent tracker that has been out there for years, lose it, and go on. */
@Tag("interop")
final class OpentrackerInteropIT {
    private static final int BLOCKS = 3;
    private static final List<String> FIRST = List.of("one", "two", "three");

    @TempDir
    private Path folder;

    @Test
    void peersStartFromOpentrackerOverHttpAndOutliveIt() throws Exception {
        startsFrom(Opentracker::http);
    }

    @Test
    void peersStartFromOpentrackerOverUdpAndOutliveIt() throws Exception {
        startsFrom(Opentracker::udp);
    }

    private void startsFrom(Function<Opentracker, String> way) throws Exception {
        try (Hamlet hamlet = new Hamlet(folder);
                Opentracker tracker = Opentracker.begin(folder.resolve("ot"), hamlet.swarm())) {
            String url = way.apply(tracker);
            hamlet.peerWith("one", "--tracker", url, "--mine");
            hamlet.peerWith("two", "--tracker", url);
            hamlet.invited("three", invitation(hamlet, url));
            for (String name : FIRST) {
                Patience.until(
                        name + " was answered and has a link",
                        () -> trackerState(hamlet, name).matches("answered [0-3] peers?") && links(hamlet, name) > 0);
            }

            tracker.kill();

            assertThat(tracker.isAlive()).isFalse();
            long heightAtDeath = hamlet.height("one");
            Transaction payment = hamlet.payment(hamlet.nextNonce("two"), 5);
            hamlet.api("two").submit(payment);
            hamlet.guest("four", "two");
            for (String name : List.of("one", "two", "three", "four")) {
                Patience.until(
                        name + " has " + BLOCKS + " blocks more, the payment in one of them",
                        () -> hamlet.height(name) >= heightAtDeath + BLOCKS
                                && hamlet.nextNonce(name) > payment.body().nonce());
            }
        }
    }

    /** One that names the tracker and nothing else: even the rules of the network are to be had from those it introduces. */
    private static String invitation(Hamlet hamlet, String url) throws Exception {
        Capsule made = Capsule.parse(
                hamlet.api("one").read("/v1/capsule").path("capsule").asText());
        return new Capsule(hamlet.network(), List.of(url), List.of(), made.checkpoint()).text();
    }

    @Test
    void aNetworkThatOpentrackerDoesNotServeIsToldSo() throws Exception {
        InfoHash another = InfoHash.of(new NetworkId(Hash.sha256(new byte[] {1})));
        try (Hamlet hamlet = new Hamlet(folder);
                Opentracker tracker = Opentracker.begin(folder.resolve("ot"), another)) {
            hamlet.peerWith("one", "--tracker", tracker.http());
            hamlet.peerWith("two", "--tracker", tracker.udp());
            Patience.until(
                    "both were refused",
                    () -> trackerState(hamlet, "one").startsWith("silent")
                            && trackerState(hamlet, "two").startsWith("silent"));

            assertThat(trackerState(hamlet, "one"))
                    .isEqualTo("silent: refused: Requested download is not authorized for use with this tracker.");
            assertThat(trackerState(hamlet, "two")).startsWith("silent: refused: it answers without a word");
            assertThat(Kindling.run(folder, "doctor", "--data", "one").out())
                    .contains("the tracker you named does not help", "Requested download is not authorized");
        }
    }

    private static int links(Hamlet hamlet, String name) throws Exception {
        return hamlet.api(name).read("/v1/status").path("links").asInt();
    }

    private static String trackerState(Hamlet hamlet, String name) throws Exception {
        for (JsonNode source : hamlet.api(name).read("/v1/discovery").path("sources")) {
            if (source.path("kind").asText().equals("tracker")) {
                return source.path("state").asText();
            }
        }
        return "none";
    }
}
