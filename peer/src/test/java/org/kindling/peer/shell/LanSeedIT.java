package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.shell.seed.SeedOptions;

/** Real peers that know nothing but the neighbourhood; here that is one machine, whose loopback carries multicast. */
final class LanSeedIT {
    @TempDir
    Path folder;

    private static PeerNode neighbour(Village village, Path home) throws Exception {
        return village.start(village.options(home).seeking(SeedOptions.of(Seed.LAN)));
    }

    private static String state(PeerView view) {
        return view.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals("local-network"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void theyFindEachOtherByTheLocalNetworkAlone() throws Exception {
        try (Village village = new Village()) {
            PeerNode first = neighbour(village, folder.resolve("first"));
            PeerNode second = neighbour(village, folder.resolve("second"));

            until(first, view -> view.links().size() == 1);
            until(second, view -> view.links().size() == 1);

            assertThat(settle(first.ask(LanSeedIT::state)) + settle(second.ask(LanSeedIT::state)))
                    .contains("this peer listens at 127.0.0.1, where only peers of this machine find each other");
        }
    }

    @Test
    void whoIsOfAnotherNetworkIsNotHeard() throws Exception {
        try (Village village = new Village();
                Village elsewhere = new Village()) {
            PeerNode stranger = neighbour(elsewhere, folder.resolve("stranger"));
            PeerNode first = neighbour(village, folder.resolve("first"));
            PeerNode second = neighbour(village, folder.resolve("second"));

            until(first, view -> view.links().size() == 1);
            until(second, view -> view.links().size() == 1);

            assertThat(settle(stranger.ask(PeerView::links))).isEmpty();
            int known = settle(first.ask(view -> view.neighbourhood().known()));
            assertThat(known).isOne();
        }
    }

    @Test
    void whoDoesNotListenSaysWhyNoNeighbourIsAsked() throws Exception {
        try (Village village = new Village()) {
            PeerNode quiet = village.start(
                    village.options(folder).seeking(SeedOptions.of(Seed.LAN)).notListening());

            until(quiet, view -> state(view).startsWith("silent"));

            assertThat(settle(quiet.ask(LanSeedIT::state)))
                    .isEqualTo("silent: this peer does not listen, so neighbours could not call it");
        }
    }
}
