package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.shell.api.OnePeer.settle;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.shell.api.TransactionStanding.Indexed;
import org.kindling.peer.shell.api.TransactionStanding.Standing;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;

final class TransactionStandingIT {
    private static final int NEWEST_BLOCKS_MAX = 2;

    @TempDir
    Path folder;

    @Test
    void nothingIsSaidToBeNowhereWhileThereAreBlocksThatNobodyHasLookedThrough() throws Exception {
        try (OnePeer peer = OnePeer.mining(folder)) {
            peer.until(view -> view.head().height().value() > 3);

            assertThatThrownBy(() -> settle(stranger(peer, 0)))
                    .cause()
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("at height 0 of");
            assertThat(settle(stranger(peer, 1_000))).isEmpty();
        }
    }

    private static io.vertx.core.Future<Optional<Standing>> stranger(OnePeer peer, long reach) {
        TransactionStanding standing = new TransactionStanding(peer.node, NEWEST_BLOCKS_MAX);
        return peer.node.ask(
                view -> standing.standing(view, Hash.ZERO, new Indexed(Optional.empty(), Height.of(reach))));
    }
}
