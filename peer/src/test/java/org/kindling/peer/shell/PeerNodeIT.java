package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.kindling.peer.shell.Village.door;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.shell.disk.Location;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.FreePort;

final class PeerNodeIT {
    @TempDir
    Path folder;

    @Test
    void twoPeersGossipATransactionMineItAndAgree() throws Exception {
        try (Village village = new Village()) {
            PeerNode miner =
                    village.start(village.options(folder.resolve("miner")).mining());
            PeerNode other =
                    village.start(village.options(folder.resolve("other")).knowing(List.of(door(miner))));
            until(other, view -> view.links().size() == 1);
            Transaction payment = village.payment(0);

            Verdict verdict = settle(other.submit(payment));

            assertThat(verdict.isAccepted()).isTrue();
            until(other, view -> view.account(Village.POOR).balance().equals(Amount.of(1_000)));
            until(miner, view -> view.account(Village.POOR).balance().equals(Amount.of(1_000)));
            settle(miner.instruct(new Instruction.StopMining()));
            PeerView.Head head = settle(miner.ask(PeerView::head));
            until(
                    other,
                    view -> view.isOnBestChain(head.block())
                            && view.head().stateRoot().equals(head.stateRoot()));
            assertThat(settle(indexed(other, payment))).isPresent();
        }
    }

    @Test
    void aPeerComesBackFromItsDiskAlone() throws Exception {
        try (Village village = new Village()) {
            PeerNode first = village.start(village.options(folder).mining());
            settle(first.submit(village.payment(0)));
            until(first, view -> view.head().height().value() >= 3 && view.mempoolSize() == 0);
            settle(first.instruct(new Instruction.StopMining()));
            PeerView.Head head = settle(first.ask(PeerView::head));
            NodeId node = first.node();
            settle(first.close());

            PeerNode again = village.start(PeerOptions.in(folder));

            assertThat(again.node()).isEqualTo(node);
            until(again, view -> view.head().height().compareTo(head.height()) >= 0);
            until(again, view -> view.isOnBestChain(head.block()));
            until(again, view -> view.account(Village.POOR).balance().equals(Amount.of(1_000)));
        }
    }

    @Test
    void aPeerWhoseNetworkHasRottedOrWhoseKeyIsGoneSaysSoAndDoesNotStart() throws Exception {
        try (Village village = new Village()) {
            settle(village.start(village.options(folder)).close());
            Files.writeString(folder.resolve("network.spec"), "rot");
            Files.writeString(folder.resolve("network.spec.old"), "rot");

            assertThatThrownBy(() -> village.start(PeerOptions.in(folder)))
                    .hasMessageContaining(folder.resolve("network.spec") + " is damaged")
                    .hasMessageContaining("name the network again");

            Files.delete(folder.resolve("node.key"));

            assertThatThrownBy(() -> village.start(village.options(folder)))
                    .hasMessageContaining(folder.resolve("node.key") + " is missing")
                    .hasMessageContaining("restore it from a backup");
            assertThat(folder.resolve("node.key")).doesNotExist();
        }
    }

    @Test
    void aKilledPeerKeepsWhatItPromised() throws Exception {
        try (Village village = new Village()) {
            PeerNode first = village.start(village.options(folder));
            Transaction payment = village.payment(0);
            settle(first.submit(payment));
            settle(first.kill());

            PeerNode again = village.start(village.options(folder));

            until(again, view -> view.waiting(payment.id()).isPresent());
        }
    }

    @Test
    void aBanOutlivesAKillAndHoldsInBothDirections() throws Exception {
        try (Village village = new Village()) {
            PeerNode unwanted =
                    village.start(village.options(folder.resolve("unwanted")).mining());
            PeerNode first =
                    village.start(village.options(folder.resolve("peer")).knowing(List.of(door(unwanted))));
            until(first, view -> view.links().size() == 1);

            settle(first.instruct(new Instruction.Ban(unwanted.node().hex(), "talks too much", 3_600_000)));
            until(first, view -> view.links().isEmpty());
            settle(first.askIndex(index -> index.height()));
            settle(first.kill());
            PeerNode again =
                    village.start(village.options(folder.resolve("peer")).knowing(List.of(door(unwanted))));
            settle(unwanted.instruct(new Instruction.Befriend(again.endpoint())));
            until(
                    unwanted,
                    view -> view.neighbourhood().refusals().stream()
                            .anyMatch(refusal -> refusal.reason().contains(Fault.BANNED.text())));

            assertThat(settle(again.ask(PeerView::bans)))
                    .extracting(Ban::whom, Ban::reason)
                    .containsExactly(tuple(unwanted.node().hex(), "talks too much"));
            assertThat(settle(again.ask(PeerView::links))).isEmpty();
        }
    }

    @Test
    void aKilledPeerHasLetGoOfEveryFileBeforeItsFolderIsFree() throws Exception {
        try (Village village = new Village()) {
            PeerNode peer = village.start(village.options(folder));
            settle(peer.submit(village.payment(0)));
            List<Path> held = openFiles();

            settle(peer.kill());

            assertThat(held).isNotEmpty();
            assertThat(openFiles()).isEmpty();
        }
    }

    /** Those of this process that are in the folder, as Linux tells them. */
    private List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                open.add(Files.readSymbolicLink(descriptor));
            }
        }
        return open.stream().filter(file -> file.startsWith(folder)).toList();
    }

    @Test
    void aPeerWhoseStepThrowsWhileItLeavesComesToAnEndAllTheSame() throws Exception {
        try (Village village = new Village()) {
            PeerNode peer = village.start(village.options(folder));
            village.facilities.workers().close();

            Future<Future<Void>> left = peer.ask(view -> {
                peer.submit(village.payment(0));
                return peer.close();
            });

            assertThatThrownBy(() -> settle(left.compose(closed -> closed)))
                    .hasMessageContaining("a step of the peer failed");
            assertThat(openFiles()).isEmpty();
        }
    }

    @Test
    void aRefusedTransactionIsRefusedByName() throws Exception {
        try (Village village = new Village()) {
            PeerNode peer = village.start(village.options(folder));
            settle(peer.submit(village.payment(0)));

            Verdict again = settle(peer.submit(village.payment(0)));
            Verdict tooFar = settle(peer.submit(village.payment(100_000)));

            assertThat(again).isEqualTo(Verdict.ALREADY_KNOWN);
            assertThat(tooFar.refusal()).contains(Fault.NONCE_TOO_FAR);
        }
    }

    @Test
    void aFolderInUseIsNotOpenedTwice() throws Exception {
        try (Village village = new Village()) {
            village.start(village.options(folder));

            assertThatThrownBy(() -> village.start(village.options(folder)))
                    .hasMessageContaining("is in use by another peer");
        }
    }

    @Test
    void aPeerIsFoundAgainWhereItWasUnlessSomebodyElseIsThereNow() throws Exception {
        try (Village village = new Village()) {
            Path remembered = folder.resolve("listen.port");
            int port = FreePort.take();
            Files.writeString(remembered, port + "\n");
            PeerNode first = village.start(village.options(folder));
            settle(first.close());
            PeerNode again = village.start(PeerOptions.in(folder));
            settle(again.close());
            PeerNode elsewhere;
            try (ServerSocket taken = new ServerSocket(first.endpoint().port(), 1, InetAddress.getLoopbackAddress())) {
                elsewhere = village.start(PeerOptions.in(folder));

                assertThat(taken.isBound()).isTrue();
            }

            assertThat(first.endpoint().port()).isEqualTo(port);
            assertThat(again.endpoint()).isEqualTo(first.endpoint());
            assertThat(Files.readString(remembered))
                    .isEqualTo(elsewhere.endpoint().port() + "\n");
            assertThat(elsewhere.endpoint()).isNotEqualTo(first.endpoint());
        }
    }

    @Test
    void whoHearsThatAPeerCouldNotListenFindsItsFilesClosed() throws Exception {
        try (Village village = new Village();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PeerOptions refused = village.options(folder).listeningOn("127.0.0.1", taken.getLocalPort());

            for (int attempt = 1; attempt <= 5; attempt++) {
                assertThatThrownBy(() -> village.start(refused)).hasMessageContaining("choose another port");

                assertThatCode(() -> PeerFolder.open(folder, report -> {}).close())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aPeerThatHasStoppedLeavesNothingBehindOnItsEventLoops() throws Exception {
        try (Village village = new Village()) {
            PeerNode closed = village.start(village.options(folder.resolve("closed")));
            PeerNode killed = village.start(village.options(folder.resolve("killed")));

            settle(closed.close());
            settle(killed.kill());

            assertThat(village.facilities.vertx().deploymentIDs()).isEmpty();
        }
    }

    @Test
    void nobodyAnswersForAPeerThatHasStopped() throws Exception {
        try (Village village = new Village()) {
            PeerNode peer = village.start(village.options(folder));

            settle(peer.close());

            assertThat(peer.stopped().succeeded()).isTrue();
            assertThatThrownBy(() -> settle(peer.ask(PeerView::head))).hasCauseInstanceOf(PeerStopped.class);
            assertThatThrownBy(() -> settle(peer.submit(village.payment(0)))).hasCauseInstanceOf(PeerStopped.class);
        }
    }

    private static Future<Optional<Location>> indexed(PeerNode peer, Transaction transaction) {
        return peer.askIndex(index -> index.transaction(transaction.id()));
    }
}
