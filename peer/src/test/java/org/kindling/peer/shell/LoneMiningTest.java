package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;

final class LoneMiningTest {
    private static final PeerView.Neighbourhood KNOWING_NOBODY = neighbourhood(List.of("address-book", "manual"), 0);
    private static final PeerView.Neighbourhood WITH_A_TRACKER = neighbourhood(List.of("address-book", "tracker"), 0);
    private static final PeerView.Neighbourhood KNOWING_SOMEBODY = neighbourhood(List.of("address-book"), 1);

    private final LoneMining mining = new LoneMining();

    @Test
    void whoMinesAThirdBlockAloneThoughHeHasAWayInIsWarnedOnce() {
        for (PeerView.Neighbourhood around : List.of(WITH_A_TRACKER, KNOWING_SOMEBODY)) {
            assertThat(warnings(new LoneMining(), around, 6))
                    .singleElement()
                    .asString()
                    .contains("alone: mining a chain nobody else sees");
        }
        assertThat(warnings(mining, WITH_A_TRACKER, 2)).isEmpty();
    }

    @Test
    void theFirstOfANetworkIsAloneByDesign() {
        assertThat(warnings(mining, KNOWING_NOBODY, 6)).isEmpty();
    }

    @Test
    void whoHasHadALinkIsNotAlone() {
        Endpoint remote = new Endpoint("127.0.0.1", 1);
        mining.warning(
                new Fact.LinkOpened(new NodeId(Bytes.wrap(new byte[20])), Direction.INBOUND, remote, 1),
                () -> WITH_A_TRACKER);

        assertThat(warnings(mining, WITH_A_TRACKER, 6)).isEmpty();
    }

    private static List<String> warnings(LoneMining mining, PeerView.Neighbourhood around, int blocks) {
        List<String> warnings = new ArrayList<>();
        for (int height = 1; height <= blocks; height++) {
            Fact produced = new Fact.BlockProduced(Height.of(height), Hash.ZERO, 0);
            Optional<String> warning = mining.warning(produced, () -> around);
            warning.ifPresent(warnings::add);
        }
        return warnings;
    }

    private static PeerView.Neighbourhood neighbourhood(List<String> kinds, int known) {
        List<PeerView.Source> sources = kinds.stream()
                .map(kind -> new PeerView.Source(kind, "name", PeerView.Standing.WAITING, "state", 0))
                .toList();
        return new PeerView.Neighbourhood(sources, known, 0, 0, 0, 0, List.of());
    }
}
