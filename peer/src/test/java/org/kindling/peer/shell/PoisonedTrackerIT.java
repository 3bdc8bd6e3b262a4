package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.door;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** Threat T4 with real sockets: the only tracker lists nobody but peers that do not exist, half of them with false signatures. */
final class PoisonedTrackerIT {
    private static final KeyPair TRACKER = Village.key(100);
    private static final int INVENTED = 20;

    @TempDir
    Path folder;

    @Test
    void whoeverKnowsSomebodyElseJoinsAndTheTrackerIsSuspected() throws Exception {
        try (Village village = new Village()) {
            HttpServer liar = settle(village.facilities
                    .vertx()
                    .createHttpServer()
                    .requestHandler(PoisonedTrackerIT::lie)
                    .listen(0, "127.0.0.1"));
            List<String> poisoned = List.of("http://127.0.0.1:" + liar.actualPort());
            PeerNode miner =
                    village.start(village.options(folder.resolve("miner")).mining());
            PeerNode warm =
                    village.start(village.options(folder.resolve("warm")).knowing(List.of(door(miner))));
            until(warm, view -> view.links().size() == 1);

            PeerNode alone =
                    village.start(village.options(folder.resolve("alone")).asking(poisoned));
            until(alone, PoisonedTrackerIT::isSuspicious);
            PeerNode newcomer = village.start(
                    village.options(folder.resolve("newcomer")).asking(poisoned).knowing(List.of(door(miner))));
            until(newcomer, view -> view.head().height().value() >= 3);
            settle(alone.instruct(new Instruction.Befriend(newcomer.endpoint())));

            until(alone, view -> view.head().height().value() >= 3);
            List<PeerView.Link> kept = settle(warm.ask(PeerView::links));
            assertThat(kept).isNotEmpty();
            assertThat(settle(alone.ask(PoisonedTrackerIT::isSuspicious))).isTrue();
            settle(liar.close());
        }
    }

    private static boolean isSuspicious(PeerView view) {
        return view.neighbourhood().sources().stream()
                .anyMatch(source -> source.standing() == PeerView.Standing.SUSPECT
                        && source.state().startsWith("TRACKER_SUSPECT: it hands out forged records"));
    }

    private static void lie(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            try {
                byte[] answer = AnnounceJson.encode(reply(AnnounceJson.announce(body.getBytes())));
                request.response()
                        .putHeader("Content-Type", AnnounceJson.MEDIA_TYPE)
                        .end(Buffer.buffer(answer));
            } catch (MalformedException e) {
                request.response().setStatusCode(400).end();
            }
        });
    }

    private static AnnounceReply reply(Announce asked) {
        long now = System.currentTimeMillis();
        List<Listing> invented = new ArrayList<>();
        for (int i = 0; i < Math.min(INVENTED, asked.want()); i++) {
            invented.add(new Listing(invented(asked, i, now), 1, true));
        }
        AnnounceReply.Content content = new AnnounceReply.Content(
                60_000,
                15_000,
                "127.0.0.1",
                invented,
                asked.about().stream().map(node -> Standing.UNNAMED).toList());
        TrackerHead head = new TrackerHead.Content(
                        asked.network(),
                        TRACKER.publicKey(),
                        asked.nonce(),
                        NodeId.of(asked.record().content().key()),
                        now,
                        1,
                        1,
                        now,
                        INVENTED,
                        Hash.ZERO,
                        content.digest())
                .sign(TRACKER);
        return new AnnounceReply(content, head);
    }

    /** Every other one is signed by somebody else. */
    private static PeerRecord invented(Announce asked, int number, long now) {
        KeyPair key = Village.key(number + 1);
        PeerRecord.Content content = new PeerRecord.Content(
                asked.network(),
                key.publicKey(),
                1,
                List.of(new Endpoint("127.0.0.1", number + 1)),
                List.of(),
                0,
                now + 600_000);
        PeerRecord signed = content.sign(key);
        return number % 2 == 0
                ? signed
                : new PeerRecord(content, invented(asked, number - 1, now).signature());
    }
}
