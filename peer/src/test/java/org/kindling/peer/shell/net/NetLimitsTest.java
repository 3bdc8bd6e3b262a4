package org.kindling.peer.shell.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.wire.Frame;

class NetLimitsTest {
    @Test
    void theFullestBlocksThatAnHonestPeerAsksForAtOnceFitIntoTheQueueOfItsLink() {
        long blocks = (long) Limits.standard().sync().blocksPerLink() * LedgerReader.BLOCK_BYTES_MAX;

        assertThat(blocks + Frame.BYTES_MAX)
                .isLessThanOrEqualTo(NetLimits.standard().sendQueueBytesMax());
    }
}
