package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kindling.peer.shell.net.NetLimits;
import org.kindling.peer.shell.net.Transport;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

final class SpecFetcherIT {
    @TempDir
    Path folder;

    @Test
    void aNewcomerJoinsWithAShortCapsuleAndNoTracker() throws Exception {
        try (Village village = new Village()) {
            PeerNode host = village.start(village.options(folder.resolve("host")));
            Capsule capsule = capsule(village, List.of(), List.of(Village.door(host)));

            PeerNode newcomer =
                    village.start(PeerOptions.in(folder.resolve("newcomer")).invitedBy(capsule));

            assertThat(newcomer.spec()).isEqualTo(village.spec);
            until(newcomer, view -> view.links().size() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(TrackerUrl.Language.class)
    void aNewcomerJoinsWithNothingButATrackerInWhateverLanguage(TrackerUrl.Language language) throws Exception {
        try (Village village = new Village()) {
            Tracker tracker = settle(Tracker.start(village.facilities.vertx(), TrackerOptions.standard()));
            String url = switch (language) {
                case SIGNED -> tracker.url();
                case HTTP -> tracker.url() + "/announce";
                case UDP -> tracker.udpUrl().orElseThrow();
            };
            PeerNode host =
                    village.start(village.options(folder.resolve("host")).asking(List.of(url)));
            until(
                    host,
                    view -> view.neighbourhood().sources().stream()
                            .anyMatch(source -> source.state().startsWith("answered")));
            Capsule capsule = capsule(village, List.of(url), List.of());

            PeerNode newcomer =
                    village.start(PeerOptions.in(folder.resolve("newcomer")).invitedBy(capsule));

            until(newcomer, view -> view.links().size() == 1);
            settle(tracker.close());
        }
    }

    @Test
    void doorsThatAnswerAndStaySilentDoNotKeepTheOthersFromBeingAsked() throws Exception {
        try (Village village = new Village()) {
            Tracker tracker = settle(Tracker.start(village.facilities.vertx(), TrackerOptions.standard()));
            PeerNode host =
                    village.start(village.options(folder.resolve("host")).asking(List.of(tracker.url())));
            until(
                    host,
                    view -> view.neighbourhood().sources().stream()
                            .anyMatch(source -> source.state().startsWith("answered")));
            KeyPair silent = Village.key(77);
            int port = settle(silence(village, silent));
            List<Door> doors = IntStream.rangeClosed(1, Capsule.DOORS_MAX)
                    .mapToObj(i -> new Door(NodeId.of(silent.publicKey()), new Endpoint("127.0.0." + i, port)))
                    .toList();
            Capsule capsule = capsule(village, List.of(tracker.url()), doors);

            NetworkSpec fetched = settle(new SpecFetcher(village.facilities, 3_000).fetch(capsule));

            assertThat(fetched).isEqualTo(village.spec);
            settle(tracker.close());
        }
    }

    /** Proves its key to whoever calls, and never says a word. */
    private static Future<Integer> silence(Village village, KeyPair key) {
        Vertx vertx = village.facilities.vertx();
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        Promise<Integer> listening = Promise.promise();
        context.runOnContext(here -> new Transport(
                        vertx,
                        context,
                        key,
                        village.spec.id().magic(),
                        NetLimits.standard(),
                        village.facilities.workers().urgent(),
                        WayOut.DIRECT,
                        event -> {})
                .listen("0.0.0.0", 0)
                .onComplete(listening));
        return listening.future();
    }

    @Test
    void whoWasAskedInVainIsNamed() throws Exception {
        try (Village village = new Village()) {
            Endpoint nobody = new Endpoint("127.0.0.1", 1);
            Capsule capsule = capsule(
                    village,
                    List.of("http://127.0.0.1:1"),
                    List.of(new Door(NodeId.of(Village.RICH.publicKey()), nobody)));

            assertThatThrownBy(() -> village.start(PeerOptions.in(folder).invitedBy(capsule)))
                    .hasMessageContaining("127.0.0.1:1: connection refused")
                    .hasMessageContaining("http://127.0.0.1:1: connection refused");
        }
    }

    @Test
    void theRulesOfAnotherNetworkAreNotTaken() throws Exception {
        try (Village village = new Village()) {
            PeerNode host = village.start(village.options(folder.resolve("host")));
            NetworkId other = new NetworkId(Hash.sha256(new byte[] {7}));
            Capsule capsule =
                    new Capsule(other, List.of(), List.of(Village.door(host)), new Checkpoint(Height.of(0), Hash.ZERO));

            assertThatThrownBy(() -> village.start(
                            PeerOptions.in(folder.resolve("newcomer")).invitedBy(capsule)))
                    .hasMessageContaining("nobody the capsule names could tell the rules of network " + other);
        }
    }

    @Test
    void anInvitationToAnotherNetworkThanTheFoldersIsRefusedAndBothAreNamed() throws Exception {
        try (Village village = new Village()) {
            settle(village.start(village.options(folder)).close());
            NetworkId other = new NetworkId(Hash.sha256(new byte[] {7}));
            Capsule capsule = new Capsule(other, List.of(), List.of(), new Checkpoint(Height.of(0), Hash.ZERO));

            assertThatThrownBy(() -> village.start(PeerOptions.in(folder).invitedBy(capsule)))
                    .hasMessageContaining("to network " + other)
                    .hasMessageContaining("'village'")
                    .hasMessageContaining("choose another data directory");
            village.start(PeerOptions.in(folder));
        }
    }

    private static Capsule capsule(Village village, List<String> trackers, List<Door> doors) {
        return new Capsule(village.spec.id(), trackers, doors, new Checkpoint(Height.of(0), Hash.ZERO));
    }
}
