package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.ledger.Amount;

final class CrowdIT {
    private static final int PEERS = 50;

    @TempDir
    Path folder;

    @Test
    void fiftyPeersInOneProcessFindEachOtherAndAgree() throws Exception {
        try (Village village = new Village()) {
            PeerNode miner =
                    village.start(village.options(folder.resolve("miner")).mining());
            List<PeerNode> crowd = new ArrayList<>();
            for (int i = 1; i < PEERS; i++) {
                crowd.add(village.start(
                        village.options(folder.resolve("peer" + i)).knowing(List.of(Village.door(miner)))));
            }

            settle(crowd.get(PEERS / 2).submit(village.payment(0)));
            until(miner, view -> view.account(Village.POOR).balance().equals(Amount.of(1_000)));
            settle(miner.instruct(new Instruction.StopMining()));

            PeerView.Head head = settle(miner.ask(PeerView::head));
            for (PeerNode peer : crowd) {
                until(peer, view -> view.isOnBestChain(head.block()));
                until(peer, view -> view.links().size() >= 4);
                assertThat(peer.vitals().gossipDropped()).isZero();
            }
        }
    }
}
