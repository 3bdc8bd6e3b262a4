package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;

final class SeenAddressIT {
    @TempDir
    Path folder;

    private static List<Endpoint> advertised(PeerView view) {
        return view.self().endpoints();
    }

    @Test
    void whoListensEverywhereAdvertisesWhereOthersSeeItAndIsCalledThere() throws Exception {
        try (Village village = new Village()) {
            PeerNode first = village.start(village.options(folder.resolve("first")));
            PeerNode second = village.start(village.options(folder.resolve("second"))
                    .listeningOn("0.0.0.0", 0)
                    .knowing(List.of(Village.door(first))));

            until(second, view -> !advertised(view).isEmpty());
            List<Endpoint> found = settle(second.ask(SeenAddressIT::advertised));
            PeerNode third = village.start(village.options(folder.resolve("third"))
                    .notListening()
                    .knowing(List.of(new Door(second.node(), found.get(0)))));
            until(
                    second,
                    view -> view.links().stream().anyMatch(link -> link.node().equals(third.node())));

            assertThat(found)
                    .containsExactly(new Endpoint("127.0.0.1", second.endpoint().port()));
            List<Direction> directions = settle(second.ask(view -> view.links().stream()
                    .filter(link -> link.node().equals(third.node()))
                    .map(PeerView.Link::direction)
                    .toList()));
            assertThat(directions).containsExactly(Direction.INBOUND);
        }
    }

    @Test
    void aWildcardThatWasNamedIsReplacedToo() throws Exception {
        try (Village village = new Village()) {
            PeerNode first = village.start(village.options(folder.resolve("first")));
            PeerNode second = village.start(village.options(folder.resolve("second"))
                    .listeningOn("0.0.0.0", 0)
                    .reachableAt(List.of(new Endpoint("0.0.0.0", 4_711)))
                    .knowing(List.of(Village.door(first))));

            until(second, view -> !advertised(view).isEmpty());

            List<Endpoint> found = settle(second.ask(SeenAddressIT::advertised));
            assertThat(found).containsExactly(new Endpoint("127.0.0.1", 4_711));
        }
    }
}
